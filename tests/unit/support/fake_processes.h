// Processes that never start: a test says what each command would answer, and sees afterwards what was asked.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "system/processes.h"

namespace ferrule {

class FakeProcesses : public Processes {
 public:
  using Answer = std::function<Result<ProcessResult>(const ProcessRequest&)>;

  /// Answers commands that hold `part`, their words joined by spaces. Of two answers that fit, the later one counts.
  void answer(std::string part, Answer answer);
  void answer(std::string part, ProcessResult result);
  /// Such commands can't be started.
  void refuse(std::string part, Error error);

  const std::vector<ProcessRequest>& requests() const { return requests_; }
  /// The last request that holds `part`; null for none.
  const ProcessRequest* last(std::string_view part) const;
  /// How many requests hold `part`.
  int count(std::string_view part) const;

  Result<ProcessResult> run(const ProcessRequest& request) override;
  Result<int> run_attached(const ProcessRequest& request) override;
  Error become(const ProcessRequest& request) override;

 private:
  struct Row {
    std::string part;
    Answer answer;
  };
  std::vector<Row> rows_;
  std::vector<ProcessRequest> requests_;
};

}  // namespace ferrule
