#include "record/units/recording_place.h"

#include "base/strings.h"

namespace ferrule {

std::string RecordingPlace::relocate(std::string_view text) const {
  return replace_all(text, recording_target, build_directory);
}

std::string RecordingPlace::relative(std::string_view path) const {
  std::string_view rest = path;
  if (consume_prefix(rest, recording_target) && rest.starts_with('/')) rest.remove_prefix(1);
  return std::string(rest);
}

}  // namespace ferrule
