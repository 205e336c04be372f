// Wrappers of rustc that answer out of a cache.
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <sstream>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Keeps what rustc makes of each command, and links it into the output directory when it is asked for again.
constexpr std::string_view kCachingWrapper = R"(
  out=; previous=
  for word; do
    [ "$previous" = --out-dir ] && out=$word
    previous=$word
  done
  [ -n "$out" ] || exec "$@"
  echo "$out" >> "$LOG/outputs"
  read=$(for word; do case $word in *.rs) cat "$word";; *=/*.rlib|*=/*.so) cat "${word#*=}";; esac; done | md5sum)
  key=$(printf '%s\n' "$read" "$@" | grep -vxF -e "$out" | md5sum | cut -c1-32)
  cache=$LOG/cache/$key
  if [ -d "$cache" ]; then
    echo "$key" >> "$LOG/hits"
    ln "$cache"/* "$out"/
    cat "$LOG/cache/$key.messages" >&2
    exit 0
  fi
  mkdir -p "$LOG/cache"
  "$@" 2> "$cache.messages" || { status=$?; cat "$cache.messages" >&2; exit $status; }
  cat "$cache.messages" >&2
  mkdir "$cache"
  ln "$out"/* "$cache"/
)";

/// Puts a program of its own in a build script's place, which looks for the script beside itself: always the same.
constexpr std::string_view kScriptWrapper = R"(
  out=; name=; previous=
  for word; do
    [ "$previous" = --out-dir ] && out=$word
    [ "$previous" = --crate-name ] && name=$word
    previous=$word
  done
  "$@" || exit
  [ "$name" = build_script_build ] || exit 0
  for made in "$out"/build_script_build*; do
    case $made in *.d) continue;; esac
    mv "$made" "$out/.real-script"
    printf '#!/bin/sh\necho run >> "%s"\nexec "$(dirname "$0")/.real-script"\n' "$LOG/runs" > "$made"
    chmod +x "$made"
  done
)";

void use_wrapper(Project& project, std::string_view script) {
  project.write_program("wrapper", script);
  project.set("RUSTC_WRAPPER", project.path("wrapper"));
  project.set("LOG", project.path("log"));
  project.write("log/outputs", "");
}

void write_small_workspace(const Project& project) {
  project.workspace({"app"});
  project.library("low", "pub fn f() -> u32 { 1 }");
  project.library("high", "pub fn f() -> u32 { low::f() + 1 }", depends_on({"low"}));
  project.program("app", "fn main() { println!(\"{} {}\", high::f(), env!(\"MADE\")); }", depends_on({"high"}));
  project.write("app/build.rs", "fn main() { println!(\"cargo::rustc-env=MADE=first\"); }");
}

Words lines_of(const std::string& text) {
  std::istringstream stream(text);
  Words lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(CachingWrapper, IsToldOfDirectoriesInTheFormOfCargos) {
  Project project;
  write_small_workspace(project);
  use_wrapper(project, kCachingWrapper);
  project.build();
  const std::regex form(project.path("build") + "/debug/build/([^/]+/[0-9a-f]{16}/out|[^/]+-[0-9a-f]{16})");
  const Words outputs = lines_of(project.read("log/outputs"));
  EXPECT_EQ(outputs.size(), 5u);
  for (const std::string& output : outputs) EXPECT_TRUE(std::regex_match(output, form)) << output;
}

TEST(CachingWrapper, WhatItRestoresIsAsRightAsACompile) {
  Project project;
  write_small_workspace(project);
  use_wrapper(project, kCachingWrapper);
  project.build();
  project.remove("build");
  Build again = project.build();
  EXPECT_FALSE(again.edges.empty());
  EXPECT_EQ(lines_of(project.read("log/hits")).size(), 5u);
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(says(project.run_built("app"), "2 first"));
  project.replace("low/src/lib.rs", "1", "7");
  EXPECT_TRUE(project.ninja().ran("low.rust_codegen"));
  EXPECT_TRUE(says(project.run_built("app"), "8 first"));
  // Back to what the cache has.
  project.replace("low/src/lib.rs", "7", "1");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// All names of a file have one time: to give an output one must not change that of another build's.
TEST(CachingWrapper, FilesOfTheCacheAreNotSharedWithABuild) {
  Project project;
  write_small_workspace(project);
  use_wrapper(project, kCachingWrapper);
  project.build();
  project.remove("build");
  project.build();
  for (const char* directory : {"build/meta", "build/rlib", "build/bin"})
    for (const std::string& name : project.list(directory)) {
      struct stat status;
      ASSERT_EQ(stat(project.path(std::string(directory) + "/" + name).c_str(), &status), 0);
      EXPECT_EQ(status.st_nlink, 1u) << directory << "/" << name;
    }
}

TEST(CachingWrapper, LinksAreMadeInOneStep) {
  Project project;
  write_small_workspace(project);
  use_wrapper(project, kCachingWrapper);
  Build build = project.build({"--split-links"});
  EXPECT_TRUE(build.ran("app.rust_bin"));
  EXPECT_FALSE(build.ran("app.rust_unlinked"));
}

TEST(CachingWrapper, AFailureIsNotKept) {
  Project project;
  write_small_workspace(project);
  use_wrapper(project, kCachingWrapper);
  ASSERT_TRUE(succeeded(project.generate()));
  // It dies half way, and leaves something in the place of an output.
  const std::string script = project.read("wrapper");
  project.write_program("wrapper",
                        "case \"$*\" in *'--crate-name high'*) ;; *) exec \"$@\";; esac\n"
                        "for word; do [ \"$previous\" = --out-dir ] && out=$word; previous=$word; done\n"
                        "for id in $(ls " +
                            project.path("build/actions") +
                            " | grep '^high.*codegen'); do\n"
                            "  echo broken > \"$out/lib${id%.*}.rlib\"; done\n"
                            "kill -KILL $$\n");
  EXPECT_TRUE(failed_with(1, project.ninja()));
  project.write("wrapper", script);
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(says(project.run_built("app"), "2 first"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// A cache would answer with what it has kept of the first time.
TEST(CachingWrapper, VerifyAsksRustcItself) {
  Project project;
  project.workspace({"app"});
  project.library("macros", R"(
      extern crate proc_macro;
      #[proc_macro]
      pub fn now(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
          let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
          format!("{now}u128").parse().unwrap()
      })",
                  "[lib]\nproc-macro = true\n");
  project.library("stamped", "pub const WHEN: u128 = macros::now!();", depends_on({"macros"}));
  project.program("app", "fn main() { println!(\"{}\", stamped::WHEN); }", depends_on({"stamped"}));
  use_wrapper(project, kCachingWrapper);
  project.build({"--pipelining", "off"});
  CommandResult result = project.ferrule({"verify", "-C", "build"});
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "by the macro `macros::now!`"));
}

TEST(ScriptWrapper, WhatItLeavesBesideABuildScriptGoesAlong) {
  Project project;
  write_small_workspace(project);
  use_wrapper(project, kScriptWrapper);
  project.build();
  EXPECT_TRUE(says(project.run_built("app"), "2 first"));
  EXPECT_EQ(project.read("log/runs"), "run\n");
  // The program in its place is the same; what it runs isn't.
  project.replace("app/build.rs", "first", "second");
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("app.build_script_run"));
  EXPECT_TRUE(says(project.run_built("app"), "2 second"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(WrapperSetting, OfFerruleTomlCountsWhereTheEnvironmentHasNone) {
  Project project;
  write_small_workspace(project);
  project.write_program("one", "echo one >> '" + project.path("calls") + "'\nexec \"$@\"\n");
  project.write_program("other", "echo other >> '" + project.path("calls") + "'\nexec \"$@\"\n");
  project.write("ferrule.toml", "rustc-wrapper = \"./one\"\n");
  project.build({"--pipelining", "hollow"});
  EXPECT_EQ(lines_of(project.read("calls")), Words(5, "one"));
  project.remove("calls");
  project.set("RUSTC_WRAPPER", project.path("other"));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(lines_of(project.read("calls")), Words(5, "other"));
  project.unset("RUSTC_WRAPPER");
  project.remove("calls");
  project.write("ferrule.toml", "");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_FALSE(project.exists("calls"));
}

}  // namespace
}  // namespace ferrule::test
