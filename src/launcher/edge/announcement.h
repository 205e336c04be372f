// Tells `ferrule build`, if it has started the build, what runs.
#pragma once

#include <string>
#include <string_view>

#include "formats/action.h"

namespace ferrule {

/// What Cargo says of a package when it begins with such an edge (`note_working_on` there); empty where it is silent.
std::string_view verb_for_progress(EdgeKind kind);

/// What Cargo calls the edge's unit on its progress bar: "serde", "syn(build)", "app(bin)" (`name_for_progress` in
/// its core/compiler/job_queue).
std::string name_for_progress(const Action& action);

/// The edge runs as long as this is there. Nothing depends on it: where nobody listens, nothing is said.
class Announcement {
 public:
  explicit Announcement(const Action& action);
  ~Announcement();
  Announcement(const Announcement&) = delete;
  Announcement& operator=(const Announcement&) = delete;

 private:
  int socket_ = -1;
};

}  // namespace ferrule
