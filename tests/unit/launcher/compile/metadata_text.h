// Metadata of a crate, as rustc lays them out.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// With these 16 bytes for the SVH.
inline std::string metadata_with(std::string_view svh) {
  using namespace std::string_view_literals;
  std::string text("what wraps them rust\0\0\0\x0a"sv);
  text += "\x19\0\0\0\0\0\0\0"sv;  // the place of the root
  text += "rustc 1.0"sv;
  text += "\0\x06triple\xc1"sv;
  return text.append(svh);
}

}  // namespace ferrule
