// `ferrule doc` and `ninja doc`: what `cargo doc` writes.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include "harness/ninja_query.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// app, with a library of another name and two programs, one of which is called as the library; a path dependency
/// with a build script; a procedural macro; a dependency as from a registry, with a build script too.
void write_project(const Project& project) {
  project.workspace({"app", "base", "macros"});
  project.library("macros",
                  "//! Macros.\n/// One.\n#[proc_macro]\n"
                  "pub fn one(_: proc_macro::TokenStream) -> proc_macro::TokenStream { \"1u32\".parse().unwrap() }\n",
                  "[lib]\nproc-macro = true\n[dependencies]\nfar = \"0.1\"\n");
  project.library("base",
                  "#![doc(html_root_url = \"https://docs.example/base\")]\n//! Base.\n"
                  "/// See [`Far`](far::Far).\npub fn one() -> u32 { macros::one!() }\n"
                  "#[cfg(extra)]\n/// Says what the build script says.\npub const EXTRA: &str = env!(\"EXTRA\");\n",
                  depends_on({"macros"}) + "far = \"0.1\"\n[package.metadata]\nx = 1\n");
  project.write("base/build.rs",
                "fn main() { println!(\"cargo:rustc-cfg=extra\\ncargo:rustc-check-cfg=cfg(extra)\\n"
                "cargo:rustc-env=EXTRA=e\"); }\n");
  project.program("app", "//! The program.\nfn main() {}\n",
                  depends_on({"base"}) +
                      "[lib]\nname = \"app_lib\"\n[[bin]]\nname = \"app_lib\"\npath = \"src/twin.rs\"\n"
                      "[[bin]]\nname = \"app\"\npath = \"src/main.rs\"\n");
  project.write("app/src/lib.rs",
                "//! Uses [`base::one`].\npub use base::one;\n#[allow(dead_code)]\nmod inner { pub struct Hidden; "
                "}\n/// Is an item.\n"
                "pub struct Item;\nimpl Clone for Item { fn clone(&self) -> Self { Item } }\n");
  project.write("app/src/twin.rs", "//! Has the library's name.\nfn main() {}\n");
  project.write("vendor/far/Cargo.toml", manifest("far", "build = \"build.rs\"\n"));
  project.write("vendor/far/build.rs", "fn main() { println!(\"cargo:rustc-link-search=/far\"); }\n");
  project.write("vendor/far/src/lib.rs", "/// Is far.\npub struct Far;\n/// Is a trait.\npub trait Near {}\n");
  project.write("vendor/far/.cargo-checksum.json", "{\"files\":{}}");
  project.write(".cargo/config.toml",
                "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n");
}

CommandResult doc(const Project& project, Words arguments = {}) {
  Words words = {FERRULE_PROGRAM, "doc", "-C", std::string(Project::kBuild)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return project.run(words);
}

/// Has rustdoc called by a program that writes down how.
void log_rustdoc(Project& project) {
  project.write_program(
      "rustdoc", "for word in \"$@\"; do printf '%s\\037' \"$word\"; done >>'" + project.path("calls") +
                     "'\nenv | grep -E '^(CARGO|OUT_DIR|EXTRA)' | grep -v '^CARGO_\\(MAKEFLAGS\\|HOME\\)' | sort |"
                     " tr '\\n' '\\037' >>'" +
                     project.path("calls") + "'\necho >>'" + project.path("calls") + "'\nexec rustdoc \"$@\"");
  project.set("RUSTDOC", project.path("rustdoc"));
}

/// The calls, sorted, without the directories that Cargo and Ferrule have libraries in.
Words calls_of_rustdoc(const Project& project) {
  Words calls;
  std::istringstream lines(project.read("calls"));
  for (std::string line; std::getline(lines, line);) {
    std::string call;
    std::istringstream words(line);
    for (std::string word; std::getline(words, word, '\037');) {
      if (word.starts_with("dependency=")) word = "dependency=";
      std::size_t name = word.find('='), file = word.rfind('/');
      if (name != std::string::npos && file != std::string::npos &&
          (word.ends_with(".rmeta") || word.ends_with(".so")))
        word = word.substr(0, name + 1) + word.substr(file + 1);
      bool is_repeated = word == "dependency=" && call.ends_with("-L dependency= -L ");
      if (!is_repeated) call += word + " ";
      else call.resize(call.size() - std::string_view("-L ").size());
    }
    calls.push_back(call);
  }
  project.remove("calls");
  std::sort(calls.begin(), calls.end());
  return calls;
}

/// Both begin without any documentation. Gives what `diff` says.
std::string difference_to_cargos(Project& project, const Words& flags) {
  for (const char* directory : {"build", "build.cargo"})
    if (project.exists(directory)) project.remove(directory);
  EXPECT_TRUE(succeeded(doc(project, flags)));
  const Words calls = calls_of_rustdoc(project);
  project.move("build", "build.ferrule");
  Words words = {"doc", "--target-dir", "build"};
  words.insert(words.end(), flags.begin(), flags.end());
  EXPECT_TRUE(succeeded(project.cargo(words)));
  project.move("build", "build.cargo");
  project.move("build.ferrule", "build");
  EXPECT_EQ(calls, calls_of_rustdoc(project));
  return project.run({"diff", "-rq", "build.cargo/doc", "build/doc"}).output;
}

// All files agree, those too that all crates share. It takes crates that can only be documented one after the other,
// as these can. For otherwise some files go by the order, which under Cargo is another each time: search.index
// numbers items as they come, help.html and settings.html are those of the last crate. And of crates that `--no-deps`
// leaves, Cargo documents a dependency before or after its dependents, which then link to it, or to its
// html_root_url.
TEST(Doc, WritesWhatCargoWrites) {
  Project project;
  write_project(project);
  log_rustdoc(project);
  EXPECT_EQ(difference_to_cargos(project, {}), "");
  EXPECT_EQ(difference_to_cargos(project, {"-p", "app", "--no-deps", "--release"}), "");
  EXPECT_EQ(difference_to_cargos(project, {"--document-private-items", "--workspace", "--lib"}), "");
}

TEST(Doc, LinksToDependenciesThatAreDocumentedLater) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(doc(project, {"-p", "app", "--no-deps"})));
  ASSERT_TRUE(succeeded(doc(project, {"-p", "app"})));
  ASSERT_TRUE(succeeded(project.cargo({"doc", "-p", "app", "--no-deps"})));
  ASSERT_TRUE(succeeded(project.cargo({"doc", "-p", "app"})));
  EXPECT_EQ(project.run({"diff", "-rq", "-x", "search.index", "target/doc", "build/doc"}).output, "");
  EXPECT_TRUE(is_idle(project.ninja({"doc"})));
}

TEST(Doc, IsNoPartOfABuildAndCanBeLeftToNinja) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(says(project.ninja({"doc"}), "unknown target 'doc'"));
  ASSERT_TRUE(succeeded(project.generate({"--docs"})));
  Build built = project.ninja();
  EXPECT_FALSE(built.ran("app_lib.rust_doc"));
  EXPECT_FALSE(project.exists("build/doc"));
  Build documented = project.ninja({"doc"});
  for (const char* edge : {"base.rust_check", "far.rust_doc", "macros.rust_doc", "base.rust_doc", "app.rust_doc"})
    EXPECT_TRUE(documented.ran(edge)) << edge;
  EXPECT_FALSE(documented.ran("base.rust_metadata")) << "it takes what is checked";
  EXPECT_FALSE(documented.ran("base.build_script_run")) << "it shares what the build has run";
  EXPECT_TRUE(is_idle(project.ninja({"doc"})));
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.ninja({"check"})));
  EXPECT_TRUE(is_idle(project.ninja({"doc"})));
}

TEST(Doc, FollowsWhatIsEdited) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.generate({"--docs"})));
  ASSERT_TRUE(succeeded(project.ninja({"doc"})));
  project.replace("app/src/lib.rs", "pub struct Item", "pub struct Renamed");
  project.replace("app/src/lib.rs", "impl Clone for Item { fn clone(&self) -> Self { Item } }", "");
  EXPECT_TRUE(ran_exactly(project.ninja({"doc"}), {"app.rust_doc", "app_lib.rust_check", "app_lib.rust_doc"}));
  EXPECT_FALSE(project.exists("build/doc/app_lib/struct.Item.html"));
  EXPECT_TRUE(project.exists("build/doc/app_lib/struct.Renamed.html"));
  EXPECT_TRUE(is_idle(project.ninja({"doc"})));
  // A file that nothing includes counts as well: Cargo goes by all files of a package.
  project.write("app/notes.txt", "");
  EXPECT_TRUE(ran_exactly(project.ninja({"doc"}), {"app.rust_doc", "app_lib.rust_doc"}));
  EXPECT_TRUE(is_idle(project.ninja({"doc"})));
  // What a build script says.
  project.replace("base/build.rs", "EXTRA=e", "EXTRA=f");
  Build build = project.ninja({"doc"});
  EXPECT_TRUE(build.ran("base.build_script_run") && build.ran("base.rust_doc")) << build.output;
  EXPECT_NE(project.read("build/doc/base/constant.EXTRA.html").find("f"), std::string::npos);
  project.remove("build/doc");
  EXPECT_TRUE(project.ninja({"doc"}).ran("far.rust_doc"));
  EXPECT_TRUE(project.exists("build/doc/far/struct.Far.html"));
}

TEST(Doc, GoesByTheFlagsAndTheProgram) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(doc(project)));
  project.set("RUSTDOCFLAGS", "--html-before-content head.html");
  project.write("app/head.html", "<!-- mine -->");
  project.write("head.html", "<!-- mine -->");
  project.write("vendor/far/head.html", "<!-- mine -->");
  ASSERT_TRUE(succeeded(doc(project)));
  EXPECT_NE(project.read("build/doc/app_lib/index.html").find("<!-- mine -->"), std::string::npos);
  project.write("build/doc/stale/index.html", "");
  ASSERT_TRUE(succeeded(doc(project)));
  EXPECT_TRUE(project.exists("build/doc/stale/index.html")) << "as under Cargo, whatever made it";
  log_rustdoc(project);
  ASSERT_TRUE(succeeded(doc(project)));
  EXPECT_FALSE(project.exists("build/doc/stale/index.html")) << "which another rustdoc may have made";
  EXPECT_TRUE(project.exists("build/doc/far/index.html"));
}

TEST(Doc, FailsWhereRustdocDoes) {
  Project project;
  write_project(project);
  project.replace("app/src/lib.rs", "//! Uses", "#![deny(rustdoc::broken_intra_doc_links)]\n//! Uses [nothing],");
  for (int time = 0; time < 2; ++time) {
    CommandResult result = doc(project);
    EXPECT_NE(result.status, 0);
    EXPECT_TRUE(says_once(result, "error: unresolved link to `nothing`"));
    EXPECT_TRUE(says_once(result, "error: could not document `app`"));
    EXPECT_TRUE(never_says(result, "Generated"));
  }
  project.replace("app/src/lib.rs", "[nothing]", "everything");
  CommandResult result = doc(project);
  EXPECT_TRUE(succeeded(result));
  EXPECT_TRUE(says(result, "   Generated " + project.path("build/doc/app_lib/index.html") + " and"));
  project.replace("app/src/lib.rs", "mod inner", "mod missing;\nmod inner");
  EXPECT_TRUE(says(doc(project), "file not found for module `missing`"));
}

TEST(Doc, ShowsWarningsAgainAndAsJson) {
  Project project;
  write_project(project);
  project.replace("app/src/lib.rs", "//! Uses", "//! Uses [nothing],");
  for (int time = 0; time < 2; ++time) {
    CommandResult result = doc(project);
    EXPECT_TRUE(succeeded(result));
    EXPECT_TRUE(says_once(result, "warning: unresolved link to `nothing`"));
    EXPECT_TRUE(says_once(result, "warning: `app` (lib doc) generated 1 warning"));
  }
  CommandResult json = doc(project, {"--message-format", "json", "-q"});
  EXPECT_TRUE(says_once(json, "\"reason\":\"compiler-message\",\"package_id\":\"path+file://" + project.path("app")));
  EXPECT_TRUE(says_once(json, "{\"reason\":\"build-finished\",\"success\":true}"));
}

TEST(Doc, NamesAndOpensWhatWasAskedFor) {
  Project project;
  write_project(project);
  const std::string page = project.path("build/doc/base/index.html");
  EXPECT_TRUE(says(doc(project, {"-p", "base"}), "   Generated " + page + "\n"));
  EXPECT_TRUE(project.exists("build/doc/far")) << "dependencies as well";
  EXPECT_TRUE(says(doc(project, {"-v"}), "   Generated " + page + "\n"));
  project.write_program("browser", "echo opened \"$@\"");
  project.set("BROWSER", project.path("browser"));
  CommandResult opened = doc(project, {"--open"});
  EXPECT_TRUE(says(opened, "     Opening " + page + "\n"));
  EXPECT_TRUE(says(opened, "opened " + page + "\n"));
  project.append(".cargo/config.toml", "[doc]\nbrowser = [\"./browser\", \"--new\"]\n");
  EXPECT_TRUE(says(doc(project, {"--open"}), "opened --new " + page + "\n"));
}

TEST(Doc, KeepsPagesOfACrateThatIsGone) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(doc(project)));
  project.replace("base/Cargo.toml", "far = \"0.1\"", "");
  project.replace("base/src/lib.rs", "/// See [`Far`](far::Far).", "");
  ASSERT_TRUE(succeeded(doc(project)));
  EXPECT_TRUE(project.exists("build/doc/far/index.html")) << "as Cargo does";
  EXPECT_TRUE(is_idle(project.ninja({"doc"})));
}

TEST(Doc, BesideABuildInTheDirectoryOfTheWorkspace) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.ferrule({"build"})));
  ASSERT_TRUE(succeeded(project.ferrule({"doc", "--no-deps"})));
  EXPECT_TRUE(project.exists("target/ferrule/doc/app_lib/index.html"));
  EXPECT_FALSE(project.exists("target/ferrule/doc/far"));
  ASSERT_TRUE(succeeded(project.ferrule({"build"})));
  EXPECT_TRUE(says(project.run({"ninja", "-C", "target/ferrule", "doc", "all"}), "no work to do"));
}

TEST(Doc, SaysWhyCargoCannotPlanIt) {
  Project project;
  project.workspace({"one", "two"});
  for (const char* name : {"one", "two"}) project.library(name, "", "[lib]\nname = \"same\"\n");
  for (int time = 0; time < 2; ++time) {
    CommandResult result = doc(project);
    EXPECT_NE(result.status, 0);
    EXPECT_TRUE(says_once(result, "`cargo doc` could not be planned:\ndocument output filename collision"));
  }
  EXPECT_TRUE(says(project.generate({"--docs"}), "so `doc` builds nothing"));
  EXPECT_TRUE(succeeded(project.ninja({"doc", "all"})));
  project.replace("two/Cargo.toml", "same", "other");
  EXPECT_TRUE(succeeded(doc(project)));
}

}  // namespace
}  // namespace ferrule::test
