#include "ide/crate_files.h"

#include <algorithm>
#include <unordered_map>

#include "base/files.h"
#include "base/strings.h"
#include "ide/rust_project.h"

namespace ferrule {

namespace {

template <typename Value>
void add_missing(const std::vector<Value>& from, std::vector<Value>& to) {
  for (const Value& value : from)
    if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

void join(const IdeCrate& more, IdeCrate& crate) {
  add_missing(more.dependencies, crate.dependencies);
  add_missing(more.cfgs, crate.cfgs);
  add_missing(more.include_directories, crate.include_directories);
  add_missing(more.scripts, crate.scripts);
  crate.environment.insert(more.environment.begin(), more.environment.end());
}

Status write_text(Disk& disk, const std::string& path, std::string_view text) {
  Result<bool> written = disk.write(path, text);
  if (!written) return written.error();
  return {};
}

}  // namespace

Status IdeCrateFiles::write(const std::string& list, const std::string& variant,
                            const std::vector<IdeCrate>& crates) {
  if (Status made = disk_.make_directories(directory_); !made) return made;
  std::string names;
  for (const IdeCrate& crate : crates) {
    const std::string kind = crate.is_member ? variant : std::string();
    const std::string file = join_path(directory_, hex(digest(crate.key + "\n" + kind)) + ".json");
    names += file + "\n";
    // With a variant it is another call's each time.
    if (!written_.insert(file).second) continue;
    if (Status written = write_text(disk_, file, write_ide_crates({crate})); !written) return written;
  }
  if (Status made = disk_.make_directories(directory_of(list)); !made) return made;
  return write_text(disk_, list, names);
}

Result<std::vector<IdeCrate>> read_ide_crates(const Disk& disk, const std::vector<std::string>& lists) {
  std::vector<IdeCrate> crates;
  std::unordered_map<std::string, std::size_t> places;
  std::set<std::string> read;
  for (const std::string& list : lists) {
    Result<std::string> names = disk.read(list);
    if (!names) return names.error();
    for (std::string_view name : split(*names, '\n')) {
      const std::string file(name);
      if (file.empty() || !read.insert(file).second) continue;
      Result<std::string> text = disk.read(file);
      if (!text) return text.error();
      Result<std::vector<IdeCrate>> some = parse_ide_crates(*text, file);
      if (!some) return some.error();
      for (IdeCrate& crate : *some) {
        auto [place, is_new] = places.emplace(crate.key, crates.size());
        if (is_new) crates.push_back(std::move(crate));
        else join(crate, crates[place->second]);
      }
    }
  }
  return crates;
}

}  // namespace ferrule
