#include "record/units/recorded_command.h"

#include <gtest/gtest.h>

#include "support/show.h"

namespace ferrule {
namespace {

TEST(ParseLogTest, ReadsEachKindOfRecord) {
  Result<RecordedRun> run = parse_log(
      "ran rustc\n"
      "directory /w\n"
      "arg /rust/bin/rustc\n"
      "arg two\\nlines\n"
      "env CARGO_PKG_DESCRIPTION=a=b\\\\\n"
      "env EMPTY=\n"
      "\n"
      "ran build-script\n"
      "program /t/debug/build/z-1/build-script-build\n"
      "directory /w/z\n"
      "\n"
      "ran test\n"
      "program /t/debug/deps/app-3\n"
      "arg --quiet\n"
      "\n"
      "ran rustdoc\n"
      "arg --test\n"
      "\n"
      "ran documentation\n"
      "arg rustdoc\n"
      "\n"
      "page /t/doc/app/index.html\n"
      "\n"
      "artifact path+file:///w#app@1.0.0\n"
      "manifest-path /w/Cargo.toml\n"
      "target-kind bin\n"
      "target-name my-app\n"
      "file /t/debug/my-app\n"
      "unit /t/debug/deps/my_app-2\n"
      "file /t/debug/my-app.dwp\n"
      "unit /t/debug/deps/my_app-2\n",
      "log");
  ASSERT_TRUE(run) << run.error().message;
  ASSERT_EQ(run->commands.size(), 5u);
  const RecordedCommand& rustc = run->commands[0];
  EXPECT_EQ(rustc.tool, RecordedTool::rustc);
  EXPECT_EQ(rustc.directory, "/w");
  EXPECT_EQ(rustc.arguments, (std::vector<std::string>{"/rust/bin/rustc", "two\nlines"}));
  EXPECT_EQ(*rustc.variable("CARGO_PKG_DESCRIPTION"), "a=b\\");
  EXPECT_EQ(*rustc.variable("EMPTY"), "");
  EXPECT_EQ(rustc.variable("OTHER"), nullptr);
  EXPECT_EQ(run->commands[1].tool, RecordedTool::build_script);
  EXPECT_EQ(run->commands[1].program, "/t/debug/build/z-1/build-script-build");
  EXPECT_EQ(run->commands[2].tool, RecordedTool::test);
  EXPECT_EQ(show(run->commands[2].arguments), "--quiet");
  EXPECT_EQ(run->commands[3].tool, RecordedTool::rustdoc);
  EXPECT_EQ(run->commands[4].tool, RecordedTool::documentation);
  EXPECT_EQ(show(run->pages), "/t/doc/app/index.html");
  EXPECT_EQ(format_pages(run->pages), "page /t/doc/app/index.html\n\n");

  ASSERT_EQ(run->artifacts.size(), 1u);
  const RecordedArtifact& artifact = run->artifacts[0];
  EXPECT_EQ(artifact.package_id, "path+file:///w#app@1.0.0");
  EXPECT_EQ(artifact.manifest_path, "/w/Cargo.toml");
  EXPECT_EQ(artifact.target_kind, "bin");
  EXPECT_EQ(artifact.target_name, "my-app");
  ASSERT_EQ(artifact.files.size(), 2u);
  EXPECT_EQ(artifact.files[1].path, "/t/debug/my-app.dwp");
  EXPECT_EQ(artifact.files[1].unit, "/t/debug/deps/my_app-2");
}

TEST(ParseLogTest, ArtifactsComeBackAsTheyWereWritten) {
  const RecordedArtifact artifact{"id with space", "/w/a\nb/Cargo.toml", "lib", "ü", {{"/t/x", "/t/y"}}};
  Result<RecordedRun> run = parse_log(format_artifacts({artifact, artifact}), "log");
  ASSERT_TRUE(run);
  ASSERT_EQ(run->artifacts.size(), 2u);
  EXPECT_EQ(format_artifacts(run->artifacts), format_artifacts({artifact, artifact}));
}

TEST(ParseLogTest, AnEmptyLogHoldsNothing) {
  Result<RecordedRun> run = parse_log("", "log");
  ASSERT_TRUE(run);
  EXPECT_TRUE(run->commands.empty());
  EXPECT_TRUE(run->artifacts.empty());
}

TEST(ParseLogTest, RefusesWhatItDoesNotKnow) {
  for (const char* text : {"ran gcc\n", "walked rustc\n", "ran rustc\ncolour red\n", "artifact x\narg y\n",
                           "artifact x\nunit before its file\n", "ran rustc\narg cut off"})
    EXPECT_FALSE(parse_log(text, "log")) << text;
}

}  // namespace
}  // namespace ferrule
