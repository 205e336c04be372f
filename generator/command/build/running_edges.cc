#include "command/build/running_edges.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/progress_address.h"

namespace ferrule {

namespace {

/// Any process of the machine may connect.
bool is_ours(int socket) {
  ucred peer = {};
  socklen_t length = sizeof peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.uid == geteuid();
}

/// Has the kernel choose a name; empty if it can't.
std::string bind_to_new_name(int listener) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  socklen_t length = sizeof address.sun_family;
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address), length) != 0) return {};
  length = sizeof address;
  if (getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0) return {};
  constexpr std::size_t kBefore = offsetof(sockaddr_un, sun_path) + 1;
  return length > kBefore ? std::string(address.sun_path + 1, length - kBefore) : std::string();
}

}  // namespace

std::unique_ptr<RunningEdges> RunningEdges::listen() {
  const int flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
  std::unique_ptr<RunningEdges> edges(
      new RunningEdges(socket(AF_UNIX, kProgressSocketType | flags, 0), epoll_create1(EPOLL_CLOEXEC), {}));
  if (edges->listener_ < 0 || edges->events_ < 0) return nullptr;
  edges->address_ = bind_to_new_name(edges->listener_);
  if (edges->address_.empty() || ::listen(edges->listener_, SOMAXCONN) != 0) return nullptr;
  return edges->watch(edges->listener_) ? std::move(edges) : nullptr;
}

RunningEdges::~RunningEdges() {
  for (const Edge& edge : edges_) close(edge.socket);
  if (listener_ >= 0) close(listener_);
  if (events_ >= 0) close(events_);
}

bool RunningEdges::watch(int socket) const {
  epoll_event event = {};
  event.events = EPOLLIN;
  event.data.fd = socket;
  return epoll_ctl(events_, EPOLL_CTL_ADD, socket, &event) == 0;
}

std::vector<RunningEdge> RunningEdges::look() {
  std::vector<RunningEdge> begun;
  std::array<epoll_event, 64> events;
  const int count = epoll_wait(events_, events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    const int socket = events[static_cast<std::size_t>(i)].data.fd;
    if (socket == listener_) take_newcomers();
    else read(socket, begun);
  }
  return begun;
}

void RunningEdges::take_newcomers() {
  for (int socket; (socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0;) {
    if (is_ours(socket) && watch(socket)) edges_.push_back({socket, {}});
    else close(socket);
  }
}

void RunningEdges::read(int socket, std::vector<RunningEdge>& begun) {
  auto edge = std::find_if(edges_.begin(), edges_.end(), [&](const Edge& one) { return one.socket == socket; });
  if (edge == edges_.end()) return;
  std::array<char, 8192> text;
  const ssize_t length = recv(socket, text.data(), text.size(), 0);
  if (length > 0) {
    begun.push_back(read_running_edge({text.data(), static_cast<std::size_t>(length)}));
    edge->name = begun.back().name;
    return;
  }
  close(socket);
  edges_.erase(edge);
}

std::vector<std::string> RunningEdges::names() const {
  std::vector<std::string> names;
  for (const Edge& edge : edges_)
    if (!edge.name.empty() && std::find(names.begin(), names.end(), edge.name) == names.end())
      names.push_back(edge.name);
  return names;
}

}  // namespace ferrule
