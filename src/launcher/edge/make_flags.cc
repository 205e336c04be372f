#include "launcher/edge/make_flags.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>

#include "base/strings.h"

namespace ferrule {

namespace {

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<JobserverAddress> parse_address(std::string_view text) {
  if (consume_prefix(text, "fifo:"))
    return text.empty() ? std::nullopt : std::optional(JobserverAddress{std::string(text)});
  Halves ends = split_once(text, ',');
  std::optional<int> read_end = parse_number(ends.first), write_end = parse_number(ends.second);
  if (!read_end || !write_end) return std::nullopt;
  return JobserverAddress{"", *read_end, *write_end};
}

/// `mode` is O_RDONLY or O_WRONLY.
bool is_open_pipe(int fd, int mode) {
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0 || !S_ISFIFO(status.st_mode)) return false;
  int opened = fcntl(fd, F_GETFL);
  return opened >= 0 && ((opened & O_ACCMODE) == mode || (opened & O_ACCMODE) == O_RDWR);
}

}  // namespace

std::optional<JobserverAddress> parse_jobserver_address(std::string_view make_flags) {
  std::optional<JobserverAddress> address;
  for (std::string_view word : split(make_flags, ' '))
    if (consume_prefix(word, "--jobserver-auth=") || consume_prefix(word, "--jobserver-fds="))
      address = parse_address(word);
  return address;
}

std::optional<int> parse_job_count(std::string_view make_flags) {
  std::optional<int> count;
  for (std::string_view word : split(make_flags, ' '))
    if (consume_prefix(word, "-j"))
      if (std::optional<int> number = parse_number(word)) count = number;
  return count;
}

bool is_usable(const JobserverAddress& address) {
  if (address.fifo.empty())
    return is_open_pipe(address.read_end, O_RDONLY) && is_open_pipe(address.write_end, O_WRONLY);
  struct stat status;
  return stat(address.fifo.c_str(), &status) == 0 && S_ISFIFO(status.st_mode) &&
         access(address.fifo.c_str(), R_OK | W_OK) == 0;
}

std::string make_flags(const JobserverAddress& address) {
  if (!address.fifo.empty()) return "-j --jobserver-auth=fifo:" + address.fifo;
  std::string ends = std::to_string(address.read_end) + "," + std::to_string(address.write_end);
  // Both, as Cargo does: programs of before 2016 know the first one alone.
  return "-j --jobserver-fds=" + ends + " --jobserver-auth=" + ends;
}

}  // namespace ferrule
