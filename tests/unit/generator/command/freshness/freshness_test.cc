#include "command/freshness/freshness.h"

#include "command/freshness/ninja_inputs.h"
#include "command/freshness/saved_times.h"
#include "generator/command/command_test.h"

namespace ferrule {
namespace {

class FreshnessTest : public CommandTest {
 protected:
  FreshnessTest() {
    cargo.disk.put("/b/build.ninja", "");
    cargo.disk.put("/w/src/lib.rs", "one");
    cargo.disk.put("/w/src/other.rs", "other");
    cargo.disk.put("/bin/rustc", "ELF");
    cargo.disk.put("/w/CMakeLists.txt", "");
    cargo.disk.put("/b/meta/liba_meta.rlib", "");
    cargo.processes.answer("ninja -C /b -t targets rule",
                           ProcessResult{0, "/bin/rustc\nmeta/liba_meta.rlib\nlink/a\n", ""});
    cargo.processes.answer("ninja -C /b -t targets all",
                           ProcessResult{0, "all: phony\n/w/CMakeLists.txt: phony\n", ""});
    cargo.processes.answer("ninja -C /b -t deps",
                           ProcessResult{0,
                                         "rlib/liba.rlib: #deps 3, deps mtime 5 (VALID)\n    ../w/src/lib.rs\n"
                                         "    /w/src/other.rs\n    meta/liba_meta.rlib\n",
                                         ""});
  }

  std::string run(const std::string& action) {
    ParsedCommandLine parsed = parse({"freshness", action, "-C", "/b"});
    if (!parsed.run) return parsed.text;
    testing::internal::CaptureStdout();
    Status status = parsed.run({cargo.disk, cargo.processes, cargo.environment, directory, "/f/bin/ferrule"});
    std::string text = testing::internal::GetCapturedStdout();
    return status ? text : text + describe(status.error());
  }

  std::int64_t time(const std::string& path) const { return cargo.disk.stamp(path)->modified_ns; }
};

TEST_F(FreshnessTest, WhatHoldsTheSameGetsItsTimeBack) {
  EXPECT_EQ(run("save"), "Saved the times of 4 files\n");
  const std::int64_t before = time("/w/src/lib.rs");
  // A new checkout.
  ASSERT_TRUE(cargo.disk.set_time("/w/src/lib.rs", before + 1'000'000'000));
  cargo.disk.put("/w/src/other.rs", "edited");
  ASSERT_TRUE(cargo.disk.set_time("/w/src/other.rs", before + 1'000'000'000));
  const std::int64_t edited = time("/w/src/other.rs");
  ASSERT_NE(time("/w/src/lib.rs"), before);
  EXPECT_EQ(run("restore"), "Restored the times of 3 files; 1 file changed or gone\n");
  EXPECT_EQ(time("/w/src/lib.rs"), before);
  EXPECT_EQ(time("/w/src/other.rs"), edited);
}

TEST_F(FreshnessTest, SaysWhatIsMissing) {
  EXPECT_NE(run("restore").find("no times have been saved here"), std::string::npos);
  EXPECT_NE(run("forget").find("save"), std::string::npos);
  cargo.disk.put("/b/ferrule/freshness", "file 1 2\n");
  EXPECT_NE(run("restore").find("not a file of this Ferrule"), std::string::npos);
}

TEST_F(FreshnessTest, TheFileComesBackAsItWasWritten) {
  const SavedTimes times = {{"/w/a b\n.rs", {12, "0a"}}, {"/w/c", {-3, "ff"}}};
  Result<SavedTimes> read = parse_saved_times(write_saved_times(times), "f");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, times);
}

TEST(DepfileInputsTest, AreWhatStandsBehindTheColon) {
  EXPECT_EQ(depfile_inputs("out: a \\\n  b\\ c $$d\\#\nout2: e\n"), (std::set<std::string>{"a", "b c", "$d#", "e"}));
}

}  // namespace
}  // namespace ferrule
