#include "plan/edges/plan_options.h"

namespace ferrule {

std::string_view pipelining_word(Pipelining pipelining) {
  if (pipelining == Pipelining::automatic) return "auto";
  return pipelining == Pipelining::off ? "off" : "hollow";
}

std::optional<Pipelining> pipelining_of_word(std::string_view word) {
  for (Pipelining pipelining : {Pipelining::hollow, Pipelining::automatic, Pipelining::off})
    if (pipelining_word(pipelining) == word) return pipelining;
  return std::nullopt;
}

}  // namespace ferrule
