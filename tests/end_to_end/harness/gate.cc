#include "harness/gate.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ferrule::test {

namespace {

constexpr int kPatienceInMilliseconds = 60'000;

}  // namespace

Gate::Gate(const Project& project) : path_(project.path("gate")) {
  EXPECT_EQ(mkfifo(path_.c_str(), 0600), 0);
  read_end_ = ::open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

Gate::~Gate() { close(read_end_); }

std::string Gate::rust_function() const {
  return "fn stop_at_gate() {\n"
         "    let Ok(mut gate) = std::fs::OpenOptions::new().write(true).open(r#\"" +
         path_ +
         "\"#) else { return };\n"
         "    std::io::Write::write_all(&mut gate, b\".\").unwrap();\n"
         "    while std::path::Path::new(r#\"" +
         path_ +
         "\"#).exists() {\n"
         "        std::thread::sleep(std::time::Duration::from_millis(5));\n"
         "    }\n"
         "}\n";
}

void Gate::wait_for_arrival() {
  pollfd gate{read_end_, POLLIN, 0};
  char byte;
  ASSERT_EQ(poll(&gate, 1, kPatienceInMilliseconds), 1) << "nothing came to the gate";
  ASSERT_EQ(read(read_end_, &byte, 1), 1);
}

void Gate::wait_for_departure() {
  // A pipe that nobody holds open for writing is at its end.
  pollfd gate{read_end_, POLLIN, 0};
  ASSERT_EQ(poll(&gate, 1, kPatienceInMilliseconds), 1) << "it still stands at the gate";
  char byte;
  ASSERT_EQ(read(read_end_, &byte, 1), 0);
}

void Gate::open() { unlink(path_.c_str()); }

}  // namespace ferrule::test
