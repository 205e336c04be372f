// A place at which a running compilation waits, so that a test can do something to it just then.
#pragma once

#include <string>

#include "harness/project.h"

namespace ferrule::test {

class Gate {
 public:
  explicit Gate(const Project& project);
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// A Rust function `stop_at_gate()`, which returns when the gate is open.
  std::string rust_function() const;

  /// Waits until something stands at the gate. Fails the test after a minute.
  void wait_for_arrival();
  /// Waits until nothing stands there any more: whatever did has died.
  void wait_for_departure();
  /// Lets everything through, now and later.
  void open();

 private:
  std::string path_;
  int read_end_ = -1;
};

}  // namespace ferrule::test
