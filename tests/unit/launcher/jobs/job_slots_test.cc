#include "launcher/jobs/job_slots.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class JobSlotsTest : public TemporaryTree {
 protected:
  static JobSlots pool(int number) {
    std::optional<JobSlots> slots = JobSlots::open("slots", number);
    if (!slots) throw std::runtime_error("no locks here");
    return std::move(*slots);
  }
};

/// Another process, which takes a slot and keeps it until it is killed.
class Holder {
 public:
  Holder() {
    int ends[2];
    if (pipe(ends) != 0) return;
    process_ = fork();
    if (process_ == 0) {
      std::optional<JobSlots> slots = JobSlots::open("slots", 1);
      bool took = slots && slots->try_take();
      if (::write(ends[1], took ? "y" : "n", 1) == 1) pause();
      _exit(1);
    }
    has_slot_ = ::read(ends[0], &answer_, 1) == 1 && answer_ == 'y';
    close(ends[0]);
    close(ends[1]);
  }
  ~Holder() { die(); }

  bool has_slot() const { return has_slot_; }
  void die() {
    if (process_ <= 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  pid_t process_ = -1;
  char answer_ = 0;
  bool has_slot_ = false;
};

TEST_F(JobSlotsTest, GivesEachSlotOnce) {
  JobSlots one = pool(3), other = pool(3);
  EXPECT_TRUE(one.try_take());
  EXPECT_TRUE(other.try_take());
  EXPECT_EQ(one.free(9), 1);
  EXPECT_EQ(other.free(9), 1);
  EXPECT_TRUE(one.try_take());
  EXPECT_FALSE(other.try_take());
  EXPECT_FALSE(one.try_take());
  EXPECT_EQ(one.taken(), 2);
  one.give_back();
  EXPECT_EQ(one.taken(), 1);
  EXPECT_TRUE(other.wait_and_take());
  EXPECT_EQ(other.free(9), 0);
}

TEST_F(JobSlotsTest, GivesBackAllAtTheEnd) {
  {
    JobSlots one = pool(2);
    EXPECT_TRUE(one.try_take());
    EXPECT_TRUE(one.try_take());
  }
  EXPECT_EQ(pool(2).free(9), 2);
}

TEST_F(JobSlotsTest, AKilledHolderKeepsNothing) {
  Holder holder;
  ASSERT_TRUE(holder.has_slot());
  JobSlots slots = pool(1);
  EXPECT_FALSE(slots.try_take());
  holder.die();
  EXPECT_TRUE(slots.wait_and_take());
}

TEST_F(JobSlotsTest, AKilledWaiterStandsInNobodysWay) {
  JobSlots slots = pool(1);
  ASSERT_TRUE(slots.wait_and_take());
  pid_t waiter = fork();
  if (waiter == 0) {
    std::optional<JobSlots> own = JobSlots::open("slots", 1);
    if (own) own->wait_and_take();
    _exit(1);
  }
  while (!slots.is_awaited()) usleep(1000);
  kill(waiter, SIGKILL);
  waitpid(waiter, nullptr, 0);
  EXPECT_FALSE(slots.is_awaited());
  slots.give_back();
  EXPECT_TRUE(slots.wait_and_take());
}

TEST_F(JobSlotsTest, NeverHasMoreHoldersThanSlots) {
  // Each marks its slot's turn by a file of its own, and counts.
  constexpr int kProcesses = 6, kSlots = 2;
  std::filesystem::create_directory("turns");
  for (int i = 0; i < kProcesses; ++i) {
    if (fork() != 0) continue;
    std::optional<JobSlots> slots = JobSlots::open("slots", kSlots);
    const std::string mark = "turns/" + std::to_string(getpid());
    for (int round = 0; round < 20; ++round) {
      if (!slots || !slots->wait_and_take()) _exit(1);
      close(open(mark.c_str(), O_CREAT | O_WRONLY, 0600));
      auto turns = std::distance(std::filesystem::directory_iterator("turns"), std::filesystem::directory_iterator());
      unlink(mark.c_str());
      if (turns > kSlots) _exit(2);
      slots->give_back();
    }
    _exit(0);
  }
  for (int i = 0; i < kProcesses; ++i) {
    int status = -1;
    wait(&status);
    EXPECT_EQ(status, 0);
  }
}

/// Processes that wait for the one slot; each writes its name to a file when it has it, and gives it back.
class Queue {
 public:
  void join(const std::string& name, std::int64_t urgency) {
    processes_.push_back(fork());
    if (processes_.back() != 0) return;
    std::optional<JobSlots> slots = JobSlots::open("slots", 1);
    if (!slots || !slots->wait_and_take(urgency)) _exit(1);
    int file = open("order", O_CREAT | O_WRONLY | O_APPEND, 0600);
    bool wrote = ::write(file, name.data(), name.size()) == static_cast<ssize_t>(name.size());
    _exit(wrote ? 0 : 1);
  }
  /// SIGSTOP and SIGCONT: a test must not go by who is quicker.
  void send_all(int signal) {
    for (pid_t process : processes_) kill(process, signal);
  }
  void finish() {
    for (pid_t process : processes_) {
      int status = -1;
      waitpid(process, &status, 0);
      EXPECT_EQ(status, 0);
    }
  }

 private:
  std::vector<pid_t> processes_;
};

/// How many have a lock on their place in the queue.
int number_of_waiters() {
  std::ifstream locks("/proc/locks");
  struct stat status;
  if (stat("slots", &status) != 0) return 0;
  const std::string inode = ":" + std::to_string(status.st_ino) + " ";
  int number = 0;
  for (std::string line; std::getline(locks, line);)
    number += line.find(inode) != std::string::npos && line.find(" READ ") != std::string::npos;
  return number;
}

TEST_F(JobSlotsTest, TheMostUrgentComesFirst) {
  JobSlots slots = pool(1);
  ASSERT_TRUE(slots.wait_and_take());
  Queue queue;
  for (auto [name, urgency] : {std::pair("low ", 5), {"high ", 70'000}, {"none ", 0}, {"middle ", 600}})
    queue.join(name, urgency);
  while (number_of_waiters() < 4) usleep(1000);
  slots.give_back();
  queue.finish();
  EXPECT_EQ(read("order"), "high middle low none ");
}

TEST_F(JobSlotsTest, WhoIsMoreUrgentThanAllThatWaitTakesAFreeSlotAtOnce) {
  JobSlots slots = pool(1), newcomer = pool(1);
  ASSERT_TRUE(slots.wait_and_take());
  Queue queue;
  queue.join("waited ", 5);
  while (!newcomer.is_awaited()) usleep(1000);
  queue.send_all(SIGSTOP);
  slots.give_back();
  EXPECT_TRUE(newcomer.wait_and_take(6));
  newcomer.give_back();
  queue.send_all(SIGCONT);
  queue.finish();
}

TEST_F(JobSlotsTest, WhoIsLessUrgentThanOneThatWaitsComesAfterIt) {
  JobSlots slots = pool(1), newcomer = pool(1);
  ASSERT_TRUE(slots.wait_and_take());
  Queue queue;
  queue.join("waited ", 5);
  while (!newcomer.is_awaited()) usleep(1000);
  slots.give_back();
  ASSERT_TRUE(newcomer.wait_and_take(4));
  EXPECT_EQ(read("order"), "waited ");
  queue.finish();
}

TEST_F(JobSlotsTest, TellsWhoIsHungry) {
  JobSlots one = pool(1), other = pool(1);
  EXPECT_FALSE(one.others_are_hungry());
  one.set_hungry(true);
  EXPECT_FALSE(one.others_are_hungry());
  EXPECT_TRUE(other.others_are_hungry());
  other.set_hungry(true);
  EXPECT_TRUE(one.others_are_hungry());
  one.set_hungry(false);
  EXPECT_FALSE(other.others_are_hungry());
}

TEST_F(JobSlotsTest, IsNotThereWhereNoFileCanBe) { EXPECT_FALSE(JobSlots::open("none/slots", 1)); }

}  // namespace
}  // namespace ferrule
