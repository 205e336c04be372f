#include "command/verify/verify_run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

#include "base/strings.h"

namespace ferrule {

namespace {

using Outcome = Verification::Outcome;

class VerifyRun {
 public:
  VerifyRun(const CommandContext& context, std::string directory, std::string launcher, bool for_cache)
      : context_(context), directory_(std::move(directory)), launcher_(std::move(launcher)), for_cache_(for_cache) {}

  Findings run(const std::vector<VerifiedEdge>& edges) {
    std::vector<std::thread> workers;
    std::size_t number = std::min<std::size_t>(edges.size(), static_cast<std::size_t>(std::max(1, context_.cores)));
    for (std::size_t i = 0; i < number; ++i) workers.emplace_back([&] { work(edges); });
    for (std::thread& worker : workers) worker.join();
    if (shows_progress_) fmt::print(stderr, "\r\033[K");
    return std::move(findings_);
  }

 private:
  void work(const std::vector<VerifiedEdge>& edges) {
    for (std::size_t i; (i = next_++) < edges.size();) {
      show_progress(i, edges);
      Result<Verification> found = look_at(edges[i]);
      std::lock_guard lock(mutex_);
      note(edges[i], std::move(found));
    }
  }

  void note(const VerifiedEdge& edge, Result<Verification> found) {
    const std::string& package = edge.package;
    if (!found) findings_.failed.emplace(package, describe(found.error()));
    else if (found->outcome == Outcome::failed) findings_.failed.emplace(package, found->message);
    else if (edge.is_script && !(found->paths.empty() && found->unsteady.empty()))
      findings_.scripts.emplace(package, std::move(*found));
    else if (!edge.is_script && found->outcome == Outcome::differs)
      findings_.differing.emplace(package, std::move(*found));
    else if (!found->paths.empty()) findings_.libraries.emplace(package, std::move(*found));
  }

  Result<Verification> look_at(const VerifiedEdge& edge) {
    std::vector<std::string> words = {launcher_, "verify"};
    if (for_cache_) words.emplace_back("--cache");
    words.push_back("actions/" + edge.action);
    ProcessRequest request{std::move(words), directory_, context_.environment};
    Result<ProcessResult> result = context_.processes.run(request);
    if (!result) return result.error();
    if (result->status == 0) return parse_verification(result->output, edge.action);
    std::string_view reason = trim(result->errors);
    consume_prefix(reason, "error: ");
    return Error{std::string(reason)};
  }

  void show_progress(std::size_t at, const std::vector<VerifiedEdge>& edges) {
    if (!shows_progress_) return;
    std::lock_guard lock(mutex_);
    fmt::print(stderr, "\r\033[KVerifying {}/{}: {}", at + 1, edges.size(), edges[at].package_name());
  }

  const CommandContext& context_;
  std::string directory_;
  std::string launcher_;
  bool for_cache_;
  const bool shows_progress_ = isatty(STDERR_FILENO) != 0;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  Findings findings_;
};

}  // namespace

Findings verify_edges(const CommandContext& context, const std::string& directory, const std::string& launcher,
                      const std::vector<VerifiedEdge>& edges, bool for_cache) {
  return VerifyRun(context, directory, launcher, for_cache).run(edges);
}

}  // namespace ferrule
