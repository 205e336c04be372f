#include "launcher/compile/cut_off.h"

#include "launcher/compile/metadata.h"
#include "launcher/compile/svh.h"
#include "launcher/files/archive.h"

namespace ferrule {

const std::string& CutOff::svh_of(const std::string& archive, const std::string& metadata) {
  auto [known, is_new] = known_.try_emplace(metadata);
  if (is_new) known->second = svh(command_, edge_.environment, archive);
  return known->second;
}

bool CutOff::is_same_to_compile(const std::string& made, const std::string& published) {
  if (!edge_.action.cut_off) return false;
  Result<std::string> fresh = read_metadata(made);
  Result<std::string> old = read_metadata(published);
  if (!fresh || !old) return false;
  if (*fresh == *old) return true;
  // Asking rustc takes a while, and most edits show here.
  if (svh_in_metadata(*fresh) != svh_in_metadata(*old)) return false;
  const std::string& hash = svh_of(made, *fresh);
  return !hash.empty() && hash == svh_of(published, *old);
}

/// Of a crate with an .rmeta, an rlib holds a stub of it: the SVH, and nothing that rustc could be asked for.
bool CutOff::have_same_stub(const std::string& made, const std::string& published) const {
  if (!edge_.action.cut_off) return false;
  Result<std::string> fresh = read_metadata(made), old = read_metadata(published);
  return fresh && old && *fresh == *old;
}

bool CutOff::is_same_to_link(const std::string& made, const std::string& published) {
  if (is_metadata_file(made)) return is_same_to_compile(made, published);
  const ProducedFile* metadata = edge_.action.metadata();
  bool has_stub = metadata != nullptr && is_metadata_file(metadata->name);
  if (has_stub ? !have_same_stub(made, published) : !is_same_to_compile(made, published)) return false;
  Result<bool> same = have_same_code(made, published);
  return same && *same;
}

}  // namespace ferrule
