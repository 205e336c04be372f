#include "comparison.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <thread>

namespace ferrule::fuzz {

namespace fs = std::filesystem;
using test::CommandResult;

namespace {

/// Where the one that doesn't build now has its directory: both build in a directory of one path, for paths end up in
/// what they make.
constexpr const char* kFerrules = "build.ferrule";
constexpr const char* kCargos = "build.cargo";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void add_matches(const std::string& text, const std::regex& pattern, const std::string& prefix, Ran& ran) {
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
    ran.insert(prefix + (*match)[1].str() + (match->size() > 2 ? (*match)[2].str() : ""));
}

/// By `ninja -v`. A library counts by its codegen edge: its metadata edge may run later alone, when something first
/// needs it.
Ran ran_in_ninja(const std::string& output) {
  static const std::regex kUnit("run actions/([^ ]+-[0-9a-f]{16})\\.rust_(?!unlinked|metadata)");
  static const std::regex kScript("run actions/([^ ]+)-[0-9a-f]{16}\\.build_script_run");
  Ran ran;
  add_matches(output, kUnit, "", ran);
  add_matches(output, kScript, "run:", ran);
  return ran;
}

/// By `cargo build -v`.
Ran ran_in_cargo(const std::string& output) {
  static const std::regex kUnit("Running `.*--crate-name ([^ ]+) .*-C extra-filename=(-[0-9a-f]{16})");
  static const std::regex kScript("Running `.*/build/([^/]+)-[0-9a-f]{16}/build-script-build`");
  Ran ran;
  add_matches(output, kUnit, "", ran);
  add_matches(output, kScript, "run:", ran);
  return ran;
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += "  " + name + "\n";
  return text.empty() ? "  nothing\n" : text;
}

/// The name without the hash and the directory: "second" of "debug/second".
std::string crate_of(const std::string& id) { return id.substr(0, id.rfind('-')); }

/// Whether something was added to a directory of the package, or removed from it, since `begin`.
bool has_other_files(const fs::path& package, fs::file_time_type begin) {
  if (!fs::is_directory(package)) return false;
  if (fs::last_write_time(package) > begin) return true;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(package))
    if (entry.is_directory() && entry.last_write_time() > begin) return true;
  return false;
}

}  // namespace

Comparison::Comparison(World& world, bool with_bytes)
    : world_(world), with_bytes_(with_bytes), begin_(fs::file_time_type::clock::now()) {
  const std::string printed = world_.project().run({"rustc", "--print", "target-libdir"}).output;
  libraries_ = printed.substr(0, printed.find('\n'));
}

SideResult Comparison::build_with_ferrule(bool with_tests) {
  test::Project& project = world_.project();
  SideResult side;
  if (!is_generated_ || world_.must_generate || !(generated_ == world_.selection)) {
    CommandResult generated = project.generate(world_.ferrule_options());
    side.output = generated.output;
    if (generated.status != 0) return side;
    generated_ = world_.selection;
    is_generated_ = true;
    world_.must_generate = false;
  }
  test::Build built = project.ninja(with_tests ? Words{"all", "tests"} : Words{});
  side.output += built.output;
  side.succeeded = built.status == 0;
  side.ran = ran_in_ninja(built.output);
  return side;
}

SideResult Comparison::build_with_cargo(bool with_tests) {
  SideResult side;
  programs_.clear();
  tests_.clear();
  Words options = world_.cargo_options();
  options.insert(options.end(), {"-v", "--target-dir", "build", "--message-format", "json"});
  std::vector<Words> commands = {{"build"}};
  if (with_tests) commands.push_back({"test", "--no-run"});
  side.succeeded = true;
  for (Words words : commands) {
    words.insert(words.end(), options.begin(), options.end());
    CommandResult result = world_.project().cargo(words);
    side.succeeded = side.succeeded && result.status == 0;
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with('{')) {
        side.output += line + "\n";
        continue;
      }
      const nlohmann::json message = nlohmann::json::parse(line, nullptr, false);
      if (message.is_discarded() || message.value("reason", "") != "compiler-artifact") continue;
      if (!message["executable"].is_string()) continue;
      const std::string path = message["executable"].get<std::string>();
      const std::string below = fs::path(path).lexically_relative(world_.project().path("build")).string();
      if (message["profile"]["test"].get<bool>()) tests_.insert(below);
      // `cargo test` may put another variant there.
      else if (words[0] == "build") programs_[below] = {bytes_of(path), run_program("build/" + below)};
    }
  }
  side.ran = ran_in_cargo(side.output);
  return side;
}

/// Builds while something changes. Such a build may fail; the next must be right.
void Comparison::build_during_change(bool with_tests) {
  std::thread change([&] {
    std::this_thread::sleep_for(world_.delay);
    world_.while_building();
  });
  build_with_ferrule(with_tests);
  change.join();
  world_.while_building = nullptr;
}

std::string Comparison::step(bool with_tests) {
  test::Project& project = world_.project();
  const bool were_level = were_level_ && !world_.while_building && !world_.may_build_more;
  were_level_ = false;
  // The tests may have more to build than Cargo's when they are built next.
  if (with_tests) world_.may_build_more = false;
  if (world_.while_building) build_during_change(with_tests);
  ferrule_ = build_with_ferrule(with_tests);
  if (project.exists("build")) project.move("build", kFerrules);
  if (project.exists(kCargos)) project.move(kCargos, "build");
  cargo_ = build_with_cargo(with_tests);
  project.move("build", kCargos);
  if (project.exists(kFerrules)) project.move(kFerrules, "build");
  if (ferrule_.succeeded != cargo_.succeeded)
    return "Ferrule's build " + std::string(ferrule_.succeeded ? "succeeded" : "failed") +
           " and Cargo's didn't do so\n" + "--- Ferrule\n" + ferrule_.output + "--- Cargo\n" + cargo_.output;
  if (!cargo_.succeeded) return {};
  were_level_ = true;
  if (std::string wrong = compare_programs(); !wrong.empty()) return wrong;
  if (with_tests)
    if (std::string wrong = compare_tests(); !wrong.empty()) return wrong;
  if (std::string wrong = were_level ? compare_ran() : ""; !wrong.empty()) return wrong;
  for (const std::string& id : ferrule_.ran) makers_[crate_of(id)] = id;
  test::Build second = project.ninja(with_tests ? Words{"all", "tests"} : Words{});
  if (!second.says("ninja: no work to do.") || second.regenerated())
    return "a second build finds something to do\n" + second.output;
  return {};
}

std::string Comparison::run_program(const std::string& path, const Words& arguments) const {
  Words words = {world_.project().path(path)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  test::Command command = world_.project().command(words);
  command.environment["LD_LIBRARY_PATH"] = libraries_;
  CommandResult result = test::run(command);
  static const std::regex kTime("finished in [0-9.]+s");
  return std::regex_replace(result.output, kTime, "finished") + "exit status " + std::to_string(result.status) + "\n";
}

std::string Comparison::compare_programs() {
  for (const auto& [path, program] : programs_) {
    const std::string name = fs::path(path).filename().string();
    const bool is_example = path.find("/examples/") != std::string::npos;
    const std::string ours = std::string("build/bin/") + (is_example ? "examples/" : "") + name;
    if (!world_.project().exists(ours)) return "Ferrule has nothing for Cargo's " + path + "\n";
    if (const std::string said = run_program(ours); said != program.said)
      return "programs say other things: " + path + "\n--- Ferrule's\n" + said + "--- Cargo's\n" + program.said +
             "--- Ferrule\n" + ferrule_.output + "--- Cargo\n" + cargo_.output;
    if (with_bytes_ && bytes_of(world_.project().path(ours)) != program.bytes)
      return "programs have other bytes: " + path + "\n--- Ferrule\n" + ferrule_.output + "--- Cargo\n" +
             cargo_.output;
  }
  return {};
}

std::string Comparison::compare_tests() {
  for (const std::string& path : tests_) {
    const std::string ours = "build/tests/" + fs::path(path).filename().string();
    if (!world_.project().exists(ours)) return "Ferrule has nothing for Cargo's test " + path + "\n";
    const Words arguments = {"--test-threads=1", "--nocapture"};
    // Where a test runs a program, it does so by the path that both have.
    const std::string said = run_program(ours, arguments);
    world_.project().move("build", kFerrules);
    world_.project().move(kCargos, "build");
    const std::string cargo_said = run_program("build/" + path, arguments);
    world_.project().move("build", kCargos);
    world_.project().move(kFerrules, "build");
    if (said != cargo_said)
      return "tests say other things: " + path + "\n--- Ferrule's\n" + said + "--- Cargo's\n" + cargo_said;
  }
  return {};
}

/// Ferrule may do less, for it knows which changes dependents can't tell. It may do more only for programs whose file
/// another unit has made since, because their names have no hash, and for scripts that read directories: ninja sees
/// that a file came and went, Cargo only the newest time of a file.
std::string Comparison::compare_ran() {
  std::set<std::string> more;
  for (const std::string& id : ferrule_.ran) {
    if (cargo_.ran.contains(id)) continue;
    auto maker = makers_.find(crate_of(id));
    const bool is_program = programs_.contains("debug/" + crate_of(id)) ||
                            programs_.contains("release/" + crate_of(id)) ||
                            world_.project().exists("build/bin/examples/" + crate_of(id));
    if (is_program && maker != makers_.end() && maker->second != id) continue;
    if (id.starts_with("run:") && has_other_files(world_.project().path("crates/" + id.substr(4)), begin_)) continue;
    more.insert(id);
  }
  if (more.empty()) return {};
  return "Ferrule built what was fresh to Cargo:\n" + listed(more) + "Cargo built:\n" + listed(cargo_.ran) +
         "--- Ferrule\n" + ferrule_.output + "--- Cargo\n" + cargo_.output;
}

}  // namespace ferrule::fuzz
