#include "formats/edge_kind.h"

#include <algorithm>
#include <array>

namespace ferrule {

namespace {

using Kind = EdgeKind;

constexpr std::array kTraits = {
    EdgeTraits{.kind = Kind::metadata,
               .rule = "rust_metadata",
               .verb = "METADATA",
               .noun = "metadata",
               .takes = Takes::metadata,
               .compiles_crate = true,
               .makes_library = true,
               .is_half = true,
               .is_named_by_path = true,
               .runs_anywhere = true},
    EdgeTraits{.kind = Kind::codegen,
               .rule = "rust_codegen",
               .verb = "CODEGEN",
               .noun = "codegen",
               .takes = Takes::metadata,
               .compiles_crate = true,
               .makes_library = true,
               .is_half = true,
               .generates_code = true,
               .is_named_by_path = true,
               .runs_anywhere = true},
    EdgeTraits{.kind = Kind::fused_library,
               .rule = "rust_lib",
               .verb = "LIBRARY",
               .noun = "library",
               .takes = Takes::metadata,
               .compiles_crate = true,
               .makes_library = true,
               .generates_code = true,
               .is_named_by_path = true,
               .runs_anywhere = true},
    EdgeTraits{.kind = Kind::proc_macro,
               .rule = "rust_proc_macro",
               .verb = "PROC-MACRO",
               .noun = "procedural macro",
               .takes = Takes::code,
               .compiles_crate = true,
               .generates_code = true,
               .runs_anywhere = true},
    EdgeTraits{.kind = Kind::executable,
               .rule = "rust_bin",
               .verb = "EXECUTABLE",
               .noun = "link",
               .takes = Takes::code,
               .compiles_crate = true,
               .generates_code = true},
    EdgeTraits{.kind = Kind::cdylib,
               .rule = "rust_cdylib",
               .verb = "CDYLIB",
               .noun = "link",
               .takes = Takes::code,
               .compiles_crate = true,
               .generates_code = true},
    EdgeTraits{.kind = Kind::staticlib,
               .rule = "rust_staticlib",
               .verb = "STATICLIB",
               .noun = "link",
               .takes = Takes::code,
               .compiles_crate = true,
               .generates_code = true},
    EdgeTraits{.kind = Kind::dylib,
               .rule = "rust_dylib",
               .verb = "DYLIB",
               .noun = "link",
               .takes = Takes::code,
               .compiles_crate = true,
               .generates_code = true},
    EdgeTraits{.kind = Kind::check,
               .rule = "rust_check",
               .verb = "CHECK",
               .noun = "check",
               .takes = Takes::checks,
               .compiles_crate = true,
               .only_checks = true,
               .is_named_by_path = true,
               .runs_anywhere = true},
    EdgeTraits{.kind = Kind::clippy,
               .rule = "rust_clippy",
               .verb = "CLIPPY",
               .noun = "check",
               .takes = Takes::checks,
               .compiles_crate = true,
               .only_checks = true,
               .is_named_by_path = true,
               .runs_anywhere = true},
    EdgeTraits{.kind = Kind::object,
               .rule = "rust_object",
               .verb = "OBJECT",
               .noun = "compile before linking",
               .takes = Takes::metadata,
               .compiles_crate = true,
               .generates_code = true},
    EdgeTraits{.kind = Kind::link_roots, .rule = "rust_link_roots", .noun = "link", .generates_code = true},
    EdgeTraits{.kind = Kind::unlinked,
               .rule = "rust_unlinked",
               .verb = "UNLINKED",
               .noun = "compile before linking",
               .takes = Takes::metadata,
               .compiles_crate = true,
               .generates_code = true,
               .is_named_by_path = true,
               .runs_anywhere = true},
    EdgeTraits{.kind = Kind::test,
               .rule = "rust_test",
               .verb = "TEST",
               .noun = "test",
               .takes = Takes::code,
               .compiles_crate = true,
               .generates_code = true},
    EdgeTraits{.kind = Kind::build_script,
               .rule = "rust_build_script",
               .verb = "BUILD-SCRIPT",
               .noun = "build script",
               .takes = Takes::code,
               .compiles_crate = true,
               .generates_code = true},
    EdgeTraits{.kind = Kind::build_script_run,
               .rule = "build_script_run",
               .verb = "RUN-BUILD-SCRIPT",
               .noun = "build script run",
               .generates_code = true},
    EdgeTraits{.kind = Kind::link_arguments, .rule = "rust_link_arguments", .noun = "link", .generates_code = true},
    EdgeTraits{.kind = Kind::test_run,
               .rule = "rust_test_run",
               .verb = "RUN-TEST",
               .noun = "test run",
               .takes = Takes::code,
               .generates_code = true,
               .runs_tests = true},
    EdgeTraits{.kind = Kind::bench_run,
               .rule = "rust_bench_run",
               .verb = "RUN-BENCH",
               .noun = "benchmark run",
               .takes = Takes::code,
               .generates_code = true,
               .runs_tests = true,
               .has_terminal = true},
    EdgeTraits{.kind = Kind::doc_test,
               .rule = "rust_doc_test",
               .verb = "RUN-DOC-TEST",
               .noun = "test run",
               .takes = Takes::code,
               .generates_code = true,
               .runs_tests = true},
};

constexpr bool is_in_order() {
  for (std::size_t place = 0; place < kTraits.size(); ++place)
    if (static_cast<std::size_t>(kTraits[place].kind) != place) return false;
  return true;
}
static_assert(is_in_order() && kTraits.size() == static_cast<std::size_t>(Kind::doc_test) + 1);

}  // namespace

const EdgeTraits& traits_of(EdgeKind kind) { return kTraits[static_cast<std::size_t>(kind)]; }

std::span<const EdgeTraits> all_edge_traits() { return kTraits; }

std::string_view rule_name(EdgeKind kind) { return traits_of(kind).rule; }

std::optional<EdgeKind> edge_kind_of_rule(std::string_view rule) {
  auto found = std::find_if(kTraits.begin(), kTraits.end(), [&](const EdgeTraits& one) { return one.rule == rule; });
  if (found == kTraits.end()) return std::nullopt;
  return found->kind;
}

}  // namespace ferrule
