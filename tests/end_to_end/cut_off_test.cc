// Early cut-off: an edit that dependents can't see builds none of them, and what they keep is what a clean build
// gives.
#include <cstdlib>
#include <random>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// app -> middle -> base.
void write_tower(Project& project) {
  project.set("CARGO_INCREMENTAL", "0");
  project.workspace({"app"});
  project.library("base",
                  "pub fn one() -> u32 { 1 }\n#[inline] pub fn two() -> u32 { one() + 1 }\n"
                  "#[cfg(test)]\nmod tests { #[test] fn t() { assert_eq!(super::one(), 1); } }\n");
  project.library("middle", "pub fn three() -> u32 { base::one() + base::two() }\n", depends_on({"base"}));
  project.program("app", "fn main() { println!(\"{}\", middle::three()); }\n", depends_on({"middle"}));
}

/// Edits that compile to nothing: the SVH stays. (A longer test module would move the end of the crate's own span,
/// which is in the SVH.)
void edit_what_nobody_sees(const Project& project) {
  project.replace("base/src/lib.rs", "(), 1)", "(), 7)");
  project.append("base/src/lib.rs", "// A comment at the end.\n");
}

TEST(CutOff, WhatCompilesToNothingReachesNobody) {
  Project project;
  write_tower(project);
  project.build();
  edit_what_nobody_sees(project);
  EXPECT_TRUE(ran_exactly(project.ninja(), {"base.rust_metadata", "base.rust_codegen"}));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// What rustc generates then may have other bytes (1.97's nightly), and the program is linked again if so.
TEST(CutOff, IncrementalCompilationChangesNothingAboutThat) {
  Project project;
  write_tower(project);
  project.set("CARGO_INCREMENTAL", "1");
  project.build();
  const std::string library = project.find("build/rlib", "libbase-"), before = project.read(library);
  edit_what_nobody_sees(project);
  Build build = project.ninja();
  Words expected = {"base.rust_metadata", "base.rust_codegen"};
  if (project.read(library) != before) expected.push_back("app.rust_bin");
  EXPECT_TRUE(ran_exactly(build, expected));
}

TEST(CutOff, NorDoesItFromAFusedLibrary) {
  Project project;
  write_tower(project);
  project.build({"--no-pipelining", "base"});
  edit_what_nobody_sees(project);
  EXPECT_TRUE(ran_exactly(project.ninja(), {"base.rust_lib"}));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(CutOff, AnEditAfterThatReachesAllAgain) {
  Project project;
  write_tower(project);
  project.build();
  edit_what_nobody_sees(project);
  EXPECT_TRUE(succeeded(project.ninja()));
  project.replace("base/src/lib.rs", "{ 1 }", "{ 10 }");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "21\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// Nothing unstable is used there, so the SVH isn't known.
TEST(CutOff, WithoutPipeliningOnlyTheSameBytesCount) {
  Project project;
  write_tower(project);
  project.build({"--pipelining", "off"});
  edit_what_nobody_sees(project);
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("base.rust_lib") && build.ran("middle.rust_lib"));
  EXPECT_TRUE(never_says(project.run({"sh", "-c", "grep -l cut-off build/actions/*; true"}), "actions/"));
}

// --- No step of a build's life leaves something else than a clean build ------------

class Life {
 public:
  explicit Life(unsigned seed) : random_(seed) {
    project_.set("CARGO_INCREMENTAL", "0");
    project_.workspace({"app"});
    for (int i = 0; i < kLibraries; ++i) write_library(i);
    project_.program("app", "fn main() { println!(\"{} {}\", l3::f(1), l2::g(2u64)); }\n", depends_on({"l2", "l3"}));
  }

  Project& project() { return project_; }

  /// Edits a library in one of several ways; says how.
  std::string edit() {
    std::string file = "l" + std::to_string(below(kLibraries)) + "/src/lib.rs", n = std::to_string(++edits_);
    switch (below(6)) {
      case 0: project_.append(file, "\n#[cfg(test)]\nmod t" + n + " {}\n"); return file + ": a test module";
      case 1: project_.append(file, "// " + n + "\n"); return file + ": a comment at the end";
      case 2: project_.replace(file, "pub fn f", "// " + n + "\npub fn f"); return file + ": a comment above code";
      case 3:
        project_.replace(file, "fn own() -> u64 {", "fn own() -> u64 { if false { return " + n + "; }");
        return file + ": the body of a private function";
      case 4: project_.replace(file, "const K: u64 = ", "const K: u64 = 1 + "); return file + ": a constant";
      default: project_.append(file, "pub fn more" + n + "() {}\n"); return file + ": a public function";
    }
  }

 private:
  static constexpr int kLibraries = 4;

  unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(random_); }

  /// Each calls those before it: directly, by a generic function, and inlined.
  void write_library(int i) {
    Words below;
    std::string f = "own()", g = "u64::from(x > T::default()) + K";
    for (int j = 0; j < i; ++j) {
      const std::string name = "l" + std::to_string(j);
      below.push_back(name);
      f += " + " + name + "::f(x)";
      g += " + " + name + "::g(x)";
    }
    project_.library("l" + std::to_string(i),
                     "const K: u64 = 1;\nfn own() -> u64 { K + 1 }\n#[inline]\npub fn f(x: u64) -> u64 { x + " + f +
                         " }\npub fn g<T: PartialOrd + Default + Copy>(x: T) -> u64 { " + g + " }\n",
                     depends_on(below));
  }

  Project project_;
  std::mt19937 random_;
  int edits_ = 0;
};

/// What a build from nothing gives, in the same place.
std::string clean_build(Project& project, const Words& flags) {
  project.move("build", "build.old");
  project.build(flags);
  std::string bytes = project.read("build/bin/app");
  project.remove("build");
  project.move("build.old", "build");
  return bytes;
}

void expect_clean_bytes_after_each_edit(unsigned seed, int steps, const Words& flags) {
  Life life(seed);
  Project& project = life.project();
  project.build(flags);
  for (int step = 0; step < steps; ++step) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step) + ", " + life.edit());
    EXPECT_TRUE(succeeded(project.ninja()));
    EXPECT_TRUE(is_idle(project.ninja()));
    EXPECT_TRUE(project.read("build/bin/app") == clean_build(project, flags))
        << "a clean build gives another program";
    if (testing::Test::HasFailure()) return;
  }
}

int steps() {
  const char* slow = std::getenv("FERRULE_SLOW_TESTS");
  return slow != nullptr && std::string(slow) == "1" ? 100 : 6;
}

TEST(CutOff, NoEditLeavesAnotherProgramThanACleanBuild) { expect_clean_bytes_after_each_edit(1, steps(), {}); }

TEST(CutOff, NoEditLeavesAnotherProgramThanACleanBuildInRelease) {
  expect_clean_bytes_after_each_edit(2, steps(), {"--release", "--no-pipelining", "l1"});
}

}  // namespace
}  // namespace ferrule::test
