// What rustc and rustdoc have said of crates when they were last looked at, shown again: as Cargo does.
#pragma once

#include <cstdio>
#include <map>
#include <optional>
#include <string>

#include "emit/check_list.h"
#include "system/disk.h"

namespace ferrule {

enum class MessageFormat { human, json };

class KeptDiagnostics {
 public:
  /// To be made before ninja is called: it notes what is known until then in `directory` and the directories in it.
  /// With MessageFormat::human, text goes to `output`, where ninja's goes.
  KeptDiagnostics(const Disk& disk, std::string directory, MessageFormat format, std::FILE* output);

  /// Prints what is known of `target` from the edge `edge` of its. With MessageFormat::human, ninja has shown what is
  /// new; with MessageFormat::json, all of it is printed, as Cargo's `compiler-message` objects.
  void show(const CheckedTarget& target, const std::string& edge);

  /// Whether any of what was printed is an error.
  bool has_errors() const { return has_errors_; }

 private:
  const Disk& disk_;
  std::string directory_;
  MessageFormat format_;
  std::FILE* output_;
  bool has_errors_ = false;
  std::map<std::string, std::optional<FileStamp>> earlier_;  // by file
};

/// Prints Cargo's `build-finished` object.
void print_finished(bool succeeded);

}  // namespace ferrule
