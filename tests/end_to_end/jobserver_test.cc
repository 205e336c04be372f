// The rustc processes of a build and their threads together are never more than
// ninja's -j, and what one of them can't use another gets.
#include <sstream>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Stands in front of rustc and behaves like one with many threads: takes what
/// tokens there are, holds them for a moment, and gives them back. Each
/// "thread" is a file in `threads/` while it runs, and notes in `counts` how
/// many there are. Where there is a `needs.<crate>` it first waits for as many
/// tokens when it generates code, and where there is `dies` it then kills the
/// launcher.
constexpr std::string_view kManyThreads = R"(
case "$*" in *--crate-name*) ;; *) exec "$@" ;; esac
cd 'DIRECTORY'
auth=${CARGO_MAKEFLAGS##*--jobserver-auth=}
read_end=/proc/self/fd/${auth%%,*} write_end=/proc/self/fd/${auth##*,}
threads=1
start() { : >threads/$$.$1; ls threads | wc -l >>counts; }
start 0
crate=$(echo "$*" | sed 's/.*no-codegen.*/none/; s/.*--crate-name \([^ ]*\).*/\1/')
if [ -e "needs.$crate" ]; then
  while [ $threads -le $(cat "needs.$crate") ]; do
    head -c 1 <$read_end >/dev/null
    start $threads
    threads=$((threads + 1))
  done
  echo $crate >>satisfied
  if [ -e dies ]; then rm dies threads/$$.*; kill -9 $PPID; fi
fi
for round in 1 2 3 4 5; do
  token=$(dd if=$read_end iflag=nonblock bs=1 count=1 2>/dev/null)
  if [ -n "$token" ]; then start $threads; threads=$((threads + 1)); else sleep 0.02; fi
done
while [ $threads -gt 1 ]; do
  threads=$((threads - 1))
  rm threads/$$.$threads
  printf + >$write_end
done
cd "$OLDPWD"
"$@"
status=$?
rm 'DIRECTORY'/threads/$$.0
exit $status
)";

void use_many_threads(Project& project) {
  std::string script(kManyThreads);
  const std::string_view placeholder = "DIRECTORY";
  for (std::size_t at; (at = script.find(placeholder)) != std::string::npos;)
    script.replace(at, placeholder.size(), project.path());
  project.write_program("wrapper", script);
  project.set("RUSTC_WRAPPER", project.path("wrapper"));
}

/// A program on top of libraries that don't depend on each other.
void write_many_libraries(Project& project) {
  project.workspace({"app"});
  Words names;
  for (int i = 1; i <= 6; ++i) {
    names.push_back("part" + std::to_string(i));
    project.library(names.back(), "pub fn f() {}");
  }
  project.program("app", "fn main() { part1::f(); println!(\"42\"); }", depends_on(names));
  use_many_threads(project);
}

/// Generates, and forgets what the wrapper has noted so far.
void generate(const Project& project, const Words& arguments = {}) {
  ASSERT_TRUE(succeeded(project.generate(arguments)));
  project.remove("counts");
  project.remove("threads");
  project.write("threads/.keep", "");
}

/// How many threads ran at once, at most.
int most_threads(const Project& project) {
  std::istringstream counts(project.read("counts"));
  int most = 0;
  for (int count; counts >> count;) most = std::max(most, count);
  return most;
}

TEST(Jobserver, ThreadsOfAllCompilersTogetherStayWithinNinjasNumber) {
  Project project;
  write_many_libraries(project);
  project.write("needs.app", "3");
  generate(project);
  EXPECT_TRUE(succeeded(project.ninja({"-j4"})));
  EXPECT_EQ(most_threads(project), 4);
  EXPECT_EQ(project.read("satisfied"), "app\n");
  EXPECT_EQ(project.run_built("app").output, "42\n");
}

TEST(Jobserver, OneJobIsOneThread) {
  Project project;
  write_many_libraries(project);
  generate(project);
  EXPECT_TRUE(succeeded(project.ninja({"-j1"})));
  EXPECT_EQ(most_threads(project), 1);
}

TEST(Jobserver, TheNumberMayComeFromGenerate) {
  Project project;
  write_many_libraries(project);
  generate(project, {"-j", "2"});
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_LE(most_threads(project), 2);
}

TEST(Jobserver, AKilledLauncherKeepsNoTokens) {
  Project project;
  write_many_libraries(project);
  project.write("needs.app", "3");
  project.write("needs.part1", "1");
  project.write("dies", "");
  generate(project);
  EXPECT_NE(project.ninja({"-j4", "-k0"}).status, 0);
  EXPECT_FALSE(project.exists("dies"));
  EXPECT_TRUE(succeeded(project.ninja({"-j4"})));
  EXPECT_EQ(most_threads(project), 4);
  EXPECT_TRUE(project.read("satisfied").ends_with("app\n"));
}

/// With -j ninja takes no tokens; without, from 1.13 on, it does.
TEST(Jobserver, TakesPartInThatOfMake) {
  for (const char* ninja : {"ninja -C build -j6", "ninja -C build"}) {
    Project project;
    write_many_libraries(project);
    generate(project);
    project.write("Makefile", "all:\n\t+" + std::string(ninja) + "\n");
    EXPECT_TRUE(succeeded(project.run({"make", "-j3"}))) << ninja;
    EXPECT_LE(most_threads(project), 3) << ninja;
    EXPECT_EQ(project.run_built("app").output, "42\n") << ninja;
  }
}

TEST(Jobserver, CanBeSwitchedOff) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", "fn main() { assert!(std::env::var_os(\"CARGO_MAKEFLAGS\").is_none()) }");
  project.build({"--no-jobserver"});
  EXPECT_EQ(project.read("build/ferrule/jobs"), "jobserver off\n");
  EXPECT_FALSE(project.exists("build/ferrule/job-slots"));
}

/// The cc crate, make and cmake in a build script find their tokens.
TEST(Jobserver, ServesBuildScripts) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", R"(
      use std::io::Read;
      fn main() {
          let flags = std::env::var("CARGO_MAKEFLAGS").unwrap();
          let ends = flags.rsplit_once("--jobserver-auth=").unwrap().1;
          let read_end = ends.split_once(',').unwrap().0;
          let mut token = [0];
          std::fs::File::open(format!("/proc/self/fd/{read_end}")).unwrap().read_exact(&mut token).unwrap();
          assert_eq!(token, *b"+");
      }
  )");
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(succeeded(project.ninja({"-j2"})));
}

}  // namespace
}  // namespace ferrule::test
