// Interrupts. ninja stops its edges by a signal and looks for just that signal as the way in which they end, so the
// launcher passes it to the tool, waits, cleans up, and only then dies of it.
#pragma once

#include <csignal>

namespace ferrule {

/// From now on INT, TERM and HUP (where the caller doesn't ignore them) are held back, and arrive only while
/// run_process() waits. Once is enough.
void hold_signals();

/// The signal mask from before hold_signals(): the tool's, and the one to wait under.
const sigset_t& original_signal_mask();

/// The last of the signals that has arrived, or 0.
int caught_signal();

/// Ends the process by the signal if one has been caught or is pending; else everything is again as it was before
/// hold_signals().
void release_signals();

/// Holds signals for as long as it lives, unless they are held already.
class SignalHold {
 public:
  SignalHold();
  ~SignalHold();
  SignalHold(const SignalHold&) = delete;
  SignalHold& operator=(const SignalHold&) = delete;

 private:
  bool releases_;
};

}  // namespace ferrule
