// Keeps the rustc processes of one build within ninja's -j together, without a process that would have to look after
// them.
//
// Under a jobserver (make's, or that of ninja 1.13 and later) the tool simply takes part in that. Otherwise the
// launchers of a build directory share a pool of slots (job_slots.h): each holds one for its tool, and is the tool's
// jobserver itself, by a pipe that holds a token for each further slot that it has. As nobody can see how many tokens
// a tool would like, a few are offered; what lies about unused goes to whoever asks for it.
//
// Before it takes a slot or a token, an edge waits until the memory that it is expected to take is there
// (memory_pool.h).
#pragma once

#include <optional>
#include <vector>

#include "formats/job_settings.h"
#include "launcher/edge/edge.h"
#include "launcher/jobs/borrowed_token.h"
#include "launcher/jobs/job_slots.h"
#include "launcher/jobs/memory_pool.h"
#include "launcher/jobs/token_pipe.h"
#include "launcher/process/process.h"

namespace ferrule {

class Jobserver final : public ProcessCompanion {
 public:
  /// Takes this edge's place among those that run; waits until there is one. Fails only if the settings can't be
  /// read: where there can be no jobserver, the tool runs without. To be called before the edge holds anything that
  /// another edge might wait for, and before hold_signals().
  static Result<Jobserver> join(const Edge& edge);

  /// `environment` with the variable that leads the tool to its tokens.
  Environment add_to(Environment environment) const;

  std::vector<int> inherited_files() const override;
  int interval() const override;
  /// Offers tokens, and takes back what is better used by others.
  void tick() override;

 private:
  explicit Jobserver(bool is_threaded) : is_threaded_(is_threaded) {}
  void take_memory(const MemoryLimit& limit, const Edge& edge);
  void borrow(const JobserverAddress& address);
  void share(int number, const Edge& edge);
  void take_back(int tokens);
  void offer();

  /// Whether the tool ever starts more threads.
  bool is_threaded_;
  std::optional<MemoryPool> memory_;
  std::optional<JobserverAddress> address_;
  std::optional<BorrowedToken> own_token_;
  std::optional<JobSlots> slots_;
  std::optional<TokenPipe> pipe_;

  // As of the last tick:
  int unused_ = 0;
  int free_ = 0;
  int next_offer_ = 1;
};

}  // namespace ferrule
