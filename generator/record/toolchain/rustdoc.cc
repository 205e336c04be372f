#include "record/toolchain/rustdoc.h"

#include "base/files.h"
#include "system/context.h"

namespace ferrule {

namespace {

class Finder {
 public:
  Finder(const Disk& disk, const RustdocRequest& request) : disk_(disk), request_(request) {}

  Rustdoc find() const {
    if (!request_.configured.empty()) return {request_.configured, absolute(request_.configured)};
    std::string of_toolchain = join_path(request_.toolchain.sysroot, "bin/rustdoc");
    if (!disk_.stamp(of_toolchain)) return {"rustdoc", in_path("rustdoc")};
    return {is_called_by_rustup() ? of_toolchain : "rustdoc", of_toolchain};
  }

 private:
  /// rustup names the toolchain to the Cargo that it calls, and Cargo takes a program of rustup's size for a proxy.
  bool is_called_by_rustup() const {
    std::optional<std::string> named = find_variable(request_.environment, "RUSTUP_TOOLCHAIN");
    if (named && (named->empty() || named->find('/') != std::string::npos)) return false;
    return (named || is_proxy("cargo")) && is_proxy("rustdoc");
  }

  bool is_proxy(const std::string& program) const {
    std::optional<FileStamp> stamp = disk_.stamp(in_path(program)), rustup = disk_.stamp(in_path("rustup"));
    return stamp && rustup && stamp->size == rustup->size;
  }

  std::string absolute(const std::string& program) const {
    return program.find('/') == std::string::npos ? in_path(program) : join_path(request_.directory, program);
  }

  std::string in_path(std::string_view program) const { return find_in_path(disk_, request_.environment, program); }

  const Disk& disk_;
  const RustdocRequest& request_;
};

}  // namespace

Rustdoc find_rustdoc(const Disk& disk, const RustdocRequest& request) { return Finder(disk, request).find(); }

}  // namespace ferrule
