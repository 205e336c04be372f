#include "changes.h"

#include <algorithm>
#include <filesystem>
#include <regex>

namespace ferrule::fuzz {

namespace {

using Made = std::optional<std::string>;

const std::regex kNumber(R"(\d+/\*n\*/)");

/// The text with one of its marked numbers changed; the text as it is where it has none.
std::string with_other_number(const std::string& text, Random& random) {
  std::vector<std::smatch> found(std::sregex_iterator(text.begin(), text.end(), kNumber), {});
  if (found.empty()) return text;
  const std::smatch& one = random.pick(found);
  return text.substr(0, static_cast<std::size_t>(one.position())) + std::to_string(random.below(1000)) + "/*n*/" +
         text.substr(static_cast<std::size_t>(one.position() + one.length()));
}

std::vector<std::string> files_with_numbers(const World& world) {
  std::vector<std::string> found;
  for (const auto& [path, text] : world.files())
    if (std::regex_search(text, kNumber)) found.push_back(path);
  return found;
}

/// `text` is in the file instead of `from`; nothing where that isn't there.
Made replace(World& world, const std::string& path, const std::string& from, const std::string& to) {
  std::string text = world.read(path);
  std::size_t at = text.find(from);
  if (at == std::string::npos) return std::nullopt;
  world.write(path, text.replace(at, from.size(), to));
  return "replace " + from + " in " + path + " with " + to;
}

// --- Sources -------------------------------------------------------------------------------------------------------

Made edit(World& world, Random& random) {
  const std::string path = random.pick(files_with_numbers(world));
  world.write(path, with_other_number(world.read(path), random));
  return "edit a number in " + path;
}

Made edit_several(World& world, Random& random) {
  std::string made = "edit";
  for (std::size_t n = 2 + random.below(3); n > 0; --n) made += " " + edit(world, random)->substr(14);
  return made;
}

Made edit_and_undo(World& world, Random& random) {
  const std::string path = random.pick(files_with_numbers(world));
  const std::string text = world.read(path);
  world.write(path, with_other_number(text, random));
  world.write(path, text);
  return "edit and undo " + path;
}

Made comment(World& world, Random& random) {
  const std::string path = random.pick(world.files_named(".rs"));
  std::string text = world.read(path);
  world.write(path, random.one_in(2) ? text + "// more\n" : "// above\n" + text);
  return "comment in " + path;
}

Made touch(World& world, Random& random) {
  std::vector<std::string> paths;
  for (const auto& [path, text] : world.files()) paths.push_back(path);
  const std::string path = random.pick(paths);
  world.project().touch(path);
  return "touch " + path;
}

/// Where nobody calls it, an early cut-off may see it.
Made add_function(World& world, Random& random) {
  const std::vector<std::string> places = {"base", "middle", "maker", "lister", "native", "user"};
  const std::string path = "crates/" + random.pick(places) + "/src/lib.rs";
  const std::string name = "added_" + std::to_string(random.below(1000000));
  world.write(path, world.read(path) + (random.one_in(2) ? "pub " : "") + "fn " + name + "() -> u32 { 1/*n*/ }\n");
  return "add the function " + name + " to " + path;
}

/// A module that exists is moved between inner.rs and inner/mod.rs, or becomes part of its parent.
Made move_module(World& world, Random& random) {
  const std::string file = "crates/base/src/inner.rs", folder = "crates/base/src/inner/mod.rs";
  test::Project& project = world.project();
  if (project.exists(file)) {
    const std::string text = world.read(file);
    project.remove(file);
    if (random.one_in(3)) {
      replace(world, "crates/base/src/lib.rs", "mod inner;", "mod inner { pub fn text() -> u32 { 26/*n*/ } }");
      return "put the module inner into its parent";
    }
    world.write(folder, text);
    return "move inner.rs to inner/mod.rs";
  }
  if (project.exists(folder)) {
    // It keeps its time, as with `mv`.
    project.move(folder, file);
    project.remove("crates/base/src/inner");
    return "move inner/mod.rs to inner.rs";
  }
  world.write(file, "pub fn text() -> u32 { 27/*n*/ }\n");
  return replace(world, "crates/base/src/lib.rs", "mod inner { pub fn text() -> u32 { 26/*n*/ } }", "mod inner;");
}

Made break_a_crate(World& world, Random& random) {
  const std::vector<std::string> places = {"base/src/lib.rs", "middle/src/lib.rs", "app/src/main.rs",
                                           "maker/build.rs", "macros/src/lib.rs"};
  const std::string path = "crates/" + random.pick(places);
  world.branches.push_back(world.files());
  world.write(path, world.read(path) + "fn broken() { let x: u32 = \"\"; }\n");
  return "break " + path;
}

Made mend(World& world, Random&) {
  const std::string error = "fn broken() { let x: u32 = \"\"; }\n";
  for (const auto& [path, text] : world.files())
    if (Made made = replace(world, path, error, "")) return "mend " + path;
  return std::nullopt;
}

/// What neither build looks at. Not in the package whose script says no `rerun-if`: to Cargo another newest time
/// there is a change, an older one too.
Made older_time(World& world, Random& random) {
  const std::string path = random.pick(files_with_numbers(world));
  if (path.starts_with("crates/lister/")) return std::nullopt;
  world.write(path, with_other_number(world.read(path), random));
  std::filesystem::last_write_time(world.project().path(path),
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 365));
  world.unseen_edits.insert(path);
  return "edit " + path + " and give it an old time";
}

/// The path is chosen now and the file is written later.
Made edit_while_building(World& world, Random& random) {
  const std::string before = random.pick(files_with_numbers(world)), during = random.pick(files_with_numbers(world));
  world.write(before, with_other_number(world.read(before), random));
  const std::string text = with_other_number(world.read(during), random);
  world.delay = std::chrono::milliseconds(random.below(1500));
  world.while_building = [&world, during, text] { world.write(during, text); };
  return "edit " + before + ", build, and edit " + during + " after " + std::to_string(world.delay.count()) + " ms";
}

Made list_another_file(World& world, Random& random) {
  const std::string path = std::string(World::kListed) + std::to_string(random.below(3)) + ".txt";
  if (world.project().exists(path)) {
    world.remove_listed(path);
    return "remove " + path;
  }
  world.write(path, "28/*n*/\n");
  return "add " + path;
}

// --- Targets and members -------------------------------------------------------------------------------------------

Made add_or_remove_target(World& world, Random& random) {
  const std::vector<std::string> places = {"src/bin/third.rs", "src/bin/fourth/main.rs", "examples/other.rs"};
  const std::string path = "crates/app/" + random.pick(places);
  if (world.project().exists(path)) {
    world.project().remove(path);
    if (path.ends_with("main.rs")) world.project().remove("crates/app/src/bin/fourth");
    return "remove " + path;
  }
  world.write(path, "fn main() { println!(\"{} {}\", 29/*n*/, base::text()); }\n");
  return "add " + path;
}

Made add_or_remove_test(World& world, Random& random) {
  const std::vector<std::string> places = {"app", "middle", "base"};  // all see `base`
  const std::string path = "crates/" + random.pick(places) + "/tests/more.rs";
  if (world.project().exists(path)) {
    world.project().remove(path);
    // The script runs again: what it has printed may name tests.
    world.may_build_more = true;
    return "remove " + path;
  }
  world.write(path, "#[test] fn more() { println!(\"{}\", 30/*n*/); assert!(!base::text().is_empty()); }\n");
  return "add " + path;
}

Made add_or_remove_member(World& world, Random& random) {
  const std::string directory = "crates/member" + std::to_string(random.below(2));
  if (world.project().exists(directory)) {
    world.project().remove(directory);
    return "remove " + directory;
  }
  const std::string name = directory.substr(7);
  world.write(directory + "/Cargo.toml", test::manifest(name, test::depends_on({"base"})));
  world.write(directory + "/src/main.rs", "fn main() { println!(\"{} {}\", 31/*n*/, base::text()); }\n");
  return "add " + directory;
}

Made rename_library_file(World& world, Random&) {
  const std::string manifest = "crates/user/Cargo.toml";
  test::Project& project = world.project();
  if (project.exists("crates/user/src/lib.rs")) {
    project.move("crates/user/src/lib.rs", "crates/user/src/other.rs");
    world.write(manifest, world.read(manifest) + "[lib]\npath = \"src/other.rs\"\n");
    return "rename user's lib.rs";
  }
  project.move("crates/user/src/other.rs", "crates/user/src/lib.rs");
  // The tests may not have been built since it was called otherwise: then Cargo finds them fresh.
  world.may_build_more = true;
  return replace(world, manifest, "[lib]\npath = \"src/other.rs\"\n", "");
}

Made build_script_comes_or_goes(World& world, Random&) {
  const std::string path = "crates/base/build.rs";
  if (world.project().exists(path)) {
    world.project().remove(path);
    return "remove " + path;
  }
  world.write(path, "fn main() { println!(\"cargo:rerun-if-changed=build.rs\"); let _ = 32/*n*/; }\n");
  return "add " + path;
}

// --- Manifests and configuration -----------------------------------------------------------------------------------

/// Whichever of both stands in the file becomes the other.
Made toggle(World& world, const std::string& path, const std::string& a, const std::string& b) {
  if (Made made = replace(world, path, b, a)) return made;
  return replace(world, path, a, b);
}

Made dependency_feature(World& world, Random&) {
  return toggle(world, "crates/middle/Cargo.toml", "base = { path = \"../base\" }",
                "base = { path = \"../base\", features = [\"extra\"] }");
}

Made dependency(World& world, Random&) {
  return toggle(world, "crates/native/Cargo.toml", "links = \"native\"\n",
                "links = \"native\"\n[dependencies]\nbase = { path = \"../base\" }\n");
}

Made version(World& world, Random& random) {
  const std::vector<std::string> names = {"base", "middle", "user", "macros"};
  return toggle(world, "crates/" + random.pick(names) + "/Cargo.toml", "version = \"0.1.0\"", "version = \"0.2.0\"");
}

/// Cargo compiles what reads the variable by `env!`; Ferrule all that is given it, for macros may read it too.
Made description(World& world, Random&) {
  world.may_build_more = true;
  return toggle(world, "Cargo.toml", "description = \"first\"", "description = \"second\"");
}

Made profile(World& world, Random& random) {
  const std::vector<std::string> settings = {"opt-level = 1", "debug = 0", "overflow-checks = false",
                                             "panic = \"abort\"", "codegen-units = 2"};
  const std::string table = "[profile.dev]\n" + random.pick(settings) + "\n";
  std::string text = world.read("Cargo.toml");
  std::size_t at = text.find("[profile.dev]");
  world.write("Cargo.toml", at == std::string::npos ? text + table : text.substr(0, at));
  return at == std::string::npos ? table : "remove [profile.dev]";
}

Made rustflags(World& world, Random&) {
  return toggle(world, ".cargo/config.toml", "rustflags = []", "rustflags = [\"--cfg\", \"other\"]");
}

Made foreign_workspace(World& world, Random&) {
  return toggle(world, "../other/Cargo.toml", "version = \"0.1.0\"", "version = \"0.3.0\"");
}

/// A script asks for the one, a crate for the other. A variable that is no longer set counts when `ferrule generate`
/// is called (docs/limits.md).
Made variable(World& world, Random& random) {
  const std::string name = random.one_in(2) ? "MAKER_LEVEL" : "OPTION_LEVEL";
  if (random.one_in(4)) {
    world.project().unset(name);
    world.must_generate = true;
    return "unset " + name;
  }
  const std::string value = std::to_string(random.below(5));
  world.project().set(name, value);
  return "set " + name + "=" + value;
}

// --- What is built, and where --------------------------------------------------------------------------------------

Made select(World& world, Random& random) {
  World::Selection before = world.selection;
  switch (random.below(3)) {
    case 0: world.selection.release = !before.release; break;
    case 1: world.selection.extra = !before.extra; break;
    default:
      world.selection.package = before.package.empty() ? "app" : "";
      // Programs for tests may move to or from tests/bin, and a test that runs them holds their paths.
      world.may_build_more = true;
  }
  std::string made = "generate with";
  for (const std::string& word : world.cargo_options()) made += " " + word;
  return made;
}

Made switch_branch(World& world, Random& random) {
  if (world.branches.empty() || random.one_in(4)) {
    world.branches.push_back(world.files());
    return edit_several(world, random).value() + ", on a new branch";
  }
  std::size_t chosen = random.below(world.branches.size());
  Files files = world.branches[chosen];
  if (random.one_in(2)) world.branches.push_back(world.files());
  // As when the description is edited, or a target goes.
  const Files now = world.files();
  const bool loses_files =
      std::any_of(now.begin(), now.end(), [&](const auto& file) { return !files.contains(file.first); });
  if (loses_files || files.at("Cargo.toml") != now.at("Cargo.toml")) world.may_build_more = true;
  world.restore(files);
  return "go back to state " + std::to_string(chosen);
}

Made delete_an_output(World& world, Random& random) {
  std::vector<std::string> found;
  for (const char* directory : {"build/bin", "build/meta", "build/rlib", "build/proc_macro"})
    for (const std::string& name : world.project().list(directory)) {
      const std::string path = std::string(directory) + "/" + name;
      if (std::filesystem::is_regular_file(world.project().path(path))) found.push_back(path);
    }
  if (found.empty()) return std::nullopt;
  const std::string path = random.pick(found);
  world.project().remove(path);
  // Cargo has lost nothing.
  world.may_build_more = true;
  return "delete " + path;
}

}  // namespace

const std::vector<Change>& all_changes() {
  static const std::vector<Change> changes = {
      {"edit", 20, edit},
      {"edit-several", 6, edit_several},
      {"edit-and-undo", 2, edit_and_undo},
      {"comment", 4, comment},
      {"touch", 6, touch},
      {"add-function", 4, add_function},
      {"move-module", 3, move_module},
      {"break", 2, break_a_crate},
      {"mend", 40, mend},
      {"while-building", 5, edit_while_building},
      {"older-time", 3, older_time},
      {"list", 3, list_another_file},
      {"target", 4, add_or_remove_target},
      {"test", 2, add_or_remove_test},
      {"member", 3, add_or_remove_member},
      {"rename", 2, rename_library_file},
      {"build-script", 2, build_script_comes_or_goes},
      {"feature", 3, dependency_feature},
      {"dependency", 2, dependency},
      {"version", 3, version},
      {"description", 3, description},
      {"profile", 3, profile},
      {"rustflags", 2, rustflags},
      {"variable", 5, variable},
      {"foreign", 2, foreign_workspace},
      {"select", 4, select},
      {"branch", 6, switch_branch},
      {"delete", 4, delete_an_output},
  };
  return changes;
}

std::string make_some_change(World& world, Random& random, const std::vector<std::string>& kinds) {
  world.show_edits();
  std::vector<const Change*> lots;
  for (const Change& change : all_changes())
    if (kinds.empty() || std::find(kinds.begin(), kinds.end(), change.kind) != kinds.end())
      lots.insert(lots.end(), change.weight, &change);
  for (int tries = 0; tries < 1000 && !lots.empty(); ++tries)
    if (Made made = random.pick(lots)->make(world, random)) return *made;
  return "nothing";
}

}  // namespace ferrule::fuzz
