#include "action/verification.h"

#include <algorithm>
#include <array>

#include "action/fields.h"

namespace ferrule {

namespace {

using Outcome = Verification::Outcome;
constexpr std::array<std::string_view, 3> kOutcomes = {"same", "differs", "failed"};

}  // namespace

std::string write_verification(const Verification& verification) {
  FieldWriter writer;
  writer.add("outcome", kOutcomes[static_cast<std::size_t>(verification.outcome)]);
  if (!verification.message.empty()) writer.add("message", verification.message);
  for (const std::string& macro : verification.macros) writer.add("macro", macro);
  for (const std::string& crate : verification.proc_macros) writer.add("proc-macro", crate);
  if (!verification.one.empty()) writer.add("one", verification.one);
  if (!verification.other.empty()) writer.add("other", verification.other);
  return writer.text();
}

Result<Verification> parse_verification(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  Verification verification;
  for (const Field& field : *fields) {
    if (field.keyword == "message") verification.message = field.value;
    else if (field.keyword == "macro") verification.macros.push_back(field.value);
    else if (field.keyword == "proc-macro") verification.proc_macros.push_back(field.value);
    else if (field.keyword == "one") verification.one = field.value;
    else if (field.keyword == "other") verification.other = field.value;
    else if (auto word = std::find(kOutcomes.begin(), kOutcomes.end(), field.value);
             field.keyword == "outcome" && word != kOutcomes.end())
      verification.outcome = static_cast<Outcome>(word - kOutcomes.begin());
    else
      return Error{"cannot understand `" + field.keyword + " " + field.value + "`", std::string(origin),
                   "are `ferrule` and `ferrule-launcher` of the same version? Install Ferrule again"};
  }
  if (fields->empty()) return Error{"the launcher said nothing", std::string(origin)};
  return verification;
}

}  // namespace ferrule
