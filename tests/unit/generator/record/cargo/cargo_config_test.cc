#include "record/cargo/cargo_config.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "support/fake_disk.h"
#include "support/show.h"

namespace ferrule {
namespace {

/// Cargo is called in /home/me/w.
class CargoConfigTest : public testing::Test {
 protected:
  CargoConfig read() const {
    Result<CargoConfig> config = read_cargo_config(disk, "/home/me/w", environment, overrides);
    EXPECT_TRUE(config) << config.error().message;
    return config ? *config : CargoConfig{};
  }

  FakeDisk disk;
  Environment environment = {"HOME=/home/me"};
  std::vector<std::string> overrides;
};

// --- Which files ---------------------------------------------------------------------

TEST_F(CargoConfigTest, ReadsTheFilesOfAllParentsNearestFirst) {
  disk.put("/home/me/w/.cargo/config.toml", "");
  disk.put("/home/me/.cargo/config.toml", "");
  disk.put("/.cargo/config", "");
  EXPECT_EQ(show(read().files), "/home/me/w/.cargo/config.toml /home/me/.cargo/config.toml /.cargo/config");
  EXPECT_EQ(show(read().absent),
            "/home/me/w/.cargo/config /home/me/.cargo/config /home/.cargo/config /home/.cargo/config.toml "
            "/home/me/.cargo/config");
}

TEST_F(CargoConfigTest, PrefersTheOldNameAsCargoDoes) {
  disk.put("/home/me/w/.cargo/config", "[build]\nrustc-wrapper = 'old'");
  disk.put("/home/me/w/.cargo/config.toml", "[build]\nrustc-wrapper = 'new'");
  EXPECT_EQ(read().rustc_wrapper, "old");
}

TEST_F(CargoConfigTest, ReadsCargoHomeLast) {
  environment.push_back("CARGO_HOME=/opt/cargo");
  disk.put("/opt/cargo/config.toml", "[build]\nrustc-wrapper = 'home'\nrustc = 'home-rustc'");
  disk.put("/home/me/w/.cargo/config.toml", "[build]\nrustc-wrapper = 'near'");
  EXPECT_EQ(show(read().files), "/home/me/w/.cargo/config.toml /opt/cargo/config.toml");
  EXPECT_EQ(read().rustc_wrapper, "near");
  EXPECT_EQ(read().rustc, "home-rustc");
}

TEST_F(CargoConfigTest, FollowsIncludesAfterTheFileItselfTheLaterFirst) {
  disk.put("/home/me/w/.cargo/config.toml", "include = ['a.toml', { path = 'sub/b.toml', optional = true }]");
  disk.put("/home/me/w/.cargo/a.toml", "[build]\nrustc-wrapper = 'a'\nrustc = 'a'");
  disk.put("/home/me/w/.cargo/sub/b.toml", "include = '../c.toml'\n[build]\nrustc-wrapper = 'b'");
  disk.put("/home/me/w/.cargo/c.toml", "[build]\nrustc-wrapper = 'c'\nrustc = 'c'");
  EXPECT_EQ(read().rustc_wrapper, "b");
  EXPECT_EQ(read().rustc, "c");
  EXPECT_EQ(read().files.size(), 4u);

  disk.put("/home/me/w/.cargo/config.toml", "include = ['a.toml']\n[build]\nrustc-wrapper = 'self'");
  EXPECT_EQ(read().rustc_wrapper, "self");
}

TEST_F(CargoConfigTest, AnIncludeThatIsNotThereWouldCountIfItWere) {
  disk.put("/home/me/w/.cargo/config.toml", "include = [{ path = 'local.toml', optional = true }]");
  EXPECT_NE(show(read().absent).find("/home/me/w/.cargo/local.toml"), std::string::npos);
}

TEST_F(CargoConfigTest, IncludesInACircleEnd) {
  disk.put("/home/me/w/.cargo/config.toml", "include = 'config.toml'");
  EXPECT_EQ(read().files.size(), 1u);
}

TEST_F(CargoConfigTest, LeavesMistakesToCargo) {
  disk.put("/home/me/w/.cargo/config.toml", "not = [toml");
  overrides = {"nor=this="};
  EXPECT_EQ(read().rustc_wrapper, "");
}

TEST_F(CargoConfigTest, AFileThatCannotBeReadIsAnError) {
  disk.put("/home/me/w/.cargo/config.toml", "");
  disk.fail("/home/me/w/.cargo/config.toml", EACCES);
  Result<CargoConfig> config = read_cargo_config(disk, "/home/me/w", environment, {});
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().message.find("Permission denied"), std::string::npos);
}

// --- What decides -----------------------------------------------------------------------

TEST_F(CargoConfigTest, OptionsWinOverFilesAndLaterOnesOverEarlierOnes) {
  disk.put("/home/me/w/.cargo/config.toml", "[build]\nrustc-wrapper = 'file'");
  overrides = {"build.rustc-wrapper='one'", "build.rustc-wrapper=\"two\""};
  EXPECT_EQ(read().rustc_wrapper, "two");
}

TEST_F(CargoConfigTest, AnOptionMayNameAFile) {
  disk.put("/home/me/w/ci=1.toml", "[build]\nrustc-wrapper = 'ci'");
  overrides = {"ci=1.toml"};
  EXPECT_EQ(read().rustc_wrapper, "ci");
  EXPECT_EQ(read().files.front(), "/home/me/w/ci=1.toml");
}

TEST_F(CargoConfigTest, TheEnvironmentWinsOverFilesAndOptionsOverIt) {
  disk.put("/home/me/w/.cargo/config.toml", "[build]\nrustc-wrapper = 'file'\nrustc = 'file'");
  environment.push_back("CARGO_BUILD_RUSTC_WRAPPER=variable");
  environment.push_back("CARGO_BUILD_RUSTC=variable");
  EXPECT_EQ(read().rustc_wrapper, "variable");
  EXPECT_EQ(read().rustc, "variable");
  overrides = {"build.rustc-wrapper='option'"};
  EXPECT_EQ(read().rustc_wrapper, "option");
}

TEST_F(CargoConfigTest, RustdocIsFoundAsRustcIs) {
  EXPECT_EQ(read().rustdoc, "");
  disk.put("/home/me/w/.cargo/config.toml", "[build]\nrustdoc = 'tools/doc'");
  EXPECT_EQ(read().rustdoc, "/home/me/w/tools/doc");
  environment.push_back("CARGO_BUILD_RUSTDOC=variable");
  EXPECT_EQ(read().rustdoc, "variable");
  environment.push_back("RUSTDOC=my-rustdoc");
  EXPECT_EQ(read().rustdoc, "my-rustdoc");
}

TEST_F(CargoConfigTest, RustcWrapperWinsOverAllAndEmptyMeansNone) {
  environment.push_back("CARGO_BUILD_RUSTC_WRAPPER=variable");
  overrides = {"build.rustc-wrapper='option'"};
  environment.push_back("RUSTC_WRAPPER=sccache");
  EXPECT_EQ(read().rustc_wrapper, "sccache");
  environment.back() = "RUSTC_WRAPPER=";
  EXPECT_EQ(read().rustc_wrapper, "");
}

TEST_F(CargoConfigTest, AnEmptyWrapperInANearerFileMeansNone) {
  disk.put("/home/me/w/.cargo/config.toml", "[build]\nrustc-wrapper = ''");
  disk.put("/home/me/.cargo/config.toml", "[build]\nrustc-wrapper = 'sccache'");
  EXPECT_EQ(read().rustc_wrapper, "");
}

TEST_F(CargoConfigTest, ProgramsWithASlashAreRelativeToTheDirectoryThatHoldsDotCargo) {
  disk.put("/home/me/w/.cargo/config.toml", "[build]\nrustc-wrapper = 'tools/wrap'\nrustc = 'my-rustc'");
  EXPECT_EQ(read().rustc_wrapper, "/home/me/w/tools/wrap");
  EXPECT_EQ(read().rustc, "my-rustc");
}

// --- The rest -------------------------------------------------------------------------------

TEST_F(CargoConfigTest, GathersTheEnvTables) {
  disk.put("/home/me/w/.cargo/config.toml", "[env]\nA = '1'\nB = { value = 'x', relative = true }");
  disk.put("/home/me/.cargo/config.toml", "[env]\nA = '2'\nC = '3'");
  overrides = {"env.D='4'"};
  EXPECT_EQ(read().environment, (std::map<std::string, std::string, std::less<>>{
                                    {"A", "1"}, {"B", "/home/me/w/x"}, {"C", "3"}, {"D", "4"}}));
}

TEST_F(CargoConfigTest, TheNearestFileSaysWhetherAVariableIsForced) {
  disk.put("/home/me/w/.cargo/config.toml", "[env]\nA = '1'\nB = { value = 'x', force = true }\nC.value = 'x'");
  disk.put("/home/me/.cargo/config.toml",
           "[env]\nA = { value = '1', force = true }\nD = { value = '', force = true }");
  EXPECT_EQ(read().forced_names, (std::set<std::string, std::less<>>{"B", "D"}));
}

TEST_F(CargoConfigTest, GathersPackagesThatTakeOthersPlaces) {
  disk.put("/home/me/w/.cargo/config.toml",
           "paths = ['../over', '/abs']\n[patch.crates-io]\na = { path = 'p/a' }\n"
           "b = { git = 'x' }\n[source.vendored]\ndirectory = 'vendor'\n"
           "[source.crates-io]\nreplace-with = 'vendored'\n");
  overrides = {"patch.'https://x'.c.path='c'"};
  EXPECT_EQ(show(read().packages), "/home/me/w/c /home/me/over /abs /home/me/w/p/a");
  EXPECT_EQ(show(read().vendored), "/home/me/w/vendor");
}

TEST_F(CargoConfigTest, ReadsRunnersInTheOrderInWhichTheyCount) {
  auto runners = [&] {
    std::string text;
    for (const ConfiguredRunner& runner : read().runners) {
      text += runner.key + ":";
      for (const std::string& word : runner.words) text += " " + word;
      text += "\n";
    }
    return text;
  };
  environment.push_back("CARGO_TARGET_DIR=/x_RUNNER=y");
  disk.put("/home/me/w/.cargo/config.toml", "[target.x86_64-unknown-linux-gnu]\nlinker = 'x'");
  EXPECT_EQ(runners(), "");
  disk.put("/home/me/w/.cargo/config.toml", "[target.'cfg(all())']\nrunner = ['tools/my qemu', '-x y']");
  disk.put("/home/.cargo/config.toml",
           "[target.'cfg(all())']\nrunner = 'other'\n[target.x86_64-unknown-linux-gnu]\nrunner = ' qemu  -L /x '");
  EXPECT_EQ(runners(), "cfg(all()): /home/me/w/tools/my qemu -x y\nx86_64-unknown-linux-gnu: qemu -L /x\n");
  environment.push_back("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER=bin/run me");
  EXPECT_TRUE(runners().starts_with("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER: /home/me/w/bin/run me\n"))
      << runners();
}

TEST_F(CargoConfigTest, ReadsWhatOpensDocumentation) {
  EXPECT_TRUE(read().browser.empty());
  disk.put("/home/.cargo/config.toml", "[doc]\nbrowser = 'firefox --new-tab'");
  EXPECT_EQ(read().browser, (std::vector<std::string>{"firefox", "--new-tab"}));
  disk.put("/home/me/w/.cargo/config.toml", "[doc]\nbrowser = ['tools/my browser', '-x y']");
  EXPECT_EQ(read().browser, (std::vector<std::string>{"/home/me/w/tools/my browser", "-x y"}));
}

TEST_F(CargoConfigTest, ReadsWhichTargetsAreBuiltFor) {
  disk.put("/home/me/w/.cargo/config.toml", "[build]\ntarget = ['one', 'two.json']");
  EXPECT_EQ(read().targets, (std::vector<std::string>{"one", "two.json"}));
  environment.push_back("CARGO_BUILD_TARGET=three");
  EXPECT_EQ(read().targets, (std::vector<std::string>{"three"}));
}

TEST_F(CargoConfigTest, ReadsHowTheTerminalIsUsed) {
  EXPECT_EQ(read().terminal.progress_when, "");
  disk.put("/home/.cargo/config.toml", "[term]\ncolor = 'never'\nprogress = { when = 'always', width = 70 }");
  disk.put("/home/me/w/.cargo/config.toml", "[term]\nprogress.when = 'never'");
  EXPECT_EQ(read().terminal.color, "never");
  EXPECT_EQ(read().terminal.progress_when, "never");
  EXPECT_EQ(read().terminal.progress_width, 70);
  for (const char* variable :
       {"CARGO_TERM_COLOR=always", "CARGO_TERM_PROGRESS_WHEN=auto", "CARGO_TERM_PROGRESS_WIDTH=50"})
    environment.push_back(variable);
  EXPECT_EQ(read().terminal.color, "always");
  EXPECT_EQ(read().terminal.progress_when, "auto");
  EXPECT_EQ(read().terminal.progress_width, 50);
}

TEST_F(CargoConfigTest, NoticesBuildStd) {
  EXPECT_FALSE(read().builds_std);
  disk.put("/home/me/.cargo/config.toml", "[unstable]\nbuild-std = ['std']");
  EXPECT_TRUE(read().builds_std);
}

}  // namespace
}  // namespace ferrule
