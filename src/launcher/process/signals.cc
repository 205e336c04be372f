#include "launcher/process/signals.h"

#include <initializer_list>

namespace ferrule {

namespace {

constexpr int kInterrupts[] = {SIGINT, SIGTERM, SIGHUP};

sigset_t g_original_mask;
bool g_held = false;
volatile std::sig_atomic_t g_caught = 0;

extern "C" void note_signal(int number) { g_caught = number; }
extern "C" void do_nothing(int) {}

void handle(int number, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, nullptr);
}

bool is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void hold_signals() {
  if (g_held) return;
  g_held = true;
  sigset_t held;
  sigemptyset(&held);
  sigaddset(&held, SIGCHLD);
  for (int number : kInterrupts) sigaddset(&held, number);
  sigprocmask(SIG_BLOCK, &held, &g_original_mask);
  // A caller may have blocked them; the tool must get them nevertheless.
  sigdelset(&g_original_mask, SIGCHLD);
  handle(SIGCHLD, do_nothing);
  // A reader that is gone or a file that grows too large is a failed write, which is reported, and no reason to die
  // with everything lying about. (Not SIG_IGN: the tool would inherit that.)
  for (int number : {SIGPIPE, SIGXFSZ})
    if (!is_ignored(number)) handle(number, do_nothing);
  for (int number : kInterrupts)
    if (!is_ignored(number)) handle(number, note_signal);
}

const sigset_t& original_signal_mask() { return g_original_mask; }

int caught_signal() { return g_caught; }

void release_signals() {
  if (!g_held) return;
  g_held = false;
  handle(SIGCHLD, SIG_DFL);
  for (int number : kInterrupts)
    if (!is_ignored(number)) handle(number, SIG_DFL);
  if (g_caught != 0) std::raise(g_caught);
  sigprocmask(SIG_SETMASK, &g_original_mask, nullptr);
}

SignalHold::SignalHold() : releases_(!g_held) { hold_signals(); }

SignalHold::~SignalHold() {
  if (releases_) release_signals();
}

}  // namespace ferrule
