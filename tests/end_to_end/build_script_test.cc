// Build scripts: every directive that one can print, and all that one sees,
// as with Cargo.
#include <regex>

#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// A build script that prints these directives.
std::string printing(const Words& directives) {
  std::string script = "fn main() {\n";
  for (const std::string& directive : directives) script += "    println!(r#\"cargo::" + directive + "\"#);\n";
  return script + "}\n";
}

/// A source that can only be linked where the linker is told of `symbol`.
std::string linked_with(std::string_view symbol, std::string_view function) {
  return "extern \"C\" { static " + std::string(symbol) + ": u8; }\n" + std::string(function) +
         " { assert!(unsafe { &raw const " + std::string(symbol) + " } as usize != 0); }\n";
}

/// The linker's argument that defines `symbol`.
std::string defining(std::string_view symbol) { return "-Wl,--defsym=" + std::string(symbol) + "=1"; }

/// A build script that compiles `source` (C) into libnative.a in OUT_DIR.
constexpr std::string_view kCompileC = R"(
    use std::process::Command;
    fn main() {
        let out = std::env::var("OUT_DIR").unwrap();
        let object = format!("{out}/native.o");
        let run = |command: &mut Command| assert!(command.status().unwrap().success());
        run(Command::new("cc").args(["-c", "native.c", "-o", &object]));
        run(Command::new("ar").args(["crsD", &format!("{out}/libnative.a"), &object]));
        println!("cargo::rerun-if-changed=native.c");
        println!("cargo::rustc-link-search=native={out}");
        println!("cargo::rustc-link-lib=static=native");
    }
)";
constexpr std::string_view kCallC = R"(
    extern "C" { fn native() -> i32; }
    pub fn call() -> i32 { unsafe { native() } }
)";

TEST(BuildScript, CfgAndEnvReachAllTargetsOfThePackageAndNoOther) {
  Project project;
  project.workspace({"app", "dependent"});
  project.library("app", R"(
      #[cfg(not(flavour = "sweet"))] compile_error!("the library needs the cfg");
      pub const COLOUR: &str = env!("COLOUR");
  )");
  project.write("app/src/main.rs", R"(
      #[cfg(not(flavour = "sweet"))] compile_error!("the executable needs the cfg");
      fn main() { println!("{} {}", env!("COLOUR"), app::COLOUR); }
  )");
  project.write("app/build.rs", printing({R"(rustc-check-cfg=cfg(flavour, values("sweet", "sour")))",
                                          R"(rustc-cfg=flavour="sweet")", "rustc-env=COLOUR=deep blue"}));
  project.library("dependent", R"(
      #[cfg(flavour = "sweet")] compile_error!("the cfg is not for dependents");
      pub const COLOUR: Option<&str> = option_env!("COLOUR");
  )",
                  "[lints.rust]\nunexpected_cfgs = \"allow\"\n" + depends_on({"app"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "deep blue deep blue\n");
}

TEST(BuildScript, CheckCfgKeepsItsOwnCfgsFromBeingUnexpected) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs",
                "#![deny(warnings)]\n#[cfg(any(known, flavour = \"sour\"))] fn f() {}\nfn main() {}\n");
  project.write("build.rs",
                printing({"rustc-check-cfg=cfg(known)", R"(rustc-check-cfg=cfg(flavour, values("sour")))"}));
  EXPECT_TRUE(succeeded(project.build()));
  project.write("build.rs", printing({"rustc-check-cfg=cfg(known)"}));
  EXPECT_TRUE(says(project.ninja(), "unexpected `cfg` condition name: `flavour`"));
}

TEST(BuildScript, OldSyntaxIsUnderstood) {
  Project project;
  project.write("Cargo.toml", manifest("app", "rust-version = \"1.70\"\n"));
  project.write("src/main.rs", "fn main() { println!(\"{} {}\", env!(\"COLOUR\"), cfg!(tasty)); }");
  project.write("build.rs", R"(
      fn main() { println!("cargo:rustc-env=COLOUR=blue"); println!("cargo:rustc-cfg=tasty"); }
  )");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "blue true\n");
}

TEST(BuildScript, CodeInOutDirIsIncluded) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", R"(
      include!(concat!(env!("OUT_DIR"), "/answer.rs"));
      fn main() { println!("{ANSWER}"); }
  )");
  project.write("build.rs", R"(
      fn main() {
          let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
          std::fs::write(out.join("answer.rs"), "pub const ANSWER: u32 = 42;").unwrap();
      }
  )");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "42\n");
}

TEST(BuildScript, NativeLibraryOfALibraryIsLinkedIntoItsDependents) {
  Project project;
  project.workspace({"app"});
  project.library("native-sys", kCallC, "links = \"native\"\n");
  project.write("native-sys/native.c", "int native(void) { return 42; }\n");
  project.write("native-sys/build.rs", kCompileC);
  project.library("middle", "pub use native_sys::call;", depends_on({"native-sys"}));
  project.program("app", "fn main() { println!(\"{}\", middle::call()); }", depends_on({"middle"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "42\n");
}

TEST(BuildScript, NativeLibraryOfAPackageWithoutLibraryIsLinkedIntoItsTargets) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("native.c", "int native(void) { return 42; }\n");
  project.write("build.rs", kCompileC);
  project.write("src/main.rs", std::string(kCallC) + "fn main() { println!(\"{}\", call()); }");
  project.write("src/bin/other.rs", std::string(kCallC) + "fn main() { println!(\"{}\", call() + 1); }");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "42\n");
  EXPECT_EQ(project.run_built("other").output, "43\n");
}

TEST(BuildScript, NativeLibraryOfAProcMacroIsNotSearchedByItsUsers) {
  Project project;
  project.workspace({"app"});
  project.library("macros", std::string(kCallC) + R"(
      #[proc_macro]
      pub fn answer(_: proc_macro::TokenStream) -> proc_macro::TokenStream { call().to_string().parse().unwrap() }
  )",
                  "[lib]\nproc-macro = true\n");
  project.replace("macros/src/lib.rs", "pub fn call", "fn call");
  project.write("macros/native.c", "int native(void) { return 42; }\n");
  project.write("macros/build.rs", kCompileC);
  project.program("app", "fn main() { println!(\"{}\", macros::answer!()); }", depends_on({"macros"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "42\n");
}

TEST(BuildScript, FlagsNameLibrariesAndDirectories) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("native.c", "int native(void) { return 42; }\n");
  project.write("src/main.rs", std::string(kCallC) + "fn main() { println!(\"{}\", call()); }");
  project.write("build.rs", kCompileC);
  project.replace("build.rs", R"(println!("cargo::rustc-link-search=native={out}");)",
                  R"(println!("cargo::rustc-flags=-L {out} -lstatic=native");)");
  project.replace("build.rs", R"(println!("cargo::rustc-link-lib=static=native");)", "");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "42\n");
}

TEST(BuildScript, LinkArgumentsReachTheKindsOfTargetThatTheyNameAndNoOther) {
  Project project;
  project.write("Cargo.toml", manifest("app",
                                       "[lib]\ncrate-type = [\"cdylib\", \"rlib\"]\n"
                                       "[[bench]]\nname = \"speed\"\nharness = false\n"));
  project.write(
      "build.rs",
      printing({"rustc-link-arg=" + defining("for_all"), "rustc-link-arg-bins=" + defining("for_bins"),
                "rustc-link-arg-bin=one=" + defining("for_one"), "rustc-link-arg-tests=" + defining("for_tests"),
                "rustc-link-arg-benches=" + defining("for_benches"),
                "rustc-link-arg-examples=" + defining("for_examples"),
                "rustc-link-arg-cdylib=-Wl,-soname,libapp.so.7"}));
  project.write("src/lib.rs", "#[no_mangle] pub extern \"C\" fn seven() -> i32 { 7 }");
  project.write("src/main.rs", linked_with("for_bins", "fn main()"));
  project.write("src/bin/one.rs", linked_with("for_one", "fn main()"));
  project.write("examples/show.rs", linked_with("for_examples", "fn main()"));
  project.write("benches/speed.rs", linked_with("for_benches", "fn main()"));
  project.write("tests/all.rs", linked_with("for_all", "#[test] fn all()"));
  project.write("tests/some.rs", linked_with("for_tests", "#[test] fn some()"));
  expect_same_as_cargo(project, {"--all-targets"});
  EXPECT_TRUE(says(project.run({"readelf", "-d", "build/lib/libapp.so"}), "libapp.so.7"));
  EXPECT_FALSE(project.run({"nm", "build/bin/one"}).says("for_examples"));
}

TEST(BuildScript, CdylibArgumentsOfADependencyReachTheCdylib) {
  Project project;
  project.workspace({"plugin", "helper"});
  project.library("helper", "pub fn seven() -> i32 { 7 }");
  project.write("helper/build.rs", printing({"rustc-link-arg-cdylib=" + defining("from_helper")}));
  project.library("plugin", "#[no_mangle] pub extern \"C\" fn seven() -> i32 { helper::seven() }",
                  "[lib]\ncrate-type = [\"cdylib\"]\n" + depends_on({"helper"}));
  expect_same_as_cargo(project);
}

TEST(BuildScript, MetadataReachesTheScriptsOfDependents) {
  Project project;
  project.workspace({"app"});
  project.library("native-sys", "", "links = \"my-native\"\n");
  project.write("native-sys/build.rs", R"(
      fn main() {
          println!("cargo::metadata=INCLUDE=/somewhere else/include");
          println!("cargo::metadata=with-hyphen=yes");
          println!("cargo:old_style=also = this");
      }
  )");
  project.program("app", R"(fn main() { println!("{}", env!("SEEN")); })", depends_on({"native-sys"}));
  project.write("app/build.rs", R"(
      fn main() {
          let value = |key: &str| std::env::var(format!("DEP_MY_NATIVE_{key}")).unwrap();
          println!("cargo::rustc-env=SEEN={}|{}|{}", value("INCLUDE"), value("WITH_HYPHEN"), value("OLD_STYLE"));
      }
  )");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "/somewhere else/include|yes|also = this\n");
}

TEST(BuildScript, WarningsAreShownWithThePackage) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", printing({"warning=the library is old"}));
  Build build = project.build();
  EXPECT_TRUE(says_once(build, "warning: app@0.1.0: the library is old"));
  EXPECT_EQ(project.ninja().count("the library is old"), 0);
}

TEST(BuildScript, AnErrorFailsTheBuildThoughTheScriptSucceeds) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", printing({"error=the library is missing"}));
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says_once(build, "error: app@0.1.0: the library is missing"));
  EXPECT_FALSE(build.ran("app.rust_bin"));
}

TEST(BuildScript, AFailureIsReportedInCargosWords) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", R"(fn main() { println!("looking"); panic!("no compiler here"); })");
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says_once(build, "error: failed to run custom build command for `app v0.1.0 ("));
  EXPECT_TRUE(says_once(build, "no compiler here"));
  EXPECT_TRUE(says(build, "--- stdout\n  looking"));
}

TEST(BuildScript, AnUnknownDirectiveIsRefusedInCargosWords) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", printing({"rustc-linklib=z"}));
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "Unknown key: `rustc-linklib`"));
}

TEST(BuildScript, NewSyntaxNeedsARecentRustVersion) {
  Project project;
  project.write("Cargo.toml", manifest("app", "rust-version = \"1.70\"\n"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", printing({"rustc-cfg=x"}));
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(
      says(project.ninja(), "the `cargo::` syntax for build script output instructions was added in Rust 1.77.0"));
}

TEST(BuildScript, UsesLibrariesOfItsOwn) {
  Project project;
  project.workspace({"app"});
  project.library("spelling", "pub fn shout(text: &str) -> String { text.to_uppercase() }");
  project.library("writing", "pub use spelling::shout;", depends_on({"spelling"}));
  project.program("app", R"(fn main() { println!("{}", env!("SHOUTED")); })",
                  depends_on({"writing"}, "build-dependencies"));
  project.write("app/build.rs", R"(fn main() { println!("cargo::rustc-env=SHOUTED={}", writing::shout("hello")); })");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "HELLO\n");
}

/// Cargo is recorded for the tests with a stand-in for rustdoc.
TEST(BuildScript, ThatOnlyTestsNeedSeesTheRealRustdoc) {
  Project project;
  project.workspace({"app"}, "exclude = [\"mocking\"]\n");
  project.library("mocking", "");
  project.write("mocking/build.rs", R"(
      fn main() {
          let rustdoc = std::process::Command::new(std::env::var("RUSTDOC").unwrap()).arg("-V").output().unwrap();
          assert!(rustdoc.stdout.starts_with(b"rustdoc "));
      }
  )");
  project.library("app", "", depends_on({"mocking"}, "dev-dependencies"));
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"tests"})));
  for (const std::string& action : project.list("build/actions"))
    EXPECT_EQ(project.read("build/actions/" + action).find("ferrule/recording"), std::string::npos) << action;
}

TEST(BuildScript, StandsWhereTheManifestSays) {
  Project project;
  project.write("Cargo.toml", manifest("app", "build = \"tools/prepare.rs\"\n"));
  project.write("tools/prepare.rs", printing({"rustc-env=PREPARED=yes"}));
  project.write("src/main.rs", R"(fn main() { println!("{}", env!("PREPARED")); })");
  expect_same_as_cargo(project);
}

/// `[target.<triple>.<links>]` in Cargo's configuration takes a script's place.
TEST(BuildScript, IsOverriddenByCargosConfiguration) {
  Project project;
  project.workspace({"app"});
  project.library("native-sys", "pub fn cfg() -> bool { cfg!(overridden) }",
                  "links = \"native\"\n[lints.rust]\nunexpected_cfgs = \"allow\"\n");
  project.write("native-sys/build.rs", "fn main() { panic!(\"it must not run\") }");
  project.program("app", "fn main() { println!(\"{}\", native_sys::cfg()); }", depends_on({"native-sys"}));
  project.write(".cargo/config.toml", "[target.x86_64-unknown-linux-gnu.native]\nrustc-cfg = [\"overridden\"]\n");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "true\n");
}

/// Writes every variable that Cargo is known to set to a file in OUT_DIR.
constexpr std::string_view kWriteEnvironment = R"(
    fn main() {
        let ours = ["TARGET", "HOST", "OPT_LEVEL", "DEBUG", "PROFILE", "OUT_DIR", "RUSTC", "RUSTDOC", "LD_LIBRARY_PATH"];
        let prefixes = ["CARGO", "DEP_", "RUSTC_", "RUSTUP_"];
        let never = ["CARGO_MAKEFLAGS", "CARGO_INCREMENTAL", "RUSTUP_HOME", "CARGO_HOME"];
        let mut lines: Vec<String> = std::env::vars()
            .filter(|(name, _)| ours.contains(&name.as_str()) || prefixes.iter().any(|prefix| name.starts_with(prefix)))
            .filter(|(name, _)| !never.contains(&name.as_str()))
            .map(|(name, value)| format!("{name}={value:?}\n"))
            .collect();
        lines.sort();
        lines.push(format!("directory {:?}\n", std::env::current_dir().unwrap()));
        lines.push(format!("arguments {:?}\n", std::env::args().collect::<Vec<_>>()));
        std::fs::write(format!("{}/seen", std::env::var("OUT_DIR").unwrap()), lines.concat()).unwrap();
    }
)";

/// What the script of `package` wrote. Of the directories in which programs
/// find dynamic libraries, Ferrule's own are others than Cargo's.
std::string seen_by_script(const Project& project, const std::string& target, const std::string& package) {
  const std::regex own_directories("(LD_LIBRARY_PATH=\")(" + project.path("build/") + "[^:]*:)*");
  for (const std::string& name : project.list(target))
    if (const std::string seen = target + "/" + name + "/out/seen";
        name.starts_with(package + "-") && project.exists(seen))
      return std::regex_replace(project.read(seen), own_directories, "$1");
  return {};
}

TEST(BuildScript, SeesTheEnvironmentThatCargoGivesIt) {
  Project project;
  project.workspace({"app"});
  project.library("native-sys", "", "links = \"native\"\n");
  project.write("native-sys/build.rs", printing({"metadata=root=/usr"}));
  project.program("app", "fn main() {}", R"(
      description = "Says \"hello\"\n  twice"
      authors = ["A <a@b>", "C"]
      license = "MIT"
      [features]
      default = ["with-tea"]
      with-tea = []
      [dependencies]
      native-sys = { path = "../native-sys" }
  )");
  project.write("app/build.rs", kWriteEnvironment);
  project.write(".cargo/config.toml", "[env]\nCARGO_TEST_SETTING = \"from the configuration\"\n");
  struct Case {
    Words flags;
    std::string directory;
  };
  for (const Case& example : {Case{{}, "debug"}, Case{{"--release"}, "release"},
                              Case{{"--target", "x86_64-unknown-linux-gnu"}, "x86_64-unknown-linux-gnu/debug"}}) {
    expect_same_as_cargo(project, example.flags);
    const std::string cargos = seen_by_script(project, "build.cargo/" + example.directory + "/build", "app");
    EXPECT_TRUE(cargos.starts_with("CARGO=")) << cargos;
    EXPECT_EQ(seen_by_script(project, "build/" + example.directory + "/build", "app"), cargos);
  }
}

TEST(BuildScript, SeesTheRustdocThatCargoNames) {
  Project project;
  project.workspace({"app"});
  project.program("app", "fn main() {}", "build = \"build.rs\"\n");
  project.write("app/build.rs", kWriteEnvironment);
  project.write_program("tools/rustdoc", "exec rustdoc \"$@\"");
  auto expect_rustdoc = [&](const std::string& name) {
    expect_same_as_cargo(project, {});
    const std::string seen = seen_by_script(project, "build/debug/build", "app");
    EXPECT_NE(seen.find("RUSTDOC=\"" + name + "\"\n"), std::string::npos) << seen;
    EXPECT_EQ(seen, seen_by_script(project, "build.cargo/debug/build", "app"));
    project.remove("build");
    project.remove("build.cargo");
  };
  project.write(".cargo/config.toml", "[build]\nrustdoc = \"tools/rustdoc\"\n");
  expect_rustdoc(project.path("tools/rustdoc"));
  project.set("RUSTDOC", "rustdoc");
  expect_rustdoc("rustdoc");
}

}  // namespace
}  // namespace ferrule::test
