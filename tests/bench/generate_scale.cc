// How planning and emitting grow with the graph: time and memory for a
// synthetic workspace of N units, and of a tenth of that.
//
//   generate_scale [N]      N is 10000 unless given
//
// Times are those of the clock and, in brackets, of the processor; they differ
// where the disk is slow or the machine busy. The files go to TMPDIR.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "emit/build_directory.h"
#include "plan/edges/planner.h"
#include "plan/splits/split_planning.h"

namespace ferrule {
namespace {

/// A workspace as large ones are: of a hundred units, about seventy are
/// libraries, twenty are build scripts and their runs, five proc macros, five
/// executables. Each crate has some eight dependencies, most of them near.
class SyntheticWorkspace {
 public:
  explicit SyntheticWorkspace(std::size_t size) {
    graph_.units.reserve(size + 1);
    while (graph_.units.size() < size) {
      switch (random(18)) {
        case 0: add_crate("bin", TargetKind::binary, std::nullopt); break;
        case 1: add_crate("proc-macro", TargetKind::proc_macro, std::nullopt); break;
        case 2:
        case 3: add_crate("lib", TargetKind::library, add_build_script()); break;
        default: add_crate("lib", TargetKind::library, std::nullopt);
      }
    }
  }

  const CrateGraph& graph() const { return graph_; }

  /// Sources of up to 800 KiB, a tenth of them in packages of the workspace.
  SourceSizes make_sources() {
    SourceSizes sizes;
    for (Unit& unit : graph_.units) {
      sizes[unit.id].rust = static_cast<std::int64_t>(random(800) << 10);
      unit.package.is_path = random(10) == 0;
    }
    return sizes;
  }

 private:
  /// The same numbers in each run.
  std::size_t random(std::size_t below) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % below;
  }

  Unit new_unit(const std::string& name) {
    Unit unit;
    unit.package.name = name;
    unit.package.version = "1.2.3";
    unit.package.id = "registry+https://github.com/rust-lang/crates.io-index#" + name + "@1.2.3";
    unit.package.root = "/home/user/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/" + name + "-1.2.3";
    unit.directory = unit.package.root;
    unit.target_name = name;
    unit.in_build = true;
    unit.environment.push_back({"CARGO_PKG_NAME", name});
    for (int i = 1; i < 25; ++i)
      unit.environment.push_back({fmt::format("CARGO_PKG_VARIABLE_{}", i), "a description of some thirty letters"});
    return unit;
  }

  /// What Cargo gives to rustc: about forty words.
  void add_command(Unit& unit, const std::string& crate_type) {
    const std::string hash = fmt::format("{:016x}", graph_.units.size());
    unit.extra_filename = "-" + hash;
    unit.id = unit.crate_name + unit.extra_filename;
    unit.command = {"/home/user/.rustup/toolchains/stable/bin/rustc", "--crate-name", unit.crate_name};
    for (const char* word :
         {"--edition=2021", "src/lib.rs", "--error-format=json",
          "--json=diagnostic-rendered-ansi,artifacts,future-incompat", "--emit=dep-info,metadata,link", "-C",
          "opt-level=3", "-C", "embed-bitcode=no", "-C", "debuginfo=2"})
      unit.command.emplace_back(word);
    for (int i = 0; i < 4; ++i) {
      unit.command.emplace_back("--cfg");
      unit.command.emplace_back(fmt::format("feature=\"feature-{}\"", i));
    }
    unit.command.insert(unit.command.end(),
                        {"--check-cfg", "cfg(docsrs,test)", "--check-cfg",
                         "cfg(feature, values(\"alloc\", \"default\", \"derive\", \"std\"))", "--crate-type",
                         crate_type, "-C", "metadata=" + hash, "-C", "extra-filename=-" + hash, "--out-dir",
                         OutDirectory{}, DependencySearch{}, "--cap-lints", "allow"});
    unit.crate_types = {crate_type};
  }

  void add_dependencies(Unit& unit) {
    for (std::size_t i = 0, count = std::min(libraries_.size(), random(17)); i < count; ++i) {
      const std::size_t back =
          random(random(4) == 0 ? libraries_.size() : std::min<std::size_t>(libraries_.size(), 100));
      const Unit& dependency = graph_.units[libraries_[libraries_.size() - 1 - back]];
      const bool is_macro = dependency.target_kind == TargetKind::proc_macro;
      unit.command.emplace_back(ExternCrate{dependency.crate_name, libraries_[libraries_.size() - 1 - back],
                                            is_macro ? "proc-macro" : "rlib"});
    }
  }

  void add_crate(const std::string& type, TargetKind kind, std::optional<UnitIndex> script) {
    Unit unit = new_unit(fmt::format("package-{}", graph_.units.size()));
    unit.crate_name = fmt::format("package_{}", graph_.units.size());
    unit.target_kind = kind;
    add_command(unit, type);
    add_dependencies(unit);
    if (type == "bin") unit.uplifted = {{type, unit.target_name}};
    if (script) {
      unit.script_run = script;
      unit.command.emplace_back(ScriptPlace{ScriptValue::link_search, *script});
      unit.command.emplace_back(ScriptPlace{ScriptValue::cfg, *script});
    }
    if (type != "bin") libraries_.push_back(graph_.units.size());
    graph_.units.push_back(std::move(unit));
  }

  UnitIndex add_build_script() {
    const std::string package = fmt::format("package-{}", graph_.units.size());
    Unit script = new_unit(package);
    script.crate_name = "build_script_build";
    script.target_kind = TargetKind::build_script;
    add_command(script, "bin");
    add_dependencies(script);
    const std::string hash = script.extra_filename;
    Unit run = new_unit(package);
    run.kind = UnitKind::build_script_run;
    run.id = package + hash;
    run.target_kind = TargetKind::build_script;
    run.program = graph_.units.size();
    run.run_directory = "release/build/" + package + hash + "r";
    run.program_path = "release/build/" + package + hash + "/build-script-build";
    run.environment.push_back({"OUT_DIR", "/b/" + run.run_directory + "/out"});
    graph_.units.push_back(std::move(script));
    graph_.units.push_back(std::move(run));
    return graph_.units.size() - 1;
  }

  CrateGraph graph_;
  std::vector<UnitIndex> libraries_;
  std::uint64_t state_ = 1;
};

class Stopwatch {
 public:
  /// "1.23 (0.95)": seconds since the last call.
  std::string lap() {
    const auto now = std::chrono::steady_clock::now();
    const double processor_now = processor_seconds();
    const double passed = std::chrono::duration<double>(now - std::exchange(start_, now)).count();
    return fmt::format("{:.2f} ({:.2f})", passed, processor_now - std::exchange(processor_start_, processor_now));
  }

 private:
  static double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + time.tv_usec / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double processor_start_ = processor_seconds();
};

/// Plans, writes, writes once more what is unchanged, and prints the times.
Status measure(std::size_t size, const std::string& directory) {
  SyntheticWorkspace workspace(size);
  const SourceSizes sources = workspace.make_sources();
  PlanOptions options;
  options.build_directory = directory;
  options.compiler.rustc = "/home/user/.rustup/toolchains/stable/bin/rustc";
  const NinjaSettings settings{"/usr/libexec/ferrule/ferrule-launcher", DepfileMode::gcc, {}};
  const FrozenEnvironment frozen{{{"PATH", "/usr/bin"}}};

  Stopwatch watch;
  const std::set<std::string> fused;
  const SplitPlan kept =
      make_split_plan({workspace.graph(), Pipelining::automatic, 16, fused, KnownTimes(), sources});
  const std::string chosen = watch.lap();
  apply(kept, options);
  const EdgeGraph edges = make_edges(workspace.graph(), options);
  const std::string planned = watch.lap();
  if (Status written = write_build_directory(real_disk(), directory, {edges, settings, frozen}); !written)
    return written;
  const std::string emitted = watch.lap();
  if (Status written = write_build_directory(real_disk(), directory, {edges, settings, frozen}); !written)
    return written;
  const std::string unchanged = watch.lap();
  fmt::print("{:>8} {:>8} {:>14} {:>14} {:>14} {:>14}", size, edges.edges.size(), chosen, planned, emitted,
             unchanged);
  return {};
}

/// In a process of its own, so that its peak of memory is its own.
bool measure_apart(std::size_t size, const std::string& directory) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    Status measured = measure(size, directory);
    if (!measured) fmt::print(stderr, "{}", describe(measured.error()));
    std::fflush(stdout);
    _exit(measured ? EXIT_SUCCESS : EXIT_FAILURE);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  fmt::print(" {:>9}\n", usage.ru_maxrss / 1024);
  return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

}  // namespace
}  // namespace ferrule

int main(int argc, char** argv) {
  const std::size_t size = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000;
  std::string directory = (std::filesystem::temp_directory_path() / "ferrule-scale-XXXXXX").string();
  if (mkdtemp(directory.data()) == nullptr) return EXIT_FAILURE;
  fmt::print("{:>8} {:>8} {:>14} {:>14} {:>14} {:>14} {:>9}\n", "units", "edges", "choose s", "plan s", "emit s",
             "unchanged s", "peak MiB");
  // Removed only at the end: ext4 makes files slowly where many were
  // removed a moment before.
  bool measured = true;
  for (std::size_t n : {size / 10, size})
    measured = measured && ferrule::measure_apart(n, fmt::format("{}/{}", directory, n));
  std::filesystem::remove_all(directory);
  return measured ? EXIT_SUCCESS : EXIT_FAILURE;
}
