#include "launcher/link/link.h"

#include "launcher/compile/compile.h"
#include "launcher/link/unlinked.h"
#include "launcher/process/signals.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

/// A linker that writes what it was given into the file behind `-o`.
constexpr std::string_view kLinker = R"(#!/bin/sh
[ -e ROOT/broken ] && { echo nonsense; exit 1; }
all="$*"
while [ "$1" != -o ]; do shift; done
echo "PATH=$PATH $all" | sed 's,ROOT,,g; s,/ferrule/tmp/[^/ ]*,T,g' >"$2"
)";

/// A compiler that does both.
constexpr std::string_view kCompiler = R"(#!/bin/sh
echo "rustc" >"$2/app"
printf '%s/app.d: a.rs\n\na.rs:\n' "$2" >"$2/app.d"
)";

class LinkTest : public TemporaryTree {
 protected:
  void SetUp() override {
    for (auto [name, text] : {std::pair{"linker", kLinker}, std::pair{"rustc", kCompiler}}) {
      std::string script(text);
      for (std::size_t at; (at = script.find("ROOT")) != std::string::npos;) script.replace(at, 4, root());
      write(name, script);
      chmod(name, 0755);
    }
    write("a.rs", "");
    write("meta/libx-1_meta.rlib", "");
    write("rlib/libx-1.rlib", "");
    write("made/a.o", "object");
    unlinked_ = {
        root() + "/made",
        "/toolchain:/usr/bin:/bin",
        {root() + "/made/0.o", root() + "/meta/libx-1_meta.rlib", "/std/libstd.rlib", "-o", root() + "/made/app"},
        {{root() + "/made/a.o", "0.o"}},
        ""};
  }
  void TearDown() override { release_signals(); }

  /// Runs the edge; gives what it has made.
  std::string run() {
    EXPECT_TRUE(write_unlinked(unlinked_, "app.a"));
    Edge edge{};
    edge.started = *current_time();
    edge.build_directory = root();
    edge.environment = {{"PATH", "/usr/bin:/bin"}};
    Action& action = edge.action;
    action.kind = EdgeKind::executable;
    action.package = "a v1.0.0 (/x)";
    action.id = "app-1.rust_bin";
    action.directory = root();
    action.command = {root() + "/rustc", "--out-dir", TemporaryDirectory{}, "-C", "linker=" + root() + "/linker"};
    action.outputs = {{"app", "bin/app"}};
    action.unlinked = "app.a";
    action.dep_info = "app.d";
    action.depfile = "app.depfile";
    Result<int> code = compile(edge);
    EXPECT_TRUE(code && *code == 0);
    return read("bin/app");
  }

  Unlinked unlinked_;
};

TEST_F(LinkTest, LinksFullLibrariesWhereRustcHadHollowOnes) {
  EXPECT_EQ(run(), "PATH=/toolchain:/usr/bin:/bin T/0.o /rlib/libx-1.rlib /std/libstd.rlib -o T/app\n");
  EXPECT_EQ(read("app.depfile"), "bin/app:\n");
}

TEST_F(LinkTest, LeavesToRustcWhatCannotBeLinked) {
  unlinked_.obstacle = "the arguments are in a file";
  unlinked_.files.clear();
  EXPECT_EQ(run(), "rustc\n");
  EXPECT_EQ(read("app.depfile"), "bin/app: a.rs\n");
}

TEST_F(LinkTest, LeavesToRustcWhatTheLinkerRefuses) {
  write("broken", "");
  EXPECT_EQ(run(), "rustc\n");
}

}  // namespace
}  // namespace ferrule
