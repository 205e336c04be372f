#include "harness/project.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

namespace ferrule::test {

namespace fs = std::filesystem;

namespace {

/// All that a directory's name can hold and that Cargo itself can work with: a
/// colon would end an entry of a search path, and rust-lld puts random letters
/// in the place of a percent sign.
constexpr std::string_view kOddName = "an odd; $place #1 (it's) \"quoted\" & \\more |é";

std::string make_temporary_directory() {
  std::string pattern = (fs::temp_directory_path() / "ferrule-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary directory");
  return fs::canonical(pattern).string();
}

/// The edges in the output of `ninja -v`: each command ends in the name of its
/// action.
Words edges_in(const std::string& output) {
  static const std::regex kCommand("^\\[\\d+/\\d+\\] .* run actions/(\\S+)$", std::regex::multiline);
  static const std::regex kHash("-[0-9a-f]{16}");
  Words edges;
  for (std::sregex_iterator match(output.begin(), output.end(), kCommand), end; match != end; ++match)
    edges.push_back(std::regex_replace((*match)[1].str(), kHash, ""));
  std::sort(edges.begin(), edges.end());
  return edges;
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += "  " + word + "\n";
  return text;
}

}  // namespace

bool Build::ran(std::string_view edge) const { return std::find(edges.begin(), edges.end(), edge) != edges.end(); }

std::string manifest(std::string_view name, std::string_view more) {
  return "[package]\nname = \"" + std::string(name) + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" +
         std::string(more);
}

std::string depends_on(const Words& names, std::string_view table) {
  std::string text = "[" + std::string(table) + "]\n";
  for (const std::string& name : names) text += name + " = { path = \"../" + name + "\" }\n";
  return text;
}

Project::Project(Place place) : root_(make_temporary_directory()) {
  directory_ = root_ + "/" + std::string(place == Place::odd ? kOddName : "project");
  fs::create_directory(directory_);
}

Project::~Project() {
  if (::testing::Test::HasFailure() && std::getenv("FERRULE_KEEP_PROJECTS") != nullptr) {
    ::testing::Test::RecordProperty("project", directory_);
    return;
  }
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

std::string Project::path(std::string_view relative) const {
  if (relative.empty()) return directory_;
  return (fs::path(directory_) / relative).string();
}

void Project::write(std::string_view relative, std::string_view text) const {
  fs::create_directories(fs::path(path(relative)).parent_path());
  std::ofstream(path(relative), std::ios::binary) << text;
  touch(relative);
}

void Project::append(std::string_view relative, std::string_view text) const {
  write(relative, read(relative) + std::string(text));
}

void Project::replace(std::string_view relative, std::string_view from, std::string_view to) const {
  std::string text = read(relative);
  std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << relative << " doesn't hold " << from;
  write(relative, text.replace(at, from.size(), to));
}

void Project::write_program(std::string_view relative, std::string_view shell_script) const {
  write(relative, "#!/bin/sh\n" + std::string(shell_script));
  fs::permissions(path(relative), fs::perms::owner_all);
}

std::string Project::read(std::string_view relative) const {
  std::ifstream file(path(relative), std::ios::binary);
  EXPECT_TRUE(file) << "cannot read " << path(relative);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool Project::exists(std::string_view relative) const { return fs::exists(path(relative)); }

void Project::remove(std::string_view relative) const { fs::remove_all(path(relative)); }

void Project::move(std::string_view from, std::string_view to) const { fs::rename(path(from), path(to)); }

void Project::touch(std::string_view relative) const {
  // The kernel stamps files with the time of its last tick; the clock itself
  // is ahead of that.
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  const timespec times[2] = {now, now};
  EXPECT_EQ(utimensat(AT_FDCWD, path(relative).c_str(), times, 0), 0) << path(relative);
}

void Project::copy_from(const std::string& directory) const {
  for (const fs::directory_entry& entry : fs::directory_iterator(directory))
    if (entry.path().filename() != "target")
      fs::copy(entry.path(), fs::path(directory_) / entry.path().filename(), fs::copy_options::recursive);
}

Words Project::list(std::string_view directory, std::string_view suffix) const {
  Words names;
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(path(directory), absent))
    if (std::string name = entry.path().filename().string(); name.ends_with(suffix)) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::string Project::find(std::string_view directory, std::string_view prefix, std::string_view suffix) const {
  Words found;
  for (const std::string& name : list(directory, suffix))
    if (name.starts_with(prefix)) found.push_back(std::string(directory) + "/" + name);
  EXPECT_EQ(found.size(), 1u) << prefix << "…" << suffix << " in " << directory << ":\n" << joined(list(directory));
  return found.empty() ? std::string(directory) : found.front();
}

void Project::workspace(const Words& members, std::string_view more) const {
  std::string list;
  for (const std::string& member : members) list += "\"" + member + "\", ";
  write("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [" + list + "]\n" + std::string(more));
}

void Project::package(std::string_view name, std::string_view more) const {
  write(std::string(name) + "/Cargo.toml", manifest(name, more));
}

void Project::library(std::string_view name, std::string_view source, std::string_view more) const {
  package(name, more);
  write(std::string(name) + "/src/lib.rs", source);
}

void Project::program(std::string_view name, std::string_view source, std::string_view more) const {
  package(name, more);
  write(std::string(name) + "/src/main.rs", source);
}

Command Project::command(Words words) const { return {std::move(words), directory_, environment_}; }

CommandResult Project::run(Words words) const { return test::run(command(std::move(words))); }

CommandResult Project::ferrule(Words words) const {
  words.insert(words.begin(), FERRULE_PROGRAM);
  return run(std::move(words));
}

void Project::macro_over_library() const {
  library("digits", "pub fn one() -> &'static str { \"1\" }");
  library("macros", R"(
      #[proc_macro]
      pub fn one(_: proc_macro::TokenStream) -> proc_macro::TokenStream { digits::one().parse().unwrap() }
  )",
          "[lib]\nproc-macro = true\n" + depends_on({"digits"}));
}

CommandResult Project::generate(Words arguments) const {
  Words words = {FERRULE_PROGRAM, "generate", "-C", std::string(kBuild)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  bool is_chosen = std::find(words.begin(), words.end(), "--pipelining") != words.end();
  if (!is_chosen && !exists("ferrule.toml")) words.insert(words.end(), {"--pipelining", "hollow"});
  return run(std::move(words));
}

CommandResult Project::cargo(Words arguments) const {
  arguments.insert(arguments.begin(), "cargo");
  return run(std::move(arguments));
}

Command Project::ninja_command(Words arguments) const {
  Words words = {"ninja", "-v", "-C", std::string(kBuild)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return command(std::move(words));
}

Build Project::ninja(Words arguments) const {
  CommandResult result = test::run(ninja_command(std::move(arguments)));
  Words edges = edges_in(result.output);
  return {std::move(result), std::move(edges)};
}

Build Project::build(Words arguments) const {
  CommandResult generated = generate(std::move(arguments));
  EXPECT_TRUE(succeeded(generated));
  if (generated.status != 0) return {std::move(generated), {}};
  Build built = ninja();
  EXPECT_TRUE(succeeded(built));
  return built;
}

CommandResult Project::run_built(std::string_view name, Words arguments) const {
  arguments.insert(arguments.begin(), path(std::string(kBuild) + "/bin/" + std::string(name)));
  return run(std::move(arguments));
}

::testing::AssertionResult is_idle(const Build& build) {
  if (build.status == 0 && build.edges.empty() && build.says("ninja: no work to do.") && !build.regenerated())
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "there was something to do:\n" << build.output;
}

::testing::AssertionResult ran_exactly(const Build& build, Words edges) {
  std::sort(edges.begin(), edges.end());
  if (build.edges == edges) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "these ran:\n"
                                       << joined(build.edges) << "and these should have:\n"
                                       << joined(edges) << "ninja said:\n"
                                       << build.output;
}

}  // namespace ferrule::test
