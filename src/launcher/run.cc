#include "launcher/run.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>

#include "base/files.h"
#include "formats/peak_memory.h"
#include "launcher/compile/compile.h"
#include "launcher/document.h"
#include "launcher/edge/edge.h"
#include "launcher/link/link_arguments.h"
#include "launcher/process/signals.h"
#include "launcher/process/terminal.h"
#include "launcher/script/script_run.h"
#include "launcher/test_run.h"

namespace ferrule {

namespace {

Result<int> run_edge(Edge& edge) {
  switch (edge.action.kind) {
    case EdgeKind::build_script_run: return run_script(edge);
    case EdgeKind::link_arguments: return write_link_arguments(edge);
    case EdgeKind::bench_run: return run_benchmarks(edge);
    case EdgeKind::test_run:
    case EdgeKind::doc_test: return run_tests(edge);
    case EdgeKind::documentation: return document(edge);
    default: return compile(edge);
  }
}

/// Of the tool that the edge has run, and of what that has started. Where it can't be written it isn't known, and
/// estimated (expected_memory.h). One that has failed may have ended long before it took what it takes.
void note_peak_memory(const Edge& edge, bool has_failed) {
  rusage used{};
  if (getrusage(RUSAGE_CHILDREN, &used) != 0 || used.ru_maxrss <= 0) return;
  const std::string file = join_path(edge.build_directory, peak_memory_file(edge.action.id));
  if (has_failed)
    if (Result<std::string> before = read_file(file); before && parse_peak_memory(*before) >= used.ru_maxrss) return;
  const std::string text = write_peak_memory(used.ru_maxrss);
  // A file system may write out at once what replaces another file: nobody should wait for that.
  unlink(file.c_str());
  if (create_file(file, text)) return;
  if (make_directories(directory_of(file))) (void)create_file(file, text);
}

int report(const Error& error) {
  print(describe(error));
  return EXIT_FAILURE;
}

}  // namespace

int run(const std::string& action_file) {
  Result<Edge> edge = load_edge(action_file);
  if (!edge) return report(edge.error());
  Result<int> code = run_edge(*edge);
  int status = code ? *code : report(code.error());
  note_peak_memory(*edge, status != EXIT_SUCCESS);
  // Only now: everything temporary is gone.
  release_signals();
  return status;
}

int show_tests(const std::string& action_file, const std::vector<std::string>& more) {
  Result<Edge> edge = load_edge(action_file);
  if (!edge) return report(edge.error());
  return report(become_tests(*edge, more));
}

}  // namespace ferrule
