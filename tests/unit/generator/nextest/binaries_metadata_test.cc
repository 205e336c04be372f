#include "nextest/binaries_metadata.h"

#include <gtest/gtest.h>

#include "formats/script_output.h"
#include "support/fake_disk.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

class BinariesMetadataTest : public testing::Test {
 protected:
  BinariesMetadataTest() {
    toolchain.sysroot = "/rust";
    toolchain.version = "rustc 1.95.0\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
  }

  /// A test of the package "app", compiled as a target of that kind, and its run.
  UnitIndex add_test(const std::string& name, TargetKind kind) {
    UnitIndex test = units.test(name);
    units[test].target_kind = kind;
    units[test].target_name = name;
    return add_run(test);
  }

  UnitIndex add_run(UnitIndex test) {
    units[test].package.name = "app";
    units[test].package.id = "path+file:///w/app#1.0.0";
    units[test].package.is_path = true;
    UnitIndex run = units.test_run(test);
    runs.push_back(run);
    return run;
  }

  Result<std::string> try_to_write() const {
    NextestBuild build{units.graph(), "/b", toolchain, {}};
    for (UnitIndex run : runs) build.runs.push_back(&units.graph().units[run]);
    return write_binaries_metadata(disk, build);
  }

  std::string written() const {
    Result<std::string> text = try_to_write();
    return text ? *text : text.error().message;
  }

  FakeDisk disk;
  GraphBuilder units;
  Toolchain toolchain;
  std::vector<UnitIndex> runs;
};

TEST_F(BinariesMetadataTest, SaysOfABuildWhatNextestSaysOfCargos) {
  UnitIndex script = units.build_script("app");
  units[script].run_directory = "debug/build/app-2";
  ScriptOutput output;
  output.link_search = {"native=/b/debug/build/app-2/out/lib", "/usr/lib"};
  output.environment = {{"FROM_SCRIPT", "yes"}};
  disk.put("/b/debug/build/app-2/build-script.output", write_script_output(output, "/b"));
  UnitIndex program = units.binary("tool");
  units[program].package.id = "path+file:///w/app#1.0.0";
  units[program].in_tests = true;
  UnitIndex shared = units.crate("plugin", {"cdylib"});
  units[shared].package.id = "path+file:///w/plugin#1.0.0";
  units[shared].package.is_path = true;
  units[shared].in_tests = true;
  units.binary("not-for-tests");
  UnitIndex run = add_test("smoke", TargetKind::test);
  units.use_script(*units[run].program, script);
  units[*units[run].program].package.id = "path+file:///w/app#1.0.0";
  units[run].library_path = {script};
  EXPECT_EQ(written(), R"({
  "rust-build-meta": {
    "target-directory": "/b",
    "build-directory": "/b",
    "base-output-directories": [
      "lib"
    ],
    "non-test-binaries": {
      "path+file:///w/app#1.0.0": [
        {
          "name": "tool",
          "kind": "bin-exe",
          "path": "bin/tool",
          "build-platform": "target"
        }
      ],
      "path+file:///w/plugin#1.0.0": [
        {
          "name": "plugin",
          "kind": "dylib",
          "path": "lib/libplugin.so",
          "build-platform": "target"
        }
      ]
    },
    "build-script-out-dirs": {
      "path+file:///w/app#1.0.0": "debug/build/app-2/out"
    },
    "build-script-info": {
      "path+file:///w/app#1.0.0": {
        "envs": {
          "FROM_SCRIPT": "yes"
        }
      }
    },
    "linked-paths": [
      "debug/build/app-2/out/lib"
    ],
    "target-platforms": [
      {
        "triple": "x86_64-unknown-linux-gnu",
        "target-features": "unknown"
      }
    ],
    "target-platform": null,
    "platforms": {
      "host": {
        "platform": {
          "triple": "x86_64-unknown-linux-gnu",
          "target-features": "unknown"
        },
        "libdir": {
          "status": "available",
          "path": "/rust/lib/rustlib/x86_64-unknown-linux-gnu/lib"
        }
      },
      "targets": []
    }
  },
  "rust-binaries": {
    "app::smoke": {
      "binary-id": "app::smoke",
      "binary-name": "smoke",
      "package-id": "path+file:///w/app#1.0.0",
      "kind": "test",
      "binary-path": "/b/tests/smoke-6",
      "build-platform": "target"
    }
  }
}
)");
}

/// The line of a test's `field`, with all of that name in one string.
std::string lines_with(const std::string& text, const std::string& field) {
  std::string found;
  for (std::size_t at = 0; (at = text.find("\"" + field + "\": \"", at)) != std::string::npos;) {
    at += field.size() + 5;
    found += (found.empty() ? "" : " ") + text.substr(at, text.find('"', at) - at);
  }
  return found;
}

TEST_F(BinariesMetadataTest, EachKindOfTargetHasItsId) {
  add_test("app", TargetKind::library);
  add_test("cli", TargetKind::binary);
  add_test("show", TargetKind::example);
  add_test("speed", TargetKind::bench);
  EXPECT_EQ(lines_with(written(), "binary-id"), "app app::bench/speed app::bin/cli app::example/show");
  EXPECT_EQ(lines_with(written(), "kind"), "lib bench bin example");
}

TEST_F(BinariesMetadataTest, AProceduralMacroIsTestedOnTheHost) {
  add_test("derive", TargetKind::proc_macro);
  EXPECT_EQ(lines_with(written(), "binary-id"), "app");
  EXPECT_EQ(lines_with(written(), "kind"), "proc-macro");
  EXPECT_EQ(lines_with(written(), "build-platform"), "host");
}

TEST_F(BinariesMetadataTest, NamesTheTargetThatTestsAreFor) {
  UnitIndex run = add_test("smoke", TargetKind::test);
  units.set_triple(*units[run].program, "aarch64-unknown-linux-gnu");
  EXPECT_EQ(lines_with(written(), "target-platform"), "aarch64-unknown-linux-gnu");
  EXPECT_EQ(lines_with(written(), "path"),
            "/rust/lib/rustlib/x86_64-unknown-linux-gnu/lib /rust/lib/rustlib/aarch64-unknown-linux-gnu/lib");
}

TEST_F(BinariesMetadataTest, RefusesWhatTheFormatCannotExpress) {
  UnitIndex run = add_test("smoke", TargetKind::test);
  units.set_triple(*units[run].program, "aarch64-unknown-linux-gnu");
  UnitIndex other = add_test("other", TargetKind::test);
  units.set_triple(*units[other].program, "armv7-unknown-linux-gnueabihf");
  EXPECT_EQ(written(), "nextest can't run tests for several targets at once");
  runs = {run};
  units.set_triple(*units[run].program, "/w/odd.json");
  EXPECT_EQ(written(), "tests for a target that a file describes can't be passed to nextest");
}

}  // namespace
}  // namespace ferrule
