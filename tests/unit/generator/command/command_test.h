// What the tests of commands share: a ferrule that is installed on a fake disk, beside a toolchain that is not there.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "command/command_line.h"
#include "support/fake_cargo.h"
#include "support/show.h"

namespace ferrule {

class CommandTest : public testing::Test {
 protected:
  CommandTest() {
    cargo.disk.put("/f/bin/ferrule", "ELF");
    cargo.disk.put("/f/bin/ferrule-launcher", "ELF");
    cargo.disk.put("/usr/bin/ninja", "ELF");
    cargo.processes.answer("cargo locate-project", ProcessResult{0, "/w/Cargo.toml\n", ""});
  }

  static ParsedCommandLine parse(std::vector<std::string> words) {
    words.insert(words.begin(), "ferrule");
    std::vector<const char*> argv;
    for (const std::string& word : words) argv.push_back(word.c_str());
    return parse_command_line(static_cast<int>(argv.size()), argv.data());
  }

  /// Runs `ferrule generate -q <words>` in `directory`.
  Status try_to_generate(const std::vector<std::string>& words) {
    std::vector<std::string> all = {"generate", "-q"};
    all.insert(all.end(), words.begin(), words.end());
    ParsedCommandLine parsed = parse(all);
    if (!parsed.run) return Error{parsed.text};
    return parsed.run({cargo.disk, cargo.processes, cargo.environment, directory, "/f/bin/ferrule"});
  }

  void generate(const std::vector<std::string>& words) {
    Status generated = try_to_generate(words);
    EXPECT_TRUE(generated) << generated.error().message;
  }

  FakeCargo cargo;
  std::string directory = "/w";
};

}  // namespace ferrule
