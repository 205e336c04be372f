#include "timings/timings_page.h"

#include <gtest/gtest.h>

namespace ferrule::test {
namespace {

Timeline one_bar() {
  Timeline timeline;
  timeline.bars = {{"a </script> v1.0", "codegen", "a.rlib", 5, 9, 0, 3, true, "a", 4096}};
  timeline.length = 9;
  timeline.slots = 1;
  timeline.cores = 2;
  return timeline;
}

TEST(TimingsPageTest, JsonHasEachEdge) {
  EXPECT_EQ(write_timings_json(one_bar(), "Build of b"), R"({
 "title": "Build of b",
 "length_ms": 9,
 "predicted_ms": null,
 "cores": 2,
 "slots": 1,
 "largest_peak_kib": 4096,
 "concurrent_peaks_kib": 4096,
 "edges": [
  {
   "name": "a </script> v1.0",
   "kind": "codegen",
   "output": "a.rlib",
   "start_ms": 5,
   "end_ms": 9,
   "slot": 0,
   "predicted_ms": 3,
   "peak_memory_kib": 4096,
   "critical": true
  }
 ]
}
)");
}

TEST(TimingsPageTest, ThePageNeedsNothingElseAndNoNameEndsItsScript) {
  const std::string page = write_timings_page(one_bar(), "Build of b");
  EXPECT_NE(page.find("\"name\":\"a <\\/script> v1.0\""), std::string::npos);
  for (const char* part : {"src=", "href=", "@import", "/*DATA*/"})
    EXPECT_EQ(page.find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace ferrule::test
