// GNU make's jobserver protocol, as far as it travels in variables: where the tokens are
// (https://www.gnu.org/software/make/manual/html_node/POSIX-Jobserver.html).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ferrule {

/// The place of a pool of tokens: a named pipe, or the two ends of a pipe that the process has inherited.
struct JobserverAddress {
  std::string fifo;
  int read_end = -1;
  int write_end = -1;
};

/// The last address in the value of MAKEFLAGS, if there is one: `--jobserver-auth=fifo:PATH`, `--jobserver-auth=R,W`,
/// or the older `--jobserver-fds=R,W`.
std::optional<JobserverAddress> parse_jobserver_address(std::string_view make_flags);

/// The number in `-jN` in the value of MAKEFLAGS, if there is one.
std::optional<int> parse_job_count(std::string_view make_flags);

/// Whether tokens can really be had there. make names a pipe also to commands from which it has withheld it, and
/// their files of these numbers, if any, are others.
bool is_usable(const JobserverAddress& address);

/// The value of CARGO_MAKEFLAGS that leads rustc, and build scripts, there.
std::string make_flags(const JobserverAddress& address);

}  // namespace ferrule
