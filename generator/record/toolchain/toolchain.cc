#include "record/toolchain/toolchain.h"

#include <fmt/format.h>

#include <charconv>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"
#include "record/toolchain/symbol_mangling.h"
#include "system/context.h"

namespace ferrule {

namespace {

class Finder {
 public:
  Finder(Disk& disk, Processes& processes, const std::string& directory, const Environment& environment)
      : disk_(disk), processes_(processes), directory_(directory), environment_(environment) {}

  Result<Toolchain> find(const std::string& named, const std::string& scratch) {
    std::string rustc = named.empty() ? "rustc" : named;
    Result<std::string> version = ask({rustc, "-vV"});
    if (!version) return version.error();
    Result<std::string> sysroot = ask({rustc, "--print", "sysroot"});
    if (!sysroot) return sysroot.error();
    Toolchain found;
    found.version = *version;
    found.sysroot = trim(*sysroot);
    found.release = line_after(*version, "release: ");
    found.is_nightly =
        found.release.find('-') != std::string::npos && found.release.find("-beta") == std::string::npos;
    if (Status recent = check_age(found.release); !recent) return recent.error();
    found.rustc = behind_proxy(rustc, found.sysroot);
    found.cargo = in_path("cargo");
    if (scratch.empty()) return found;
    Result<std::string> mangling =
        find_mangling(disk_, processes_, {found.rustc, directory_, environment_, scratch, {}});
    if (!mangling) return mangling.error();
    found.mangling = std::move(*mangling);
    return found;
  }

 private:
  Result<std::string> ask(const std::vector<std::string>& command) {
    Result<ProcessResult> result = processes_.run({command, directory_, environment_});
    if (!result)
      return Error{
          result.error().message, {}, "install a Rust toolchain, or put the directory that holds `rustc` in PATH"};
    if (result->status != 0)
      return Error{fmt::format("`{}` failed: {}", fmt::join(command, " "), trim(result->errors)),
                   {},
                   "check the Rust toolchain: `rustc -vV` must work in this directory"};
    return result->output;
  }

  static std::string line_after(std::string_view text, std::string_view label) {
    for (std::string_view line : split(text, '\n'))
      if (consume_prefix(line, label)) return std::string(trim(line));
    return {};
  }

  static Status check_age(const std::string& release) {
    int minor = minor_version(release);
    if (minor < 0) return Error{fmt::format("cannot understand the version `{}` of rustc", release)};
    if (minor >= kOldestRustcMinor) return {};
    return Error{fmt::format("rustc {} is too old: Ferrule needs 1.{} or later", release, kOldestRustcMinor),
                 {},
                 "install a newer toolchain, or choose one with RUSTUP_TOOLCHAIN or rust-toolchain.toml"};
  }

  /// A rustup proxy costs some milliseconds a call and goes by the working directory; the program behind it does not.
  std::string behind_proxy(const std::string& program, const std::string& sysroot) const {
    std::string real = join_path(sysroot, "bin/rustc");
    if (program == "rustc" && disk_.stamp(real)) return real;
    return program.find('/') == std::string::npos ? in_path(program) : join_path(directory_, program);
  }

  std::string in_path(const std::string& program) const { return find_in_path(disk_, environment_, program); }

  Disk& disk_;
  Processes& processes_;
  const std::string& directory_;
  const Environment& environment_;
};

/// "<mangling> <flags>"
bool read_mangling(Toolchain& toolchain, std::string_view text) {
  Halves parts = split_once(text, ' ');
  toolchain.manglings.emplace(parts.second, parts.first);
  return parts.found;
}

FieldTable<Toolchain> table() {
  return FieldTable<Toolchain>()
      .text("rustc", &Toolchain::rustc)
      .text("cargo", &Toolchain::cargo)
      .text("sysroot", &Toolchain::sysroot)
      .text("version", &Toolchain::version)
      .text("release", &Toolchain::release)
      .flag("nightly", &Toolchain::is_nightly, false)
      .text("mangling", &Toolchain::mangling)
      .other(
          "mangling-with",
          [](const Toolchain& toolchain, const auto& add) {
            for (const auto& [flags, mangling] : toolchain.manglings) add(mangling + " " + flags);
          },
          read_mangling);
}

}  // namespace

int minor_version(std::string_view release) {
  int minor = 0;
  if (!consume_prefix(release, "1.")) return -1;
  bool is_number = std::from_chars(release.data(), release.data() + release.size(), minor).ec == std::errc();
  return is_number ? minor : -1;
}

std::string Toolchain::host() const {
  std::size_t at = version.find("host: ");
  if (at == std::string::npos) return {};
  return std::string(split_once(std::string_view(version).substr(at + 6), '\n').first);
}

std::string write_toolchain(const Toolchain& toolchain) { return table().write(toolchain); }

Result<Toolchain> parse_toolchain(std::string_view text, std::string_view origin) {
  Result<Toolchain> toolchain = table().read(text, origin);
  if (toolchain && toolchain->rustc.empty()) return Error{"a toolchain without rustc", std::string(origin)};
  return toolchain;
}

Result<Toolchain> find_toolchain(Disk& disk, Processes& processes, const std::string& rustc,
                                 const std::string& directory, const Environment& environment,
                                 const std::string& scratch) {
  return Finder(disk, processes, directory, environment).find(rustc, scratch);
}

}  // namespace ferrule
