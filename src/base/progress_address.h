// Where an edge that begins says so, if anybody wants to know: `ferrule build` listens on a socket, and each launcher
// connects to it, says what its edge is (formats/running_edge.h), and stays connected as long as it runs. So the
// kernel tells when it has ended, however it did.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <string_view>

namespace ferrule {

/// Of the launchers' environment: the socket's name. Tools don't see it.
inline constexpr const char* kProgressVariable = "FERRULE_PROGRESS";

/// NINJA_STATUS begins so: `ferrule build` knows ninja's status lines by it.
inline constexpr char kStatusMark = '\x02';

/// CLICOLOR_FORCE, by which ninja leaves colours in what edges say: a word that nobody else says.
inline constexpr std::string_view kColorsForNinja = "ferrule";

/// Whether `ferrule build` has set a variable, for ninja and the launchers: tools see what it was itself called with.
bool is_set_for_ninja(std::string_view name, std::string_view value);

/// A message each, in the order in which they are sent.
inline constexpr int kProgressSocketType = SOCK_SEQPACKET;

/// The address of that name, which no file has (unix(7), "abstract"): it goes with whoever listens. Gives the length.
socklen_t progress_address(std::string_view name, sockaddr_un& address);

}  // namespace ferrule
