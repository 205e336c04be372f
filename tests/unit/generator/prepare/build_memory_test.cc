#include "prepare/build_memory.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

class BuildMemoryTest : public testing::Test {
 protected:
  BuildMemoryTest() {
    UnitIndex low = units.library("low");
    units.binary("app", {units.library("high", {low})});
    disk.put_directory("/b/ferrule");
    request.build_directory = "/b";
    request.plan.pipelining = Pipelining::automatic;
    request.machine_cores = 16;
    took(1000);
  }

  /// The last build's log: each edge took so long.
  void took(int milliseconds, const std::string& prefix = "", const std::string& directory = "/b") {
    std::string text = "# ninja log v5\n";
    for (const char* output : {"rlib/liblow-1.rlib", "meta/liblow-1_meta.rlib", "rlib/libhigh-2.rlib", "bin/app"})
      text += "0\t" + std::to_string(milliseconds) + "\t1\t" + prefix + output + "\t" +
              std::string(output).substr(5, 6) + "\n";
    disk.put(directory + "/.ninja_log", text);
  }

  BuildMemory remember() {
    BuildMemory memory = read_build_memory(disk, request, units.graph());
    EXPECT_TRUE(write_build_memory(disk, "/b", memory));
    return memory;
  }

  Split low() { return remember().plan.units.at("low-1").split; }

  FakeDisk disk;
  GraphBuilder units;
  BuildMemoryRequest request;
};

TEST_F(BuildMemoryTest, KeepsThePlanAndLearnsTimes) {
  EXPECT_EQ(low(), Split::yes);
  const std::string plan = disk.text("/b/ferrule/plan");
  took(5);
  request.machine_cores = 4;
  EXPECT_EQ(low(), Split::yes);
  EXPECT_EQ(disk.text("/b/ferrule/plan"), plan);
  EXPECT_NE(disk.text("/b/ferrule/times").find("unit high-2\nname high\ncodegen 5\n"), std::string::npos);
}

TEST_F(BuildMemoryTest, PlansAnewOnRequestAndForOtherCores) {
  EXPECT_EQ(low(), Split::yes);
  request.plan.jobs = 16;
  EXPECT_EQ(low(), Split::yes);
  request.plan.jobs = 1;
  EXPECT_EQ(low(), Split::no);
  request.plan.jobs = std::nullopt;
  EXPECT_EQ(low(), Split::no);
  request.plan.replan = true;
  EXPECT_EQ(low(), Split::yes);
}

TEST_F(BuildMemoryTest, TheFirstChoiceGoesByAllThatIsKnown) {
  request.plan.pipelining = Pipelining::hollow;
  disk.drop("/b/.ninja_log");
  EXPECT_EQ(remember().plan.units.at("low-1").times.whole, 60);
  took(1000);
  EXPECT_EQ(remember().plan.units.at("low-1").times.whole, 60);
  request.plan.pipelining = Pipelining::automatic;
  EXPECT_EQ(remember().plan.units.at("low-1").times.whole, 1000);
}

TEST_F(BuildMemoryTest, FilesThatCannotBeReadCountAsNotThere) {
  disk.put("/b/ferrule/plan", "cut off");
  disk.put("/b/ferrule/times", "\\x");
  disk.put("/b/.ninja_log", "not a log");
  EXPECT_EQ(remember().times.text(), "");
}

TEST_F(BuildMemoryTest, AnotherBuildsNinjaHasOtherNamesForOurFiles) {
  disk.drop("/b/.ninja_log");
  request.build_directory = "/host/sub/b";
  request.host_directory = "/host";
  took(30, "sub/b/", "/host");
  BuildMemory memory = read_build_memory(disk, request, units.graph());
  EXPECT_EQ(memory.times.find(units[2]).whole, 30);
}

TEST_F(BuildMemoryTest, CratesThatArePlannedInOtherCallsKeepTheirPlanWhenThisOneIsNew) {
  request.plan.replan = true;
  disk.put("/b/ferrule/plan", "cores 16\n\nunit other-9\nwhole 7\nsplit yes\n\n");
  EXPECT_FALSE(remember().plan.units.contains("other-9"));
  disk.put("/b/ferrule/plan", "cores 16\n\nunit other-9\nwhole 7\nsplit yes\n\n");
  request.host_directory = "/host";
  EXPECT_TRUE(remember().plan.units.contains("other-9"));
}

}  // namespace
}  // namespace ferrule
