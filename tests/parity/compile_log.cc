#include "compile_log.h"

#include <algorithm>
#include <regex>
#include <sstream>

namespace ferrule::test {

namespace {

/// Writes arguments and variables of each compilation to a file of its own. A
/// crate that Cargo gives no hash is told by its metadata.
constexpr std::string_view kWrapper = R"sh(
crate=; hash=; previous=
for word; do
  case "$previous $word" in
    "--crate-name "*) crate=$word ;;
    "-C metadata="*) : "${hash:=${word#metadata=}}" ;;
    "-C extra-filename="*) hash=${word#extra-filename=-} ;;
  esac
  previous=$word
done
if [ "$hash" ]; then
  log=LOG/cargo
  [ -d BUILD/ferrule ] && log=LOG/ferrule
  mkdir -p "$log"
  { printf '%s\n' "$@"; echo "environment:"; env; } > "$log/$crate-$hash.$$"
fi
exec "$@"
)sh";

constexpr std::string_view kEndOfArguments = "environment:";

std::string with_places(const Project& project) {
  std::string script(kWrapper);
  script = std::regex_replace(script, std::regex("LOG"), project.path("log"));
  return std::regex_replace(script, std::regex("BUILD"), project.path(Project::kBuild));
}

/// `--extern`'s value without the directory, and every form of a library as
/// `.rlib`.
std::string without_place(const std::string& extern_crate) {
  static const std::regex kDirectory("=.*/");
  static const std::regex kForm("(_meta\\.rlib|\\.rmeta)$");
  return std::regex_replace(std::regex_replace(extern_crate, kDirectory, "="), kForm, ".rlib");
}

bool is_ferrules_own(const std::string& word) {
  if (word.starts_with("-Clinker=") && word.find("/ferrule-linker/") != std::string::npos) return true;
  return word == "-Zno-codegen" || word == "-Zthreads=1" || word == "-Zallow-features=" ||
         word == "-Zunstable-options" || word.starts_with("-Csymbol-mangling-version=");
}

/// Reads arguments up to the end of them.
Words comparable_arguments(std::istream& lines) {
  Words words;
  std::string previous;
  for (std::string word; std::getline(lines, word) && word != kEndOfArguments; previous = word) {
    if (previous == "--out-dir") words.back() = "--out-dir (its own)";
    else if (previous == "-L" && word.starts_with("dependency=")) words.pop_back();
    else if (previous == "--extern") words.push_back(without_place(word));
    else if (!is_ferrules_own(word)) words.push_back(word);
  }
  return words;
}

/// What Cargo sets for rustc. Lines that continue a value are left out with
/// those that start with no known name.
Words comparable_environment(std::istream& lines) {
  static const std::regex kCargos("(CARGO|CARGO_(PKG|MANIFEST|CRATE|BIN|PRIMARY)_[A-Z_]*|OUT_DIR)=.*");
  Words variables;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_match(line, kCargos)) variables.push_back(line);
  std::sort(variables.begin(), variables.end());
  return variables;
}

}  // namespace

CompileLog::CompileLog(Project& project) : project_(project) {
  project.write_program("log-compile", with_places(project));
  project.set("RUSTC_WRAPPER", project.path("log-compile"));
}

CompilerCalls CompileLog::read(const std::string& directory) const {
  CompilerCalls calls;
  for (const std::string& name : project_.list(directory)) {
    std::istringstream lines(project_.read(directory + "/" + name));
    CompilerCall call;
    call.arguments = comparable_arguments(lines);
    call.environment = comparable_environment(lines);
    calls[name.substr(0, name.rfind('.'))].push_back(std::move(call));
  }
  return calls;
}

}  // namespace ferrule::test
