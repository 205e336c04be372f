#include "command/command_line.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "generator/command/command_test.h"

namespace ferrule {
namespace {

using Words = std::vector<std::string>;

class CommandLineTest : public CommandTest {
 protected:
  /// What Cargo gets of the words, its subcommand and our own flags left out.
  Words passed_on(const Words& words) {
    cargo.disk.drop("/b");
    Words all = {"-C", "/b"};
    all.insert(all.end(), words.begin(), words.end());
    generate(all);
    const ProcessRequest* request = cargo.processes.last("/cargo build");
    if (request == nullptr) return {"<nothing>"};
    auto ours = std::find(request->arguments.begin(), request->arguments.end(), "--target-dir");
    return {request->arguments.begin() + 2, ours};
  }
};

TEST_F(CommandLineTest, PassesCargosFlagsOn) {
  EXPECT_EQ(passed_on({}), Words{});
  for (const char* flag :
       {"--workspace", "--lib", "--bins", "--examples", "--tests", "--benches", "--all-targets", "--all-features",
        "--no-default-features", "--release", "--locked", "--offline", "--frozen", "--ignore-rust-version"})
    EXPECT_EQ(passed_on({flag}), Words{flag});
}

TEST_F(CommandLineTest, PassesOptionsOnWithTheirValues) {
  for (const char* option : {"--package", "--exclude", "--bin", "--example", "--test", "--bench", "--features",
                             "--profile", "--target", "-Z", "--config"}) {
    EXPECT_EQ(passed_on({option, "x"}), (Words{option, "x"}));
    EXPECT_EQ(passed_on({option, "x", option, "y"}), (Words{option, "x", option, "y"}));
    if (std::string_view(option) == "-Z") continue;
    EXPECT_EQ(passed_on({std::string(option) + "=x"}), (Words{option, "x"}));
  }
}

TEST_F(CommandLineTest, KnowsCargosShortSpellings) {
  EXPECT_EQ(passed_on({"-r"}), Words{"--release"});
  EXPECT_EQ(passed_on({"--all"}), Words{"--workspace"});
  EXPECT_EQ(passed_on({"-p", "app"}), (Words{"--package", "app"}));
  EXPECT_EQ(passed_on({"-papp"}), (Words{"--package", "app"}));
  EXPECT_EQ(passed_on({"-F", "a"}), (Words{"--features", "a"}));
  EXPECT_EQ(passed_on({"-Zunstable-options"}), (Words{"-Z", "unstable-options"}));
}

TEST_F(CommandLineTest, LeavesValuesAsTheyAre) {
  for (const char* value :
       {"a,b", "a b", "[a,b]", "{}", "\"quoted\"", "'q'", "=", "%%", "$HOME", "back\\slash", "ü", "two\nlines", ""})
    EXPECT_EQ(passed_on({"--features", value}), (Words{"--features", value}));
  const char* config = "build.rustflags=[\"-C\", \"link-arg=-s\"]";
  EXPECT_EQ(passed_on({"--config", config}), (Words{"--config", config}));
  EXPECT_EQ(passed_on({"--config", ""}), (Words{"--config", ""}));
}

TEST_F(CommandLineTest, AValueMayLookLikeNothingElse) {
  EXPECT_EQ(passed_on({"--features", "generate"}), (Words{"--features", "generate"}));
  EXPECT_EQ(passed_on({"-p", "cmake-crate"}), (Words{"--package", "cmake-crate"}));
}

TEST_F(CommandLineTest, TheManifestsPathIsMadeAbsolute) {
  EXPECT_EQ(passed_on({"--manifest-path", "app/../app/Cargo.toml"}), (Words{"--manifest-path", "/w/app/Cargo.toml"}));
}

/// Cargo's options are for the build, and what isn't known is for nextest, as it stands.
TEST_F(CommandLineTest, NextestGetsWhatIsNotForTheBuild) {
  cargo.processes.answer("/usr/bin/ninja", ProcessResult{0, "", ""});
  cargo.processes.answer("cargo nextest", ProcessResult{0, "", ""});
  const auto nextests = [&](Words words) {
    words.insert(words.begin(), {"nextest", "-C", "/b"});
    ParsedCommandLine parsed = parse(words);
    EXPECT_TRUE(parsed.run) << parsed.text;
    if (!parsed.run) return std::string();
    Status done = parsed.run({cargo.disk, cargo.processes, cargo.environment, directory, "/f/bin/ferrule"});
    const ProcessRequest* request = cargo.processes.last("cargo nextest");
    return request == nullptr ? "<nothing>: " + done.error().message : show(request->arguments);
  };
  const std::string files =
      " --binaries-metadata /b/nextest/binaries-metadata.json --cargo-metadata /b/nextest/cargo-metadata.json";
  EXPECT_EQ(nextests({}), "cargo nextest run" + files);
  EXPECT_EQ(nextests({"list"}), "cargo nextest list" + files);
  EXPECT_EQ(nextests({"run", "-r", "test", "-E", "test(a)", "--profile", "ci", "-j4", "--cargo-profile", "bench",
                      "--retries=2", "--", "--skip", "-r"}),
            "cargo nextest run test -E test(a) --profile ci -j4 --retries=2" + files + " -- --skip -r");
  EXPECT_EQ(nextests({"--no-fail-fast", "-p", "app", "build"}), "cargo nextest run --no-fail-fast build" + files);
  EXPECT_EQ(cargo.times("test --release --profile bench --target-dir"), 1);
  EXPECT_EQ(cargo.times("test --package app --target-dir"), 1);
  EXPECT_NE(cargo.disk.text("/b/nextest/binaries-metadata.json").find("/b/tests/app-3\""), std::string::npos);
}

TEST_F(CommandLineTest, OurOwnOptionsStayHere) {
  EXPECT_EQ(passed_on({"--pipelining", "off", "--no-pipelining", "app", "--env", "A=1", "--no-tests", "--no-watch",
                       "--deps", "depfile"}),
            Words{});
  EXPECT_EQ(cargo.times("test"), 0);
  EXPECT_EQ(cargo.disk.text("/b/build.ninja").find("deps = gcc"), std::string::npos);
  EXPECT_EQ(cargo.disk.text("/b/build.ninja").find("watch"), std::string::npos);
  EXPECT_EQ(cargo.disk.text("/b/actions/app-1.rust_lib").find("RUSTC_BOOTSTRAP"), std::string::npos);
  EXPECT_NE(cargo.disk.text("/b/ferrule/environment").find("fixed A=1\n"), std::string::npos);
}

TEST_F(CommandLineTest, SisoGetsItsConfigurationAndDepfiles) {
  EXPECT_EQ(passed_on({"--siso"}), Words{});
  EXPECT_NE(cargo.disk.text("/b/build/config/siso/main.star").find("def init(ctx):"), std::string::npos);
  EXPECT_NE(cargo.disk.text("/b/ferrule/siso.json").find("\"rust_metadata\""), std::string::npos);
  EXPECT_EQ(cargo.disk.text("/b/build.ninja").find("deps = gcc"), std::string::npos);
}

TEST_F(CommandLineTest, CompletionsHaveTheCommandsForPeopleAndTheirOptions) {
  for (const auto& [shell, option] :
       std::vector<std::pair<std::string, std::string>>{{"bash", "--no-fail-fast"},
                                                        {"zsh", "--no-fail-fast[Run all test programs"},
                                                        {"fish", "-l no-fail-fast"}}) {
    const ParsedCommandLine parsed = parse({"completions", shell});
    EXPECT_EQ(parsed.status, 0);
    for (const std::string& part : {std::string("rust-project"), std::string("generate"), option})
      EXPECT_NE(parsed.text.find(part), std::string::npos) << shell << part;
    EXPECT_EQ(parsed.text.find("cmake-crate"), std::string::npos) << shell;
  }
  EXPECT_EQ(parse({"completions", "tcsh"}).status, 2);
}

TEST_F(CommandLineTest, TheManualListsWhatTheHelpLists) {
  const std::string manual = parse({"manual"}).text;
  for (const char* part :
       {".SS ferrule build, b\nBuild, like \\fBcargo build\\fR: generate if needed, and run ninja.\n",
        ".TP\n\\fB\\-\\-no\\-fail\\-fast\\fR\n", ".TP\n\\fB\\-j\\fR, \\fB\\-\\-jobs\\fR \\fIN\\fR\n",
        ".TP\n\\fITESTNAME\\fR\n", ".SS Cargo's options, as for \\fBcargo build\\fR\n"})
    EXPECT_NE(manual.find(part), std::string::npos) << part;
  EXPECT_EQ(manual.find("cmake\\-calls"), std::string::npos) << "not for people";
  const std::string once = "\\fB\\-\\-all\\-features\\fR\n";
  EXPECT_EQ(manual.find(once), manual.rfind(once));
}

TEST_F(CommandLineTest, UsageErrorsExitWithTwoAndPointToTheHelp) {
  for (const Words& words :
       {Words{}, Words{"frobnicate"}, Words{"generate", "--nonsense"}, Words{"generate", "extra"},
        Words{"generate", "--bin"}, Words{"generate", "-C"}, Words{"--nonsense"},
        Words{"generate", "--pipelining", "sideways"}, Words{"generate", "--deps", "msvc"},
        Words{"generate", "-j", "0"}, Words{"verify", "--nonsense"}}) {
    const ParsedCommandLine parsed = parse(words);
    EXPECT_EQ(parsed.status, 2) << show(words);
    EXPECT_FALSE(parsed.run) << show(words);
    EXPECT_TRUE(parsed.text.starts_with("error: ")) << parsed.text;
    const bool has_command = !words.empty() && (words[0] == "generate" || words[0] == "verify");
    EXPECT_TRUE(parsed.text.ends_with(has_command ? "help: `ferrule " + words[0] + " --help` lists the options\n"
                                                  : "help: `ferrule --help` lists the commands\n"))
        << parsed.text;
  }
  EXPECT_NE(parse({"generate", "--nonsense"}).text.find("--nonsense"), std::string::npos);
}

/// Users of Cargo know these; each is done elsewhere here.
TEST_F(CommandLineTest, OptionsOfCargosPointToTheirCounterparts) {
  const std::vector<std::pair<Words, std::string>> cases = {
      {{"--color", "always"}, "NO_COLOR"},
      {{"--color=never"}, "NO_COLOR"},
      {{"-v"}, "ninja -v"},
      {{"--release", "-vv"}, "ninja -v"},
      {{"--verbose", "--workspace"}, "ninja -v"},
      {{"-rv"}, "ninja -v"},
      {{"--keep-going"}, "ninja -k 0"},
      {{"--no-fail-fast"}, "ninja -k 0 test"},
      {{"--target-dir", "x"}, "-C DIR"},
      {{"--target-dir=x"}, "-C DIR"},
      {{"--message-format", "json"}, "ferrule check --message-format json"},
      {{"--message-format=short"}, "ferrule check"},
      {{"--artifact-dir", "x"}, "bin/"},
      {{"-Zunstable-options", "--out-dir=x"}, "bin/"},
      {{"--timings"}, "ferrule plan"},
      {{"--timings=html"}, "ferrule plan"},
      {{"--future-incompat-report"}, "cargo build --future-incompat-report"},
      {{"--unit-graph"}, "cargo build --unit-graph"},
      {{"--build-plan"}, "cargo build --build-plan"},
      {{"--no-run"}, "ninja tests"},
      {{"--doc"}, "ferrule test --doc"},
  };
  for (const auto& [words, counterpart] : cases) {
    Words all = {"generate"};
    all.insert(all.end(), words.begin(), words.end());
    const ParsedCommandLine parsed = parse(all);
    EXPECT_EQ(parsed.status, 2) << show(words);
    EXPECT_NE(parsed.text.find("is a Cargo option"), std::string::npos) << show(words) << parsed.text;
    EXPECT_NE(parsed.text.find("\nhelp: "), std::string::npos) << parsed.text;
    EXPECT_NE(parsed.text.find(counterpart), std::string::npos) << show(words) << parsed.text;
  }
  EXPECT_EQ(parse({"generate", "--nonsense", "-v"}).status, 2);
  EXPECT_EQ(passed_on({"--features", "-v"}), (Words{"--features", "-v"}));
}

TEST_F(CommandLineTest, CommandsOfCargosPointToTheirCounterparts) {
  for (const auto& [word, counterpart] : std::vector<std::pair<std::string, std::string>>{
           {"clippy", "check --clippy"}, {"+nightly", "RUSTUP_TOOLCHAIN=nightly"}}) {
    const ParsedCommandLine parsed = parse({word});
    EXPECT_EQ(parsed.status, 2) << word;
    EXPECT_NE(parsed.text.find(counterpart), std::string::npos) << parsed.text;
  }
}

TEST_F(CommandLineTest, HelpAndVersionSucceed) {
  const ParsedCommandLine help = parse({"--help"}), of_generate = parse({"generate", "--help"}),
                          version = parse({"--version"});
  for (const ParsedCommandLine* parsed : {&help, &of_generate, &version}) {
    EXPECT_EQ(parsed->status, 0);
    EXPECT_FALSE(parsed->run);
  }
  for (const char* command : {"generate", "plan", "verify"})
    EXPECT_NE(help.text.find(command), std::string::npos) << command;
  EXPECT_EQ(help.text.find("cmake-crate"), std::string::npos) << "not for people";
  for (const char* option :
       {"--pipelining", "--no-pipelining", "--env", "--release", "--features", "--manifest-path"})
    EXPECT_NE(of_generate.text.find(option), std::string::npos) << option;
  EXPECT_EQ(version.text, "ferrule " FERRULE_VERSION "\n");
}

}  // namespace
}  // namespace ferrule
