#include "formats/input_state.h"

#include <sys/stat.h>

#include "base/files.h"
#include "base/strings.h"
#include "portable/source_listing.h"
#include "rust/package_listing.h"
#include "rust/target_listing.h"

namespace ferrule {

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

std::string stamp_now(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return std::string(kAbsent);
  return stamp_state(status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec,
                     static_cast<std::uint64_t>(status.st_size));
}

std::string presence_now(const std::string& path) {
  struct stat status;
  bool exists = stat(path.c_str(), &status) == 0;
  return presence_state(exists, exists && S_ISDIR(status.st_mode));
}

}  // namespace

std::string content_state(const Result<std::string>& text) {
  return text ? hex(digest(*text)) : std::string(kAbsent);
}

std::string stamp_state(std::int64_t modified_ns, std::uint64_t size) {
  return std::to_string(modified_ns) + "-" + std::to_string(size);
}

std::string presence_state(bool exists, bool is_directory) {
  return std::string(!exists ? kAbsent : is_directory ? "directory" : "file");
}

std::optional<std::string> input_state(std::string_view keyword, const std::string& path) {
  if (keyword == "file") return content_state(read_file(path));
  if (keyword == "program") return stamp_now(path);
  if (keyword == "presence") return presence_now(path);
  if (keyword == "listing") return target_listing_digest(path);
  if (keyword == "members") return member_listing_digest(path);
  if (keyword == "vendored") return vendored_listing_digest(path);
  if (keyword == "sources") return source_listing_digest(path);
  return std::nullopt;
}

}  // namespace ferrule
