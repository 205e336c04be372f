#include "support/fake_cargo.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

/// The message "compiler-artifact" of `--message-format json`.
std::string message_of(const RecordedArtifact& artifact) {
  nlohmann::json files = nlohmann::json::array();
  for (const RecordedArtifact::File& file : artifact.files) files.push_back(file.path);
  nlohmann::json message = {{"reason", "compiler-artifact"},
                            {"package_id", artifact.package_id},
                            {"manifest_path", artifact.manifest_path},
                            {"target", {{"name", artifact.target_name}, {"kind", {artifact.target_kind}}}},
                            {"filenames", files}};
  return message.dump() + "\n";
}

}  // namespace

FakeCargo::FakeCargo() {
  for (const char* program : {"/rust/bin/rustc", "/rust/bin/rustdoc", "/rust/bin/cargo"}) disk.put(program, "ELF");
  disk.put("/w/Cargo.toml", "[workspace]\nmembers = ['app']\n");
  disk.put("/w/Cargo.lock", "# locked\n");
  disk.put("/w/app/Cargo.toml", "[package]\nname = 'app'\n");
  disk.put_directory("/b");

  build
      .rustc("app",
             "--crate-name app src/lib.rs --crate-type lib --emit=dep-info,metadata,link -C extra-filename=-1 "
             "--out-dir $T/debug/deps -L dependency=$T/debug/deps")
      .rustc("app",
             "--crate-name app src/main.rs --crate-type bin --emit=dep-info,link -C extra-filename=-2 "
             "--out-dir $T/debug/deps -L dependency=$T/debug/deps --extern app=$T/debug/deps/libapp-1.rlib")
      .artifact(
          {"app", "lib", "app", "$T/debug/deps/app-1", {"$T/debug/libapp.rlib", "$T/debug/deps/libapp-1.rmeta"}})
      .artifact({"app", "bin", "app", "$T/debug/deps/app-2", {"$T/debug/app"}});
  tests = build;
  tests
      .rustc("app",
             "--crate-name app src/lib.rs --emit=dep-info,link --test -C extra-filename=-3 "
             "--out-dir $T/debug/deps -L dependency=$T/debug/deps")
      .test("app", "$T/debug/deps/app-3");

  documentation
      .documentation(
          "app", "--crate-type lib --crate-name app src/lib.rs -o $T/doc -C metadata=4 -L dependency=$T/debug/deps")
      .artifact({"app", "lib", "app", "$T/doc/app", {"$T/doc/app/index.html"}});

  processes.answer("rustc -vV", [this](const ProcessRequest&) {
    return ProcessResult{0, "rustc " + version + "\nhost: x86_64-unknown-linux-gnu\nrelease: " + version + "\n", ""};
  });
  processes.answer("rustc --print sysroot", ProcessResult{0, "/rust\n", ""});
  processes.answer("--crate-name=mangling", [this](const ProcessRequest&) { return ProcessResult{0, assembly, ""}; });
  processes.answer("/cargo metadata", [this](const ProcessRequest&) { return ProcessResult{0, metadata(), ""}; });
  processes.answer("/cargo build",
                   [this](const ProcessRequest& request) { return run(request, build, build_messages); });
  processes.answer("/cargo bench",
                   [this](const ProcessRequest& request) { return run(request, tests, build_messages); });
  processes.answer("/cargo test",
                   [this](const ProcessRequest& request) { return run(request, tests, test_messages); });
  processes.answer("/cargo doc", [this](const ProcessRequest& request) {
    return run(request, documentation, documentation_messages);
  });
}

Result<ProcessResult> FakeCargo::run(const ProcessRequest& request, const RecordedLog& log,
                                     const std::string& messages) {
  for (std::string_view line : split(messages, '\n'))
    if (!line.empty() && request.on_error_line) request.on_error_line(line);
  if (messages.starts_with("error")) return ProcessResult{101, "", messages};
  disk.put(join_path(*find_variable(request.environment, "FERRULE_RECORD"), "log"), log.commands());
  ProcessResult result;
  for (const RecordedArtifact& artifact : log.artifacts()) {
    for (const RecordedArtifact::File& file : artifact.files) disk.put(file.path, file.unit);
    result.output += message_of(artifact);
  }
  return result;
}

std::string FakeCargo::metadata() const {
  nlohmann::json packages = nlohmann::json::array();
  for (const std::string& manifest : manifests) packages.push_back({{"manifest_path", manifest}});
  return nlohmann::json{{"workspace_root", "/w"}, {"packages", packages}}.dump();
}

}  // namespace ferrule
