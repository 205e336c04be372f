#include "launcher/watch.h"

#include <cstdlib>
#include <optional>

#include "action/fields.h"
#include "action/frozen_environment.h"
#include "base/target_listing.h"
#include "temporary_tree.h"

namespace ferrule {
namespace {

/// Sets a variable for the length of a test; nothing unsets it.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, std::optional<std::string> value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    put(value);
  }
  ~ScopedVariable() { put(before_); }

 private:
  void put(const std::optional<std::string>& value) {
    if (value) setenv(name_, value->c_str(), 1);
    else unsetenv(name_);
  }
  const char* name_;
  std::optional<std::string> before_;
};

class WatchTest : public TemporaryTree {
 protected:
  /// Whether a look at `inputs` finds a change.
  bool finds_change(const std::vector<Field>& inputs) {
    FieldWriter writer;
    for (const Field& field : inputs) writer.add(field.keyword, field.value);
    // Cargo's variables of whoever runs the test are as they were.
    for (char** variable = environ; *variable != nullptr; ++variable)
      if (std::string_view(*variable).starts_with("CARGO") || std::string_view(*variable).starts_with("RUST"))
        if (std::string_view(*variable).find("CARGO_INCREMENTAL") == std::string_view::npos)
          writer.add("env", *variable);
    write("inputs", writer.text());
    write("stamp", "");
    make_old("stamp");
    std::int64_t before = mtime("stamp");
    EXPECT_EQ(watch("inputs", "stamp"), 0);
    return mtime("stamp") != before;
  }

  ScopedVariable incremental{"CARGO_INCREMENTAL", std::nullopt};
};

TEST_F(WatchTest, NothingChangedTouchesNothing) {
  write("src/main.rs", "");
  EXPECT_FALSE(finds_change({{"absent", root() + "/rust-toolchain"},
                             {"listing", target_listing_digest(root() + "/src") + " " + root() + "/src"}}));
}

TEST_F(WatchTest, SeesAFileThatWasNotThere) {
  write("rust-toolchain", "");
  EXPECT_TRUE(finds_change({{"absent", root() + "/rust-toolchain"}}));
}

TEST_F(WatchTest, SeesANewTargetButNotJustAnyFile) {
  std::string listing = target_listing_digest(root() + "/src/bin") + " " + root() + "/src/bin";
  write("src/bin/notes.txt", "");
  EXPECT_FALSE(finds_change({{"listing", listing}}));
  write("src/bin/tool.rs", "");
  EXPECT_TRUE(finds_change({{"listing", listing}}));
}

TEST_F(WatchTest, SeesACargoVariableThatChanged) {
  ScopedVariable now("CARGO_INCREMENTAL", "0");
  EXPECT_FALSE(finds_change({{"env", "CARGO_INCREMENTAL=0"}}));
  EXPECT_TRUE(finds_change({{"env", "CARGO_INCREMENTAL=1"}}));
  EXPECT_TRUE(finds_change({}));
}

TEST_F(WatchTest, ABareEnvironmentGoesOnAsConfigured) {
  EXPECT_FALSE(finds_change({{"env", "CARGO_INCREMENTAL=0"}}));
}

TEST_F(WatchTest, SeesAVariableThatAnEdgeAskedFor) {
  const std::string file = std::string(kRequestedVariablesDirectory) + "/a-1.rust_bin";
  write(file, "unset FERRULE_WATCH_TEST\n");
  EXPECT_FALSE(finds_change({}));
  ScopedVariable now("FERRULE_WATCH_TEST", "1");
  EXPECT_TRUE(finds_change({}));
  write(file, "env FERRULE_WATCH_TEST=1\n");
  EXPECT_FALSE(finds_change({}));
}

TEST_F(WatchTest, WhatCantBeReadIsMadeAnew) {
  write("stamp", "");
  make_old("stamp");
  std::int64_t before = mtime("stamp");
  EXPECT_EQ(watch("nowhere", "stamp"), 0);
  EXPECT_NE(mtime("stamp"), before);
}

}  // namespace
}  // namespace ferrule
