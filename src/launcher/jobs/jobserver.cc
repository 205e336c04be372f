#include "launcher/jobs/jobserver.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/files.h"
#include "formats/edge_list.h"
#include "formats/job_settings.h"
#include "launcher/jobs/available_memory.h"
#include "launcher/jobs/expected_memory.h"
#include "launcher/jobs/job_limit.h"

namespace ferrule {

namespace {

constexpr const char* kSlotsFile = "ferrule/job-slots";
constexpr const char* kMemoryFile = "ferrule/memory-shares";
/// The slot of the process that a surrounding make's own token stands for.
constexpr const char* kFirstSlotFile = "ferrule/make-slot";

Result<JobSettings> read_job_settings() {
  const std::string path(kJobSettingsFile);
  if (access(path.c_str(), F_OK) != 0) return JobSettings();
  Result<std::string> text = read_file(path);
  if (!text) return text.error();
  return parse_job_settings(*text, path);
}

/// The variable in which a surrounding jobserver would be: the first of those that rustc looks at.
std::string_view surrounding_make_flags() {
  for (const char* name : {"CARGO_MAKEFLAGS", "MAKEFLAGS", "MFLAGS"})
    if (const char* value = std::getenv(name)) return value;
  return {};
}

bool stat_pipe(const JobserverAddress& address, struct stat& status) {
  return address.fifo.empty() ? fstat(address.read_end, &status) == 0 : stat(address.fifo.c_str(), &status) == 0;
}

/// Whether ninja, from 1.13 on, takes a token for each of its edges: then it has opened the pipe for itself, beside
/// the ends that it may have inherited.
bool takes_tokens(pid_t ninja, const JobserverAddress& address) {
  struct stat wanted, opened;
  std::string directory = "/proc/" + std::to_string(ninja) + "/fd/";
  DIR* files = opendir(directory.c_str());
  if (files == nullptr) return false;
  const std::string inherited[] = {std::to_string(address.read_end), std::to_string(address.write_end)};
  bool found = false;
  if (stat_pipe(address, wanted))
    while (const dirent* file = readdir(files))
      found = found || (file->d_name != inherited[0] && file->d_name != inherited[1] &&
                        stat((directory + file->d_name).c_str(), &opened) == 0 && opened.st_ino == wanted.st_ino &&
                        opened.st_dev == wanted.st_dev);
  closedir(files);
  return found;
}

/// How many threads there may be; nothing for any number. A `-j` of more than a thousand means no limit, and looking
/// for slots would get slow.
std::optional<int> thread_limit(const std::optional<BuildTool>& ninja, const JobSettings& settings,
                                std::string_view flags) {
  constexpr int kMost = 1024;
  if (ninja && ninja->jobs) return *ninja->jobs > 0 && *ninja->jobs <= kMost ? ninja->jobs : std::nullopt;
  if (settings.jobs > 0) return std::min(settings.jobs, kMost);
  if (!ninja)
    if (std::optional<int> makes = parse_job_count(flags); makes && *makes > 0) return std::min(*makes, kMost);
  // As Cargo. ninja by itself starts one or two edges more, for those that wait for disks: rustc hardly does.
  return available_processors();
}

/// All edges are equally urgent where nothing is known of them.
ListedEdge listed(const Edge& edge) {
  Result<std::string> text = read_file(std::string(kEdgeListFile));
  return text ? find_edge(edge.action.id, *text) : ListedEdge();
}

/// How long an edge leaves a free slot to a more urgent one: not at all, if it wouldn't hold that up for long.
int patience_of(const ListedEdge& edge) {
  // What ninja, a shell and the launcher take from the end of an edge to where its successor asks for a slot.
  constexpr int kMilliseconds = 5;
  return edge.time > 20 * kMilliseconds ? kMilliseconds : 0;
}

}  // namespace

Result<Jobserver> Jobserver::join(const Edge& edge) {
  Jobserver jobserver(traits_of(edge.action.kind).generates_code);
  Result<JobSettings> settings = read_job_settings();
  if (!settings) return settings.error();
  // Before anything that another edge might need to go on.
  jobserver.take_memory(settings->memory, edge);
  if (!settings->jobserver) return jobserver;
  std::string_view flags = surrounding_make_flags();
  std::optional<JobserverAddress> address = parse_jobserver_address(flags);
  std::optional<BuildTool> ninja = find_ninja();
  if (address && is_usable(*address)) {
    // Only an older ninja starts more than it has tokens for.
    if (ninja && !takes_tokens(ninja->process, *address)) jobserver.borrow(*address);
    jobserver.address_ = std::move(address);
  } else if (std::optional<int> limit = thread_limit(ninja, *settings, flags)) {
    jobserver.share(*limit, edge);
  }
  return jobserver;
}

void Jobserver::take_memory(const MemoryLimit& limit, const Edge& edge) {
  std::optional<MemoryPool> pool = MemoryPool::open(kMemoryFile);
  if (!pool) return;
  const Mebibytes need = expected_memory(edge.action, edge.build_directory);
  std::optional<Mebibytes> budget;
  if (limit.percent > 0) {
    constexpr int kAll = 100;
    if (std::optional<Mebibytes> total = total_memory())
      budget = std::max<Mebibytes>(1, *total * limit.percent / kAll);
  } else if (limit.is_given()) {
    budget = limit.mebibytes;
  }
  const bool took =
      budget ? pool->wait_and_take(need, *budget) : pool->wait_and_take(need, [] { return available_memory(); });
  if (took) memory_.emplace(std::move(*pool));
}

void Jobserver::borrow(const JobserverAddress& address) {
  if (std::optional<JobSlots> first = JobSlots::open(kFirstSlotFile, 1))
    if (std::optional<BorrowedToken> token = BorrowedToken::wait_for(address, std::move(*first)))
      own_token_.emplace(std::move(*token));
}

void Jobserver::share(int number, const Edge& edge) {
  std::optional<TokenPipe> pipe = TokenPipe::open();
  std::optional<JobSlots> slots = JobSlots::open(kSlotsFile, number);
  if (!pipe || !slots) return;
  const ListedEdge known = listed(edge);
  if (!slots->wait_and_take(known.critical_time, patience_of(known))) return;
  address_ = pipe->address();
  pipe_.emplace(std::move(*pipe));
  slots_.emplace(std::move(*slots));
}

Environment Jobserver::add_to(Environment environment) const {
  if (address_) environment.insert_or_assign("CARGO_MAKEFLAGS", make_flags(*address_));
  return environment;
}

std::vector<int> Jobserver::inherited_files() const {
  if (!address_ || !address_->fifo.empty()) return {};
  return {address_->read_end, address_->write_end};
}

int Jobserver::interval() const {
  constexpr int kMilliseconds = 10;
  return slots_ && is_threaded_ ? kMilliseconds : -1;
}

void Jobserver::tick() {
  if (!slots_ || !is_threaded_) return;
  const int unused = pipe_->unused();
  const bool lay_about = unused > 0 && unused_ > 0;
  const bool is_awaited = slots_->is_awaited();
  if (is_awaited || (lay_about && slots_->others_are_hungry())) take_back(unused);
  if (unused == 0 && !is_awaited) offer();
  else free_ = 0;
  slots_->set_hungry(unused == 0 && pipe_->unused() == 0);
  unused_ = pipe_->unused();
}

void Jobserver::take_back(int tokens) {
  while (tokens-- > 0 && pipe_->take()) slots_->give_back();
  next_offer_ = 1;
}

void Jobserver::offer() {
  // A slot that came free a moment ago is most likely for the edge that ninja starts next: one that is still free at
  // the next tick is not.
  const int free = slots_->free(next_offer_);
  const int settled = std::min(free, free_);
  free_ = free;
  if (settled == 0) return;
  for (int i = 0; i < std::min(settled, next_offer_); ++i)
    if (slots_->try_take() && !pipe_->put()) slots_->give_back();
  // All of the last offer was taken, so there may be work for more.
  constexpr int kMost = 64;
  next_offer_ = std::min(2 * next_offer_, kMost);
}

}  // namespace ferrule
