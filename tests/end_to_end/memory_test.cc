// Links that would take more memory together than there is run one after the other.
#include <algorithm>
#include <sstream>

#include "harness/project.h"

namespace ferrule::test {
namespace {

const Words kPrograms = {"one", "two", "three"};

/// Programs whose linker notes when it begins and ends. Where there is a file `together`, each link waits for another
/// one that runs at the same time.
void write_programs(Project& project) {
  project.workspace(kPrograms);
  for (const std::string& name : kPrograms) project.program(name, "fn main() { println!(\"42\"); }");
  project.write_program("linker.sh", "cd '" + project.path() +
                                         "'\necho begin >>links\n"
                                         "while [ -e together ] && [ $(grep -c begin links) -lt 2 ]; do sleep 0.01; "
                                         "done\nsleep 0.1\ncd \"$OLDPWD\"\ncc \"$@\"\nstatus=$?\n"
                                         "echo end >>'" +
                                         project.path("links") + "'\nexit $status");
  project.write(".cargo/config.toml",
                "[target.x86_64-unknown-linux-gnu]\nlinker = '" + project.path("linker.sh") + "'\n");
}

/// As if all links had run before, each with such a peak.
void know_peaks(const Project& project, int mebibytes) {
  for (const std::string& action : project.list("build/actions"))
    if (action.find(".rust_bin") != std::string::npos)
      project.write("build/ferrule/peaks/" + action, std::to_string(mebibytes * 1024) + "\n");
}

/// How many links ran at once, at most.
int most_links(const Project& project) {
  std::istringstream lines(project.read("links"));
  int most = 0, now = 0;
  for (std::string line; std::getline(lines, line);) most = std::max(most, now += line == "begin" ? 1 : -1);
  EXPECT_EQ(now, 0);
  return most;
}

TEST(Memory, LinksThatDontFitTogetherRunOneByOne) {
  // Together they are more than the limit; or each of them is.
  for (int peak : {600, 5000}) {
    Project project;
    write_programs(project);
    ASSERT_TRUE(succeeded(project.generate({"--memory", "1000M", "--no-split-links"})));
    EXPECT_EQ(project.read("build/ferrule/jobs"), "memory 1000M\n");
    know_peaks(project, peak);
    EXPECT_TRUE(succeeded(project.ninja({"-j8"})));
    EXPECT_EQ(most_links(project), 1);
    for (const std::string& name : kPrograms) EXPECT_EQ(project.run_built(name).output, "42\n");
  }
}

TEST(Memory, LinksOfSeveralNinjasShareIt) {
  Project project;
  write_programs(project);
  ASSERT_TRUE(succeeded(project.generate({"--memory", "1000M", "--no-split-links"})));
  know_peaks(project, 600);
  EXPECT_TRUE(succeeded(project.run({"sh", "-c",
                                     "ninja -C build bin/one & first=$!; ninja -C build bin/two & second=$!; "
                                     "wait $first && wait $second"})));
  EXPECT_EQ(most_links(project), 1);
}

TEST(Memory, LinksThatFitRunTogether) {
  for (const Words& limit : {Words{"--memory", "1300M"}, Words{"--memory", "1300M", "--no-jobserver"}}) {
    Project project;
    write_programs(project);
    project.write("together", "");
    ASSERT_TRUE(succeeded(project.generate(limit)));
    know_peaks(project, 600);
    EXPECT_TRUE(succeeded(project.ninja({"-j8"})));
    EXPECT_GE(most_links(project), 2);
  }
}

TEST(Memory, TheLimitIsKeptUntilAnotherIsGiven) {
  Project project;
  write_programs(project);
  ASSERT_TRUE(succeeded(project.generate({"--memory", "50%", "-j", "3"})));
  EXPECT_EQ(project.read("build/ferrule/jobs"), "jobs 3\nmemory 50%\n");
  ASSERT_TRUE(succeeded(project.ferrule({"generate", "--again", "-q", "-C", "build"})));
  EXPECT_EQ(project.read("build/ferrule/jobs"), "jobs 3\nmemory 50%\n");
  EXPECT_TRUE(succeeded(project.ninja()));
  CommandResult wrong = project.generate({"--memory", "lots"});
  EXPECT_NE(wrong.status, 0);
  EXPECT_TRUE(says(wrong,
                   "--memory: takes an amount of memory (8G, 8000M, a number of bytes from 1M up, or 1% to "
                   "100%), not `lots`"));
}

/// What a link has taken is known from then on; one that has failed may have ended before it took that.
TEST(Memory, PeaksAreMeasured) {
  Project project;
  write_programs(project);
  project.build();
  const auto peak = [&](const std::string& file) { return std::stoi(project.read("build/ferrule/peaks/" + file)); };
  const Words peaks = project.list("build/ferrule/peaks");
  ASSERT_EQ(peaks.size(), kPrograms.size());
  for (const std::string& file : peaks) EXPECT_GT(peak(file), 0) << file;
  const int much = 5 * 1024 * 1024;
  const std::string of_one = project.find("build/ferrule/peaks", "one-");
  project.write(of_one, std::to_string(much) + "\n");
  project.write("one/src/main.rs", "fn main() { wrong }");
  EXPECT_NE(project.ninja().status, 0);
  EXPECT_EQ(project.read(of_one), std::to_string(much) + "\n");
  project.write("one/src/main.rs", "fn main() {}");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_NE(project.read(of_one), std::to_string(much) + "\n");
}

}  // namespace
}  // namespace ferrule::test
