#include "launcher/cut_off.h"

#include <unistd.h>

#include "launcher/archive.h"
#include "launcher/svh.h"

namespace ferrule {

bool CutOff::is_same_to_compile(const std::string& made, const std::string& published) const {
  if (!edge_.action.cut_off || access(published.c_str(), F_OK) != 0) return false;
  Result<bool> same = have_same_svh(command_, edge_.environment, made, published);
  return same && *same;
}

bool CutOff::is_same_to_link(const std::string& made, const std::string& published) const {
  if (!is_same_to_compile(made, published)) return false;
  Result<bool> same = have_same_code(made, published);
  return same && *same;
}

}  // namespace ferrule
