// sccache and kache themselves, where tests/wrappers.sh has built them or PATH has them.
#include <unistd.h>

#include <optional>
#include <regex>

#include "harness/project.h"

namespace ferrule::test {
namespace {

class RealWrapper : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::optional<std::string> found = find_program(GetParam(), {FERRULE_WRAPPERS}, project_.environment());
    if (!found) GTEST_SKIP() << GetParam() << " is not there: see tests/wrappers.sh";
    wrapper_ = *found;
    // Whatever configuration and server the user has, these are others.
    project_.set("HOME", project_.path("home"));
    project_.set("CARGO_HOME", cargo_home());
    project_.set("RUSTUP_HOME", rustup_home());
    project_.set("SCCACHE_SERVER_PORT", std::to_string(20000 + getpid() % 10000));
    project_.set("CARGO_INCREMENTAL", "0");
    project_.set("RUSTC_WRAPPER", wrapper_);
    write_workspace();
  }

  void TearDown() override {
    if (!wrapper_.empty()) stop();
  }

  /// Libraries one above the other, a macro, and a build script whose variable and file go into the program.
  void write_workspace() const {
    project_.workspace({"app"});
    project_.library("low", "pub fn f() -> u32 { 1 }");
    project_.library("high", "pub fn f() -> u32 { low::f() + 1 }", depends_on({"low"}));
    project_.macro_over_library();
    project_.program("app",
                     "include!(concat!(env!(\"OUT_DIR\"), \"/said.rs\"));\n"
                     "fn main() { println!(\"{} {} {SAID} {}\", high::f(), macros::one!(), env!(\"MADE\")); }",
                     depends_on({"high", "macros"}));
    project_.write("app/build.rs",
                   "fn main() {\n"
                   "    println!(\"cargo:rerun-if-changed=build.rs\\ncargo:rustc-env=MADE=made\");\n"
                   "    std::fs::write(std::env::var(\"OUT_DIR\").unwrap() + \"/said.rs\",\n"
                   "                   \"const SAID: &str = \\\"said\\\";\").unwrap();\n"
                   "}\n");
  }

  /// An empty cache.
  void begin(const std::string& cache) {
    stop();
    project_.set("SCCACHE_DIR", project_.path(cache));
    project_.set("KACHE_CACHE_DIR", project_.path(cache));
  }

  void stop() const {
    if (GetParam() == "sccache") project_.run({wrapper_, "--stop-server"});
    else project_.run({wrapper_, "daemon", "stop"});
  }

  /// Of all builds with this cache.
  int hits() const {
    std::smatch found;
    if (GetParam() == "sccache") {
      const std::string said = project_.run({wrapper_, "--show-stats"}).output;
      return std::regex_search(said, found, std::regex("Cache hits +(\\d+)")) ? std::stoi(found[1]) : 0;
    }
    const std::string said = project_.run({wrapper_, "report"}).output;
    return std::regex_search(said, found, std::regex("Hit rate .*% *(\\d+) of \\d+")) ? std::stoi(found[1]) : 0;
  }

  /// How many answers out of the cache a second build gets, with Cargo.
  int hits_of_cargo() {
    begin("cache-of-cargo");
    EXPECT_TRUE(succeeded(project_.cargo({"build"})));
    project_.remove("target");
    const int before = hits();
    EXPECT_TRUE(succeeded(project_.cargo({"build"})));
    return hits() - before;
  }

  static std::string cargo_home() {
    const char* given = std::getenv("CARGO_HOME");
    return given != nullptr ? given : std::string(std::getenv("HOME")) + "/.cargo";
  }
  static std::string rustup_home() {
    const char* given = std::getenv("RUSTUP_HOME");
    return given != nullptr ? given : std::string(std::getenv("HOME")) + "/.rustup";
  }

  Project project_;

 private:
  std::string wrapper_;
};

TEST_P(RealWrapper, AnswersAsOftenAsUnderCargo) {
  const int cargos = hits_of_cargo();
  EXPECT_GT(cargos, 0);
  for (const char* mode : {"off", "auto", "hollow"}) {
    begin(std::string("cache-of-") + mode);
    Build first = project_.build({"--pipelining", mode});
    EXPECT_TRUE(says(project_.run_built("app"), "2 1 said made")) << mode;
    project_.remove("build");
    const int before = hits();
    Build second = project_.build({"--pipelining", mode});
    EXPECT_EQ(second.edges, first.edges) << mode;
    EXPECT_GE(hits() - before, cargos) << mode;
    EXPECT_TRUE(says(project_.run_built("app"), "2 1 said made")) << mode;
    EXPECT_TRUE(is_idle(project_.ninja())) << mode;
    project_.remove("build");
  }
}

TEST_P(RealWrapper, WhatItAnswersIsAsRightAsACompile) {
  begin("cache");
  project_.build({"--pipelining", "hollow"});
  for (const char* value : {"7", "1", "7"}) {
    project_.write("low/src/lib.rs", std::string("pub fn f() -> u32 { ") + value + " }");
    EXPECT_TRUE(succeeded(project_.ninja()));
    EXPECT_TRUE(says(project_.run_built("app"), value == std::string("7") ? "8 1" : "2 1"));
    EXPECT_TRUE(is_idle(project_.ninja()));
  }
  project_.write("low/src/lib.rs", "pub fn f() -> u32 { missing() }");
  EXPECT_TRUE(says(project_.ninja(), "cannot find function `missing`"));
}

INSTANTIATE_TEST_SUITE_P(Each, RealWrapper, testing::Values("sccache", "kache"),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace ferrule::test
