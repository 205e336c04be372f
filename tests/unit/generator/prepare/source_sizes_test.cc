#include "prepare/source_sizes.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

TEST(SourceSizesTest, ACrateIsTheDirectoryOfItsRoot) {
  FakeDisk disk;
  disk.put("/src/util/src/lib.rs", "12345");
  disk.put("/src/util/src/deep/mod.rs", "123");
  disk.put("/src/util/src/deep/notes.txt", "1");
  disk.put("/src/util/tests/all.rs", "1");
  GraphBuilder units;
  units[units.library("util")].source = "src/lib.rs";
  units.library("unknown");
  SourceSizes sizes = measure_sources(disk, units.graph());
  ASSERT_EQ(sizes.size(), 1u);
  EXPECT_EQ(sizes.at("util-1").rust, 8);
}

TEST(SourceSizesTest, ABuildScriptIsAFileAndItsRunThePackagesC) {
  FakeDisk disk;
  disk.put("/src/native/build.rs", "1234");
  disk.put("/src/native/other.rs", "1");
  disk.put("/src/native/c/all.c", "123456");
  disk.put("/src/native/c/all.h", "1");
  GraphBuilder units;
  UnitIndex run = units.build_script("native");
  units[*units[run].program].source = "/src/native/build.rs";
  SourceSizes sizes = measure_sources(disk, units.graph());
  EXPECT_EQ(sizes.at("build_script_build-1").rust, 4);
  EXPECT_EQ(sizes.at("native-1").native, 6);
}

}  // namespace
}  // namespace ferrule
