#include "launcher/process/terminal.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace ferrule {

void print(std::string_view text) {
  while (!text.empty()) {
    ssize_t count = write(STDERR_FILENO, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool keeps_colors() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* cargo = std::getenv("CARGO_TERM_COLOR");
  return cargo == nullptr || std::string_view(cargo) != "never";
}

}  // namespace ferrule
