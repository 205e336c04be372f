// A build script that has run again and says what it said before: Cargo builds
// its package again, for the script may have run because of something that
// others read too.
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Builds with both, and expects the program to say the same. Gives Ferrule's build.
Build build_as_cargo(Project& project, const std::string& answer) {
  Build build = project.ninja();
  EXPECT_TRUE(succeeded(build));
  EXPECT_TRUE(succeeded(project.cargo({"build", "--quiet", "--target-dir", "cargo"})));
  EXPECT_EQ(project.run({"cargo/debug/app"}).output, answer + "\n");
  EXPECT_EQ(project.run_built("app").output, answer + "\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  return build;
}

/// A macro that expands to what a Rust expression over `root`, the path of the package that uses it, gives as text.
void write_macro(const Project& project, const std::string& expression) {
  project.library("macros",
                  R"(
      #[proc_macro]
      pub fn look(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
          let root = std::env::var("CARGO_MANIFEST_DIR").unwrap();
          let _ = &root;
          let text: String = )" +
                      expression + R"(;
          format!("{text:?}").parse().unwrap()
      }
  )",
                  "[lib]\nproc-macro = true\n");
}

constexpr std::string_view kListing = R"({
    let mut names: Vec<String> = std::fs::read_dir(root + "/migrations").unwrap()
        .map(|entry| { let path = entry.unwrap().path();
             format!("{}={}", path.file_name().unwrap().to_str().unwrap(), std::fs::read_to_string(&path).unwrap()) })
        .collect();
    names.sort();
    names.join(" ")
})";

/// A directory that only the script declares and only a macro reads; in a library that is split.
TEST(ScriptRerun, WhatAMacroListsIsSeen) {
  Project project;
  project.workspace({"app"});
  write_macro(project, std::string(kListing));
  project.library("store", "pub fn list() -> &'static str { macros::look!() }", depends_on({"macros"}));
  project.write("store/build.rs", "fn main() { println!(\"cargo::rerun-if-changed=migrations\"); }");
  project.write("store/migrations/a", "1");
  project.program("app", "fn main() { println!(\"{}\", store::list()); }", depends_on({"store"}));
  ASSERT_TRUE(succeeded(project.generate()));
  build_as_cargo(project, "a=1");
  project.write("store/migrations/a", "2");
  build_as_cargo(project, "a=2");
  project.write("store/migrations/b", "3");
  build_as_cargo(project, "a=2 b=3");
  project.move("store/migrations/b", "store/migrations/c");
  build_as_cargo(project, "a=2 c=3");
  project.remove("store/migrations/a");
  build_as_cargo(project, "c=3");
  // Nobody can tell.
  project.touch("store/migrations/c");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"store.build_script_run"}));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(ScriptRerun, AnyFileOfThePackageCountsWithoutRerunLines) {
  Project project;
  project.workspace({"app"});
  write_macro(project, std::string(kListing));
  project.program("app", "fn main() { println!(\"{}\", macros::look!()); }", depends_on({"macros"}));
  project.write("app/build.rs", "fn main() {}");
  project.write("app/migrations/a", "1");
  ASSERT_TRUE(succeeded(project.generate()));
  build_as_cargo(project, "a=1");
  project.write("app/migrations/a", "2");
  build_as_cargo(project, "a=2");
  project.write("app/migrations/b", "3");
  build_as_cargo(project, "a=2 b=3");
}

/// A program over C, in an archive of the package, with a script for the linker beside it.
void write_native_program(const Project& project, const std::string& directives) {
  project.write("Cargo.toml", manifest("app"));
  project.write("build.rs",
                "fn main() {\n    let root = std::env::var(\"CARGO_MANIFEST_DIR\").unwrap();\n"
                "    println!(\"cargo::rerun-if-changed=native\");\n" +
                    directives + "}\n");
}

TEST(ScriptRerun, AnArchiveInASearchDirectoryIsLinkedAgain) {
  for (const char* flag : {"--no-split-links", "--split-links"}) {
    Project project;
    write_native_program(project,
                         "    println!(\"cargo::rustc-link-search=native={root}/native\");\n"
                         "    println!(\"cargo::rustc-link-lib=static:-bundle=answer\");\n");
    project.write("src/main.rs",
                  "extern \"C\" { fn answer() -> i32; }\n"
                  "fn main() { println!(\"{}\", unsafe { answer() }); }");
    auto archive = [&](const std::string& answer) {
      project.write("answer.c", "int answer(void) { return " + answer + "; }\n");
      EXPECT_TRUE(succeeded(project.run({"sh", "-c",
                                         "mkdir -p native && cc -c answer.c -o answer.o && "
                                         "ar crsD native/libanswer.a answer.o"})));
      project.touch("native/libanswer.a");
    };
    archive("1");
    ASSERT_TRUE(succeeded(project.generate({flag})));
    build_as_cargo(project, "1");
    archive("2");
    EXPECT_TRUE(build_as_cargo(project, "2").ran("app.rust_bin"));
  }
}

TEST(ScriptRerun, AScriptForTheLinkerIsLinkedWithAgain) {
  for (const char* flag : {"--no-split-links", "--split-links"}) {
    Project project;
    write_native_program(project, "    println!(\"cargo::rustc-link-arg-bins={root}/native/answer.o\");\n");
    project.write("src/main.rs",
                  "extern \"C\" { static answer: i32; }\n"
                  "fn main() { println!(\"{}\", unsafe { answer }); }");
    auto object = [&](const std::string& answer) {
      project.write("answer.c", "const int answer = " + answer + ";\n");
      EXPECT_TRUE(succeeded(project.run({"sh", "-c", "mkdir -p native && cc -fPIC -c answer.c -o native/answer.o"})));
      project.touch("native/answer.o");
    };
    object("1");
    ASSERT_TRUE(succeeded(project.generate({flag})));
    build_as_cargo(project, "1");
    object("2");
    EXPECT_TRUE(build_as_cargo(project, "2").ran("app.rust_bin"));
  }
}

/// A file that the script of a dependent finds by what the other script has said.
TEST(ScriptRerun, AHeaderOfAnotherPackageReachesTheScriptsOfDependents) {
  Project project;
  project.workspace({"app"});
  project.library("native-sys", "", "links = \"native\"\n");
  project.write("native-sys/include/answer.h", "1");
  project.write("native-sys/build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-changed=include/answer.h");
          println!("cargo::metadata=root={}", std::env::var("CARGO_MANIFEST_DIR").unwrap());
      }
  )");
  project.program("app", "fn main() { println!(\"{}\", env!(\"ANSWER\")); }", depends_on({"native-sys"}));
  project.write("app/build.rs", R"(
      fn main() {
          let header = std::env::var("DEP_NATIVE_ROOT").unwrap() + "/include/answer.h";
          println!("cargo::rerun-if-changed=build.rs");
          println!("cargo::rustc-env=ANSWER={}", std::fs::read_to_string(header).unwrap());
      }
  )");
  ASSERT_TRUE(succeeded(project.generate()));
  build_as_cargo(project, "1");
  project.write("native-sys/include/answer.h", "2");
  Build build = build_as_cargo(project, "2");
  EXPECT_TRUE(build.ran("native-sys.build_script_run") && build.ran("app.build_script_run"));
  project.touch("native-sys/include/answer.h");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"native-sys.build_script_run"}));
}

/// It is an input of the program that ninja has looked at before the script ran.
TEST(ScriptRerun, ASourceThatTheScriptWritesIsBuiltAtOnce) {
  for (const char* directive : {"println!(\"cargo::rerun-if-changed=in.txt\");", ""}) {
    Project project;
    project.write("Cargo.toml", manifest("app"));
    project.write("in.txt", "1");
    project.write("src/main.rs", "mod generated;\nfn main() { println!(\"{}\", generated::VALUE); }");
    project.write("build.rs", R"(
        fn main() {
            let value = std::fs::read_to_string("in.txt").unwrap();
            std::fs::write("src/generated.rs", format!("pub const VALUE: u32 = {};\n", value.trim())).unwrap();
            )" + std::string(directive) +
                                  "\n}\n");
    ASSERT_TRUE(succeeded(project.generate()));
    ASSERT_TRUE(succeeded(project.ninja()));
    for (const char* answer : {"2", "3"}) {
      project.write("in.txt", answer);
      EXPECT_TRUE(succeeded(project.ninja()));
      EXPECT_EQ(project.run_built("app").output, std::string(answer) + "\n");
      EXPECT_TRUE(succeeded(project.ninja()));
      EXPECT_TRUE(is_idle(project.ninja()));
    }
  }
}

TEST(ScriptRerun, AVariableThatItNamesIsSeenByAMacro) {
  Project project;
  project.workspace({"app"});
  write_macro(project, "std::env::var(\"LEVEL\").unwrap_or_default()");
  project.program("app", "fn main() { println!(\"{}\", macros::look!()); }", depends_on({"macros"}));
  project.write("app/build.rs", "fn main() { println!(\"cargo::rerun-if-env-changed=LEVEL\"); }");
  project.set("LEVEL", "1");
  ASSERT_TRUE(succeeded(project.generate({"--env", "LEVEL"})));
  build_as_cargo(project, "1");
  project.set("LEVEL", "2");
  build_as_cargo(project, "2");
}

/// What nobody has declared is read again when the script runs again.
TEST(ScriptRerun, WhatNobodyDeclaresIsSeenWithTheNextRun) {
  Project project;
  project.workspace({"app"});
  write_macro(project, "std::fs::read_to_string(root + \"/secret\").unwrap()");
  project.program("app", "fn main() { println!(\"{}\", macros::look!()); }", depends_on({"macros"}));
  project.write("app/build.rs", "fn main() { println!(\"cargo::rerun-if-changed=trigger\"); }");
  project.write("app/trigger", "1");
  project.write("app/secret", "1");
  ASSERT_TRUE(succeeded(project.generate()));
  build_as_cargo(project, "1");
  project.write("app/secret", "2");
  project.write("app/trigger", "2");
  build_as_cargo(project, "2");
  project.write("app/secret", "3");
  project.touch("app/build.rs");
  build_as_cargo(project, "3");
}

/// A package's first test or example decides only what its script may print.
TEST(ScriptRerun, NotBecauseThePackageGetsATarget) {
  Project project;
  project.workspace({"store"});
  project.library("store", "pub fn one() -> u32 { 1 }");
  project.write("store/build.rs", "fn main() { println!(\"cargo::rerun-if-changed=build.rs\"); }");
  project.build();
  ASSERT_TRUE(succeeded(project.cargo({"build", "--tests", "--target-dir", "cargo"})));
  for (const char* file : {"store/tests/first.rs", "store/examples/show.rs", "store/benches/speed.rs"}) {
    project.write(file, "#[allow(dead_code)] fn main() { assert_eq!(store::one(), 1); }");
    Build build = project.ninja({"all", "tests"});
    EXPECT_TRUE(succeeded(build) && build.regenerated());
    EXPECT_FALSE(build.says("build_script_run")) << build.output;
    EXPECT_FALSE(build.ran("store.rust_metadata") || build.ran("store.rust_codegen")) << build.output;
    CommandResult cargos = project.cargo({"build", "--tests", "--verbose", "--target-dir", "cargo"});
    EXPECT_EQ(cargos.output.find("build-script-build"), std::string::npos) << cargos.output;
  }
}

/// What the script printed may be wrong now: it runs again, and is refused as by Cargo.
TEST(ScriptRerun, ATargetThatAnInstructionNamesIsGone) {
  Project project;
  project.workspace({"app"});
  project.program("app", "fn main() {}");
  project.write("app/tests/first.rs", "#[test] fn first() {}");
  project.write("app/build.rs",
                "fn main() { println!(\"cargo::rustc-link-arg-tests=-lm\"); "
                "println!(\"cargo::rerun-if-changed=build.rs\"); }");
  project.build();
  project.remove("app/tests");
  EXPECT_NE(project.cargo({"build", "--target-dir", "cargo"}).status, 0);
  Build build = project.ninja();
  EXPECT_TRUE(build.status != 0 && build.says("does not have a test target")) << build.output;
  project.write("app/tests/first.rs", "#[test] fn first() {}");
  EXPECT_TRUE(succeeded(project.ninja()));
}

}  // namespace
}  // namespace ferrule::test
