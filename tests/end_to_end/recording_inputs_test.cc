// All that Cargo looks at when it plans is looked at again before each build, whatever its time says.
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Gives a file a time long before everything that was built: `mv`, `cp -p` and archives do so.
void make_old(const Project& project, std::string_view file) {
  std::filesystem::last_write_time(project.path(file),
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 365));
}

void write_old(const Project& project, std::string_view file, std::string_view text) {
  project.write(file, text);
  make_old(project, file);
}

/// What ninja builds after a change: build.ninja is made again first, and just once.
Build regenerated(const Project& project) {
  Build build = project.ninja();
  EXPECT_TRUE(succeeded(build));
  EXPECT_TRUE(build.regenerated()) << build.output;
  EXPECT_TRUE(is_idle(project.ninja()));
  return build;
}

std::string output_of(const Project& project, std::string_view program) { return project.run_built(program).output; }

/// Whether there is an edge for a file.
bool makes(const Project& project, const std::string& file) {
  return project.read("build/build.ninja").find("\nbuild " + file + ": ") != std::string::npos;
}

/// A program that says what it was compiled with, alone in its package.
void write_app(const Project& project) {
  project.write("Cargo.toml", manifest("app", "[lints.rust]\nunexpected_cfgs = \"allow\"\n"));
  project.write("src/main.rs",
                "fn main() { println!(\"{} {}\", env!(\"CARGO_PKG_VERSION\"), if cfg!(other) { 2 } else { 1 }); }");
}

TEST(RecordingInputs, FilesGoByWhatTheyHold) {
  Project project;
  write_app(project);
  project.build();
  const std::string before = project.read("Cargo.toml");
  std::string after = before;
  after.replace(after.find("0.1.0"), 5, "0.2.0");
  write_old(project, "Cargo.toml", after);
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.2.0 1\n");
  write_old(project, "Cargo.toml", before);
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.1.0 1\n");
  write_old(project, ".cargo/config.toml", "build.rustflags = ['--cfg', 'other']\n");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.1.0 2\n");
  write_old(project, ".cargo/config.toml", "build.rustflags = ['--cfg', 'third']\n");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.1.0 1\n");
  project.append("Cargo.lock", "# a comment\n");
  make_old(project, "Cargo.lock");
  regenerated(project);
  write_old(project, "ferrule.toml", "split-links = true\n");
  EXPECT_TRUE(regenerated(project).ran("app.rust_unlinked"));
  for (const char* file : {"Cargo.toml", "Cargo.lock", ".cargo/config.toml", "ferrule.toml"}) project.touch(file);
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(RecordingInputs, BranchesThatAreSwitchedBackAndForth) {
  Project project;
  write_app(project);
  project.write(".gitignore", "build\n");
  auto git = [&](Words words) {
    words.insert(words.begin(), {"git", "-c", "user.name=a", "-c", "user.email=a@example.com"});
    ASSERT_TRUE(succeeded(project.run(words)));
  };
  project.build();
  git({"init", "-q", "-b", "one"});
  git({"add", "."});
  git({"commit", "-qm", "one"});
  git({"switch", "-qc", "two"});
  project.replace("Cargo.toml", "0.1.0", "0.2.0");
  project.write("src/bin/more.rs", "fn main() {}");
  project.write(".cargo/config.toml", "build.rustflags = ['--cfg', 'other']\n");
  git({"add", "."});
  git({"commit", "-qam", "two"});
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.2.0 2\n");
  git({"switch", "-q", "one"});
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.1.0 1\n");
  EXPECT_FALSE(makes(project, "bin/more"));
  git({"switch", "-q", "two"});
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.2.0 2\n");
  EXPECT_TRUE(succeeded(project.run_built("more")));
}

/// In a workspace of their own: what they inherit, and from where.
TEST(RecordingInputs, TheWorkspaceOfAPathDependencyOutside) {
  Project project;
  for (const char* name : {"x1", "x2"}) project.library("other/" + std::string(name), "", "");
  project.write("other/x1/Cargo.toml", manifest("x1"));
  project.write("other/x1/src/lib.rs", "pub const X: i32 = 1;");
  project.write("other/x2/Cargo.toml", manifest("x2"));
  project.write("other/x2/src/lib.rs", "pub const X: i32 = 2;");
  const std::string root =
      "[workspace]\nmembers = ['dep']\n[workspace.package]\nversion = '1.0.0'\n"
      "[workspace.dependencies]\nx = { path = 'x1', package = 'x1' }\n";
  project.write("other/Cargo.toml", root);
  project.write("other/dep/Cargo.toml",
                "[package]\nname = 'dep'\nversion.workspace = true\nedition = '2021'\n"
                "[dependencies]\nx.workspace = true\n");
  project.write("other/dep/src/lib.rs", "pub const SAYS: (&str, i32) = (env!(\"CARGO_PKG_VERSION\"), x::X);");
  project.write("app/Cargo.toml", manifest("app", "[dependencies]\ndep = { path = '../other/dep' }\n"));
  project.write("app/src/main.rs", "fn main() { println!(\"{:?}\", dep::SAYS); }");
  project.build({"--manifest-path", "app/Cargo.toml"});
  EXPECT_EQ(output_of(project, "app"), "(\"1.0.0\", 1)\n");
  project.replace("other/Cargo.toml", "{ path = 'x1', package = 'x1' }", "{ path = 'x2', package = 'x2' }");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "(\"1.0.0\", 2)\n");
  project.replace("other/Cargo.toml", "1.0.0", "2.0.0");
  make_old(project, "other/Cargo.toml");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "(\"2.0.0\", 2)\n");
  project.write("elsewhere/.keep", "");
  project.move("other/Cargo.toml", "elsewhere/Cargo.toml");
  project.replace("elsewhere/Cargo.toml", "members = ['dep']", "members = ['../other/dep']");
  project.replace("elsewhere/Cargo.toml", "path = 'x2'", "path = '../other/x2'");
  project.replace("other/dep/Cargo.toml", "[package]\n", "[package]\nworkspace = '../../elsewhere'\n");
  regenerated(project);
  project.replace("elsewhere/Cargo.toml", "2.0.0", "3.0.0");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "(\"3.0.0\", 2)\n");
}

TEST(RecordingInputs, TargetsThatVanishOrTurnUp) {
  Project project;
  write_app(project);
  project.write("src/main.rs", "fn main() { println!(\"{}\", option_env!(\"SAID\").unwrap_or(\"nothing\")); }");
  project.write("src/lib.rs", "");
  project.write("build.rs", "fn main() { println!(\"cargo::rustc-env=SAID=it\"); }");
  project.build();
  EXPECT_EQ(output_of(project, "app"), "it\n");
  project.remove("build.rs");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "nothing\n");
  project.write("build.rs/main.rs", "fn main() {}");  // a directory is no build script
  EXPECT_TRUE(succeeded(project.ninja()));
  project.remove("build.rs");
  project.remove("src/lib.rs");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.read("build/build.ninja").find(": rust_codegen"), std::string::npos);
  project.write("src/bin/deep/main.rs", "fn main() {}");
  project.write("src/bin/flat.rs", "fn main() {}");
  Build build = regenerated(project);
  EXPECT_TRUE(build.ran("deep.rust_bin") && build.ran("flat.rust_bin")) << build.output;
  project.remove("src/main.rs");
  regenerated(project);
  EXPECT_FALSE(makes(project, "bin/app"));
  // A file gives way to a directory, which has no main.rs at first.
  project.remove("src/bin/flat.rs");
  project.write("src/bin/flat.rs/notes.txt", "");
  regenerated(project);
  EXPECT_FALSE(makes(project, "bin/flat"));
  project.write("examples/show.rs", "fn main() {}");
  project.write("tests/whole.rs", "#[test] fn whole() {}");
  EXPECT_TRUE(project.ninja({"tests"}).ran("whole.rust_test"));
  project.remove("tests/whole.rs");
  EXPECT_TRUE(succeeded(project.ninja({"tests"})));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

TEST(RecordingInputs, TargetsWhoseNamesOrPathsTheManifestGives) {
  Project project;
  project.write("Cargo.toml", "[package]\nname = 'app'\nversion = '0.1.0'\nedition = '2015'\n");
  project.write("src/main.rs", "fn main() {}");
  project.append("Cargo.toml", "[[bin]]\nname = 'named'\n[[bin]]\nname = 'app'\npath = 'app.rs'\n");
  project.move("src/main.rs", "app.rs");
  project.write("src/main.rs", "fn main() { println!(\"main\"); }");
  project.build();
  EXPECT_EQ(output_of(project, "named"), "main\n");
  project.write("src/named.rs", "fn main() { println!(\"named\"); }");  // comes first
  regenerated(project);
  EXPECT_EQ(output_of(project, "named"), "named\n");
  project.remove("src/named.rs");
  regenerated(project);
  EXPECT_EQ(output_of(project, "named"), "main\n");
  project.remove("app.rs");
  EXPECT_TRUE(says(project.ninja(), "can't find bin `app`"));
}

TEST(RecordingInputs, TheReadmeWhoseNameACrateMaySee) {
  Project project;
  write_app(project);
  project.write("src/main.rs", "fn main() { println!(\"<{}>\", env!(\"CARGO_PKG_README\")); }");
  project.build();
  const bool is_known = output_of(project, "app") == "<>\n";
  if (!is_known) GTEST_SKIP() << "this Cargo tells crates nothing of it";
  project.write("README.txt", "");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "<README.txt>\n");
  project.write("README.md", "");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "<README.md>\n");
}

TEST(RecordingInputs, ConfigurationFilesOfAnyNameInAnyPlace) {
  Project project;
  write_app(project);
  project.write("cargo-home/.keep", "");
  project.set("CARGO_HOME", project.path("cargo-home"));
  project.build();
  const std::string other = "build.rustflags = ['--cfg', 'other']\n";
  for (const char* file : {".cargo/config", "../.cargo/config", "../.cargo/config.toml", "cargo-home/config",
                           "cargo-home/config.toml"}) {
    project.write(file, other);
    regenerated(project);
    EXPECT_EQ(output_of(project, "app"), "0.1.0 2\n") << file;
    project.remove(file);
    regenerated(project);
    EXPECT_EQ(output_of(project, "app"), "0.1.0 1\n") << file;
  }
  project.write(".cargo/config.toml", "build.rustflags = []\n");
  regenerated(project);
  project.write(".cargo/config", other);  // beside the other, it wins
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "0.1.0 2\n");
}

TEST(RecordingInputs, AWorkspaceRootAbove) {
  Project project;
  write_app(project);
  project.build();
  project.write("../Cargo.toml", "[workspace]\nmembers = ['*']\n");
  project.write("../more/src/lib.rs", "");
  project.write("../more/Cargo.toml", manifest("more"));
  project.append("../Cargo.toml", "[profile.dev]\ndebug-assertions = false\n");
  EXPECT_TRUE(regenerated(project).ran("app.rust_bin"));
  project.remove("../Cargo.toml");
  EXPECT_TRUE(regenerated(project).ran("app.rust_bin"));
}

TEST(RecordingInputs, MembersBehindPatterns) {
  Project project;
  project.write("Cargo.toml",
                "[workspace]\nresolver = '2'\nmembers = ['g/*/inner', 'deep/**/leaf', 'l[ab]-?']\n"
                "exclude = ['g/out']\n");
  auto add = [&](const std::string& place, const std::string& name) {
    project.write(place + "/src/main.rs", "fn main() {}");
    project.write(place + "/Cargo.toml", manifest(name));
  };
  add("g/x/inner", "x");
  project.write("g/y/.keep", "");
  add("deep/leaf", "leaf");
  add("la-0", "la0");
  project.build();
  add("g/y/inner", "y");
  EXPECT_TRUE(regenerated(project).ran("y.rust_bin"));
  add("deep/one/leaf", "one");
  EXPECT_TRUE(regenerated(project).ran("one.rust_bin"));
  add("deep/one/two/three/leaf", "three");
  EXPECT_TRUE(regenerated(project).ran("three.rust_bin"));
  add("la-1", "la");
  add("lc-1", "lc");  // doesn't match
  Build build = regenerated(project);
  EXPECT_TRUE(build.ran("la.rust_bin") && !build.ran("lc.rust_bin")) << build.output;
  std::filesystem::create_directory_symlink(project.path("lc-1"), project.path("lb-2"));
  EXPECT_TRUE(regenerated(project).ran("lc.rust_bin"));
  project.remove("deep/one/two");
  regenerated(project);
  EXPECT_FALSE(makes(project, "bin/three"));
  project.replace("Cargo.toml", "exclude", "default-members = ['g/*/inner', 'l[ab]-?']\nexclude");
  regenerated(project);
  add("g/z/inner", "z");
  EXPECT_TRUE(regenerated(project).ran("z.rust_bin"));
  project.write("g/empty/inner/.keep", "");  // Cargo wants a manifest there
  EXPECT_TRUE(says(project.ninja(), "g/empty/inner/Cargo.toml"));
}

TEST(RecordingInputs, PackagesInOthersPlaces) {
  Project project;
  auto add = [&](const std::string& place, const std::string& version, const std::string& value) {
    project.write(place + "/Cargo.toml", "[package]\nname = 'dep'\nversion = '" + version + "'\nedition = '2021'\n");
    project.write(place + "/src/lib.rs", "pub const V: &str = \"" + value + "\";");
  };
  add("app/dep", "1.0.0", "first");
  add("patched", "1.0.0", "patched");
  project.write("app/Cargo.toml", manifest("app", "[dependencies]\ndep = { path = 'dep' }\n"));
  project.write("app/src/main.rs", "fn main() { println!(\"{}\", dep::V); }");
  project.build({"--manifest-path", "app/Cargo.toml"});
  project.write(".cargo/config.toml", "paths = ['patched']\n");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "patched\n");
  project.append("patched/Cargo.toml", "[features]\ndefault = ['f']\nf = []\n");
  Build build = regenerated(project);
  EXPECT_TRUE(build.ran("dep.rust_codegen")) << build.output;
  project.remove(".cargo/config.toml");
  regenerated(project);
  EXPECT_EQ(output_of(project, "app"), "first\n");
}

TEST(RecordingInputs, FlagsForDocumentationTests) {
  Project project;
  project.write("Cargo.toml", manifest("lib", "[lints.rust]\nunexpected_cfgs = \"allow\"\n"));
  project.write("src/lib.rs", "/// ```\n/// assert!(!cfg!(other));\n/// ```\npub fn f() {}\n");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  project.set("RUSTDOCFLAGS", "--cfg other");
  EXPECT_TRUE(failed_with(1, project.ninja({"test"})));
  project.unset("RUSTDOCFLAGS");
  project.set("CARGO_ENCODED_RUSTDOCFLAGS", "--cfg\x1fthird");
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

/// Whether it decides anything is up to Cargo.
TEST(RecordingInputs, AVariableThatChangesNothingRebuildsNothing) {
  Project project;
  write_app(project);
  project.build();
  const bool knows_ci = project.cargo({"--version"}).output >= "cargo 1.99";
  for (const char* variable : {"CI", "TF_BUILD", "CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS"}) {
    project.set(variable, variable[0] == 'C' && variable[1] == 'A' ? "allow" : "true");
    Build build = project.ninja();
    EXPECT_TRUE(build.regenerated()) << variable << build.output;
    EXPECT_TRUE(knows_ci || build.edges.empty()) << build.output;
    EXPECT_TRUE(is_idle(project.ninja()));
  }
  project.unset("CI");
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// What isn't known to count may count all the same.
TEST(RecordingInputs, CargoIsAskedAgainByHand) {
  Project project;
  write_app(project);
  const std::string found = project.run({"sh", "-c", "command -v cargo"}).output;
  project.write_program("tools/cargo", "echo asked >> " + project.path("asked") + "\nexec " +
                                           found.substr(0, found.find('\n')) + " \"$@\"\n");
  project.set("PATH", project.path("tools") + ":" + project.environment().at("PATH"));
  project.build();
  auto times_asked = [&] {
    const std::string text = project.read("asked");
    return std::count(text.begin(), text.end(), '\n');
  };
  const auto at_first = times_asked();
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_GT(times_asked(), at_first + 1);  // not for the workspace's place alone
  EXPECT_TRUE(is_idle(project.ninja()));
}

}  // namespace
}  // namespace ferrule::test
