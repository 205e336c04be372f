#include "formats/verification.h"

#include "base/field_table.h"

namespace ferrule {

namespace {

using Outcome = Verification::Outcome;

FieldTable<Verification> table() {
  return FieldTable<Verification>()
      .word("outcome", &Verification::outcome,
            {{Outcome::same, "same"}, {Outcome::differs, "differs"}, {Outcome::failed, "failed"}})
      .text("message", &Verification::message)
      .list("path", &Verification::paths)
      .list("unsteady", &Verification::unsteady)
      .list("macro", &Verification::macros)
      .list("proc-macro", &Verification::proc_macros)
      .text("one", &Verification::one)
      .text("other", &Verification::other)
      .help("are `ferrule` and `ferrule-launcher` of the same version? Install Ferrule again");
}

}  // namespace

std::string write_verification(const Verification& verification) { return table().write(verification); }

Result<Verification> parse_verification(std::string_view text, std::string_view origin) {
  if (text.empty()) return Error{"the launcher said nothing", std::string(origin)};
  return table().read(text, origin);
}

}  // namespace ferrule
