// Libraries that don't compile to the same thing twice: found, explained, cured.
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Macros that give another output each time, each for a reason of its own.
constexpr std::string_view kMacros = R"(
    extern crate proc_macro;
    use proc_macro::TokenStream;
    use std::{collections::{hash_map::RandomState, HashMap}, hash::BuildHasher, time};

    #[proc_macro_derive(Order)]
    pub fn order(_: TokenStream) -> TokenStream {
        let map: HashMap<u32, ()> = (0..32).map(|i| (i, ())).collect();
        let keys: Vec<String> = map.keys().map(u32::to_string).collect();
        format!("impl Thing {{ pub fn order() -> [u32; 32] {{ [{}] }} }}", keys.join(",")).parse().unwrap()
    }

    #[proc_macro]
    pub fn seed(_: TokenStream) -> TokenStream {
        format!("{}u64", RandomState::new().hash_one(1)).parse().unwrap()
    }

    #[proc_macro_attribute]
    pub fn stamped(_: TokenStream, item: TokenStream) -> TokenStream {
        let now = time::SystemTime::now().duration_since(time::UNIX_EPOCH).unwrap().as_nanos();
        let mut both = item;
        both.extend(format!("pub const WHEN: u128 = {now};").parse::<TokenStream>().unwrap());
        both
    }

    #[proc_macro]
    pub fn place(_: TokenStream) -> TokenStream {
        let directory = std::env::args().skip_while(|word| word != "--out-dir").nth(1).unwrap();
        format!("{directory:?}").parse().unwrap()
    }

    #[proc_macro]
    pub fn steady(_: TokenStream) -> TokenStream { "1".parse().unwrap() }
)";

/// A program that uses a library for each of the macros.
void write_unsteady_libraries(const Project& project) {
  project.workspace({"app"});
  project.library("macros", kMacros, "[lib]\nproc-macro = true\n");
  const std::string uses_macros = depends_on({"macros"});
  project.library("ordered", "#[derive(macros::Order, Debug)]\npub struct Thing;", uses_macros);
  project.library("seeded", "pub fn f() -> u64 { let x = 1; x + macros::seed!() / 2 }", uses_macros);
  project.library("stamped", "#[macros::stamped]\npub fn f() { println!(\"{}\", 1); }", uses_macros);
  project.library("placed", "pub fn f() -> &'static str { macros::place!() }", uses_macros);
  project.library("steady", "pub fn f() -> u32 { macros::steady!() }", uses_macros);
  project.library("plain", "pub fn f() {}");
  project.program("app", "fn main() { seeded::f(); println!(\"{}\", steady::f()); }",
                  depends_on({"ordered", "seeded", "stamped", "placed", "steady", "plain"}));
}

CommandResult verify(const Project& project, Words arguments = {}) {
  arguments.insert(arguments.begin(), {FERRULE_PROGRAM, "verify", "-C", "build"});
  return project.run(arguments);
}

TEST(Verify, NamesEachLibraryThatDiffersAndItsMacro) {
  Project project;
  write_unsteady_libraries(project);
  project.build();
  CommandResult result = verify(project);
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_EQ(result.count("compiles to something different each time"), 4);
  EXPECT_TRUE(says(result, "by the derive macro `macros::Order`"));
  EXPECT_TRUE(says(result, "by the macro `macros::seed!`"));
  EXPECT_TRUE(says(result, "by the attribute `#[macros::stamped]`"));
  EXPECT_TRUE(says(result, "by the macro `macros::place!`"));
  EXPECT_TRUE(says(result, "    - pub const WHEN: u128 = "));
  EXPECT_TRUE(says(result, "    - x + "));
  EXPECT_TRUE(says(result, "error: 4 of 6 crates don't compile to the same thing twice"));
  EXPECT_TRUE(says(result, "`ferrule verify --fix`"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Verify, FixesThemInTheWorkspacesSettings) {
  Project project;
  write_unsteady_libraries(project);
  project.build();
  EXPECT_TRUE(succeeded(verify(project, {"--fix", "seeded", "plain"})));
  EXPECT_EQ(project.read("ferrule.toml"), "no-pipelining = [\"seeded\"]\n");
  EXPECT_TRUE(succeeded(verify(project, {"--fix"})));
  EXPECT_EQ(project.read("ferrule.toml"), "no-pipelining = [\"ordered\", \"placed\", \"stamped\", \"seeded\"]\n");
  CommandResult again = verify(project);
  EXPECT_TRUE(succeeded(again));
  EXPECT_TRUE(says(again, "Verified 2 crates: compiled twice, each is the same"));
  Build build = project.ninja();
  EXPECT_TRUE(succeeded(build));
  EXPECT_TRUE(build.ran("seeded.rust_lib"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// What the build itself says, and the way from there to a whole build.
TEST(Verify, CuresABuildThatHasFailed) {
  Project project;
  write_unsteady_libraries(project);
  project.library("user", "pub fn f() -> u64 { seeded::f() }", depends_on({"seeded"}));
  project.program("app", "fn main() { user::f(); }", depends_on({"user", "plain"}));
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "the macro `macros::seed!` probably produces different output each time"));
  EXPECT_TRUE(says(build, "`ferrule verify --fix seeded`"));
  EXPECT_TRUE(succeeded(verify(project, {"--fix", "seeded"})));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(succeeded(project.run_built("app")));
}

TEST(Verify, SaysWhatIsMissing) {
  Project project;
  write_unsteady_libraries(project);
  CommandResult nowhere = verify(project);
  EXPECT_TRUE(failed_with(1, nowhere));
  EXPECT_TRUE(says(nowhere, "`ferrule generate`"));
  ASSERT_TRUE(succeeded(project.generate()));
  CommandResult unbuilt = verify(project);
  EXPECT_TRUE(failed_with(1, unbuilt));
  EXPECT_TRUE(says(unbuilt, "nothing has been built yet that can be verified"));
  CommandResult unknown = verify(project, {"nobody"});
  EXPECT_TRUE(failed_with(1, unknown));
  EXPECT_TRUE(says(unknown, "`nobody`"));
}

TEST(Verify, SaysWhatDoesNotCompileAnyMore) {
  Project project;
  project.workspace({"app"});
  project.library("part", "pub fn f() {}");
  project.program("app", "fn main() { part::f() }", depends_on({"part"}));
  project.build();
  project.write("part/src/lib.rs", "pub fn f() { missing() }");
  CommandResult result = verify(project);
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "cannot find function `missing`"));
  EXPECT_TRUE(says(result, "1 package could not be compiled"));
}

/// What defeats a cache that goes by content, each in a package of its own, beside what doesn't.
TEST(Verify, ForACacheNamesPathsAndUnsteadyScripts) {
  Project project;
  project.workspace({"app"});
  project.library("plain", "pub fn f() -> &'static str { file!() }");
  project.library("held", "pub fn f() -> &'static str { env!(\"OUT_DIR\") }");
  project.write("held/build.rs", "fn main() {}");
  project.library("timed", "pub fn f() {}");
  project.write("timed/build.rs", R"(
      use std::{env, fs, time};
      fn main() {
          let out = env::var("OUT_DIR").unwrap();
          let now = time::SystemTime::now().duration_since(time::UNIX_EPOCH).unwrap().as_nanos();
          fs::write(format!("{out}/stamp"), now.to_string()).unwrap();
          fs::write(format!("{out}/place"), format!("lib={out}/lib\n")).unwrap();
          fs::write(format!("{out}/steady"), "1").unwrap();
          println!("cargo::rustc-env=STAMP={now}");
      })");
  project.program("app", "fn main() { println!(\"{} {}\", plain::f(), held::f()); timed::f(); }",
                  depends_on({"plain", "held", "timed"}));
  project.build();
  CommandResult result = verify(project, {"--cache"});
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "`held v0.1.0 (" + project.path("held") +
                               ")` differs between checkouts\n"
                               "  paths in the library:\n    " +
                               project.path("build/debug/build/held-")));
  EXPECT_TRUE(says(result,
                   "its build script differs between checkouts\n"
                   "  paths in what it writes to OUT_DIR:\n    place: $OUT_DIR/lib\n"
                   "  different in each run:\n    its output: cargo::rustc-env=STAMP="));
  EXPECT_TRUE(says(result, "    stamp\n"));
  EXPECT_FALSE(result.says("`plain"));
  EXPECT_FALSE(result.says("    steady\n"));
  EXPECT_TRUE(says(result, "of 3 crates and 2 build scripts, 1 crate and 1 build script can't be shared"));
  EXPECT_TRUE(is_idle(project.ninja()));
  CommandResult plain = verify(project, {"--cache", "plain"});
  EXPECT_TRUE(succeeded(plain));
  EXPECT_TRUE(says(plain, "another checkout can share them all"));
}

/// An edit since the build is no difference.
TEST(Verify, LooksAtTheSourcesAsTheyAreNow) {
  Project project;
  project.workspace({"app"});
  project.library("part", "pub fn f() {}");
  project.program("app", "fn main() { part::f() }", depends_on({"part"}));
  project.build();
  project.write("part/src/lib.rs", "pub fn f() { g() }\npub fn g() {}");
  EXPECT_TRUE(succeeded(verify(project)));
}

}  // namespace
}  // namespace ferrule::test
