#include "command/options/saved_options.h"

#include "base/field_table.h"

namespace ferrule {

namespace {

FieldTable<PlanChoices> choices() {
  return FieldTable<PlanChoices>()
      .word("pipelining", &PlanChoices::pipelining,
            {{Pipelining::hollow, pipelining_word(Pipelining::hollow)},
             {Pipelining::automatic, pipelining_word(Pipelining::automatic)},
             {Pipelining::off, pipelining_word(Pipelining::off)}})
      .word("split-links", &PlanChoices::split_links, {{true, "yes"}, {false, "no"}})
      .list("no-pipelining", &PlanChoices::fused)
      .number("jobs", &PlanChoices::jobs);
}

FieldTable<Documentation> documentation() {
  return FieldTable<Documentation>()
      .flag("docs", &Documentation::is_wanted, false)
      .flag("docs-no-deps", &Documentation::no_deps, false)
      .flag("docs-private-items", &Documentation::private_items, false);
}

FieldTable<GenerateOptions> options() {
  return FieldTable<GenerateOptions>()
      .text("manifest-path", &GenerateOptions::manifest_path)
      .list("argument", &GenerateOptions::cargo_arguments)
      .list("config", &GenerateOptions::config_overrides)
      .part(&GenerateOptions::plan, choices())
      .word("depfiles", &GenerateOptions::depfiles, {{DepfileMode::depfile, "depfile"}, {DepfileMode::gcc, "gcc"}})
      .word("siso", &GenerateOptions::siso, {{true, "yes"}, {false, "no"}})
      .list("env", &GenerateOptions::variables)
      .flag("closed-environment", &GenerateOptions::closed_environment, false)
      .flag("tests", &GenerateOptions::with_tests, true)
      .flag("cargo-bench", &GenerateOptions::benches, false)
      .part(&GenerateOptions::documentation, documentation())
      .flag("watch", &GenerateOptions::watch, true)
      .flag("jobserver", &GenerateOptions::jobserver, true)
      .part(&GenerateOptions::memory, memory_limit_table());
}

FieldTable<SavedOptions> table() {
  return FieldTable<SavedOptions>()
      .text("directory", &SavedOptions::directory)
      .text("workspace", &SavedOptions::workspace)
      .part(&SavedOptions::options, options())
      .help("run `ferrule generate` with its options again");
}

}  // namespace

std::string write_options(const SavedOptions& saved) { return table().write(saved); }

Result<SavedOptions> parse_options(std::string_view text, std::string_view origin) {
  return table().read(text, origin);
}

}  // namespace ferrule
