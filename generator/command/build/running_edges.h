// Which edges of a build run, as their launchers tell (base/progress_address.h).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "formats/running_edge.h"

namespace ferrule {

class RunningEdges {
 public:
  /// Null where there are no such sockets.
  static std::unique_ptr<RunningEdges> listen();
  ~RunningEdges();
  RunningEdges(const RunningEdges&) = delete;
  RunningEdges& operator=(const RunningEdges&) = delete;

  /// For kProgressVariable.
  const std::string& address() const { return address_; }
  /// Can be read when something has begun or ended: then look() is due.
  int file() const { return events_; }
  /// Takes in what has begun and ended, and gives what has begun. Waits for nothing.
  std::vector<RunningEdge> look();

  /// In the order in which they began, each name once.
  std::vector<std::string> names() const;

 private:
  struct Edge {
    int socket;
    std::string name;  // empty until it is known
  };

  RunningEdges(int listener, int events, std::string address)
      : listener_(listener), events_(events), address_(std::move(address)) {}
  bool watch(int socket) const;
  void take_newcomers();
  void read(int socket, std::vector<RunningEdge>& begun);

  int listener_;
  int events_;  // an epoll(7) of all sockets
  std::string address_;
  std::vector<Edge> edges_;
};

}  // namespace ferrule
