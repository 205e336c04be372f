#include "timings/timings_page.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "timings/page_template.h"

namespace ferrule {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kDataPlace = "/*DATA*/";

Json json_of(const Timeline& timeline, const std::string& title) {
  Json json;
  json["title"] = title;
  json["length_ms"] = timeline.length;
  json["predicted_ms"] = timeline.predicted_length > 0 ? Json(timeline.predicted_length) : Json();
  json["cores"] = timeline.cores;
  json["slots"] = timeline.slots;
  const PeakMemory memory = peak_memory(timeline);
  json["largest_peak_kib"] = memory.largest;
  json["concurrent_peaks_kib"] = memory.at_once;
  json["edges"] = Json::array();
  for (const TimelineBar& bar : timeline.bars)
    json["edges"].push_back({{"name", bar.name},
                             {"kind", bar.kind},
                             {"output", bar.output},
                             {"start_ms", bar.start},
                             {"end_ms", bar.end},
                             {"slot", bar.slot},
                             {"predicted_ms", bar.predicted},
                             {"peak_memory_kib", bar.peak_kib},
                             {"critical", bar.is_critical}});
  return json;
}

}  // namespace

std::string write_timings_page(const Timeline& timeline, const std::string& title) {
  std::string data = json_of(timeline, title).dump(-1, ' ', true, Json::error_handler_t::replace);
  // In a script element only this would end it.
  for (std::size_t at = 0; (at = data.find("</", at)) != std::string::npos; at += 3) data.replace(at, 2, "<\\/");
  std::string page(kPageTemplate);
  return page.replace(page.find(kDataPlace), kDataPlace.size(), data);
}

std::string write_timings_json(const Timeline& timeline, const std::string& title) {
  return json_of(timeline, title).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ferrule
