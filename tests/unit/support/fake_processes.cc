#include "support/fake_processes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace ferrule {

namespace {

std::string command_of(const ProcessRequest& request) {
  std::string command;
  for (const std::string& word : request.arguments) command += (command.empty() ? "" : " ") + word;
  return command;
}

bool holds(const ProcessRequest& request, std::string_view part) {
  return command_of(request).find(part) != std::string::npos;
}

}  // namespace

void FakeProcesses::answer(std::string part, Answer answer) { rows_.push_back({std::move(part), std::move(answer)}); }

void FakeProcesses::answer(std::string part, ProcessResult result) {
  answer(std::move(part), [result](const ProcessRequest& request) -> Result<ProcessResult> {
    if (request.on_error_line && !result.errors.empty())
      for (std::string_view line : split(trim(result.errors), '\n')) request.on_error_line(line);
    return result;
  });
}

void FakeProcesses::refuse(std::string part, Error error) {
  answer(std::move(part), [error](const ProcessRequest&) -> Result<ProcessResult> { return error; });
}

const ProcessRequest* FakeProcesses::last(std::string_view part) const {
  auto found = std::find_if(requests_.rbegin(), requests_.rend(),
                            [&](const ProcessRequest& request) { return holds(request, part); });
  return found == requests_.rend() ? nullptr : &*found;
}

int FakeProcesses::count(std::string_view part) const {
  return static_cast<int>(std::count_if(requests_.begin(), requests_.end(),
                                        [&](const ProcessRequest& request) { return holds(request, part); }));
}

Result<ProcessResult> FakeProcesses::run(const ProcessRequest& request) {
  requests_.push_back(request);
  auto row = std::find_if(rows_.rbegin(), rows_.rend(), [&](const Row& r) { return holds(request, r.part); });
  if (row != rows_.rend()) return row->answer(request);
  ADD_FAILURE() << "nothing answers `" << command_of(request) << "`";
  return Error{"cannot find the program `" + request.arguments[0] + "`"};
}

Result<int> FakeProcesses::run_attached(const ProcessRequest& request) {
  Result<ProcessResult> result = run(request);
  if (!result) return result.error();
  return result->status;
}

Error FakeProcesses::become(const ProcessRequest& request) {
  Result<ProcessResult> result = run(request);
  return result ? Error{"became it"} : result.error();
}

}  // namespace ferrule
