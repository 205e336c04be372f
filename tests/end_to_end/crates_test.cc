// Crates of every type, alone and together: each has the bytes that Cargo
// gives it.
#include <algorithm>

#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

constexpr std::string_view kGreeting = R"(pub fn greeting(name: &str) -> String { format!("Hello, {name}!") }
)";
constexpr std::string_view kPrintGreeting = R"(fn main() { println!("{}", greeting::greeting("ninja")); }
)";
/// A derive macro that gives a type its name as text.
constexpr std::string_view kNameMacro = R"(
    use proc_macro::{TokenStream, TokenTree};
    #[proc_macro_derive(Name)]
    pub fn name(item: TokenStream) -> TokenStream {
        let mut words = item.into_iter().skip_while(|word| word.to_string() != "struct").skip(1);
        let Some(TokenTree::Ident(name)) = words.next() else { panic!("a struct has a name") };
        format!("impl {name} {{ pub const NAME: &'static str = \"{name}\"; }}").parse().unwrap()
    }
)";
constexpr std::string_view kProcMacro = "[lib]\nproc-macro = true\n";

bool compared(const std::vector<TwinFile>& files, std::string_view cargos) {
  return std::any_of(files.begin(), files.end(), [&](const TwinFile& file) { return file.cargos == cargos; });
}

TEST(Crates, ExecutableWithLibrary) {
  Project project;
  project.workspace({"app", "greeting"});
  project.library("greeting", kGreeting);
  project.program("app", kPrintGreeting, depends_on({"greeting"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "Hello, ninja!\n");
}

TEST(Crates, LibraryAndExecutableOfOneName) {
  Project project;
  project.write("Cargo.toml", manifest("greeting"));
  project.write("src/lib.rs", kGreeting);
  project.write("src/main.rs", kPrintGreeting);
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("greeting").output, "Hello, ninja!\n");
}

TEST(Crates, SeveralExecutablesSomeWithHyphens) {
  Project project;
  project.write("Cargo.toml", manifest("tool-box"));
  project.write("src/main.rs", R"(fn main() { println!("{}", env!("CARGO_BIN_NAME")); })");
  project.write("src/bin/claw-hammer.rs", R"(fn main() { println!("{}", env!("CARGO_BIN_NAME")); })");
  project.write("src/bin/saw/main.rs", "mod teeth; fn main() { println!(\"{}\", teeth::COUNT); }");
  project.write("src/bin/saw/teeth.rs", "pub const COUNT: u32 = 24;");
  EXPECT_EQ(expect_same_as_cargo(project).size(), 3u);
  EXPECT_EQ(project.run_built("claw-hammer").output, "claw-hammer\n");
  EXPECT_EQ(project.run_built("saw").output, "24\n");
}

TEST(Crates, ExecutableThatNeedsAFeature) {
  Project project;
  project.write("Cargo.toml", manifest("app",
                                       "[features]\nextra = []\n"
                                       "[[bin]]\nname = \"more\"\nrequired-features = [\"extra\"]\n"));
  project.write("src/bin/more.rs", "fn main() {}");
  project.write("src/bin/less.rs", "fn main() {}");
  EXPECT_TRUE(ran_exactly(project.build(), {"less.rust_bin"}));
  EXPECT_TRUE(project.build({"--features", "extra"}).ran("more.rust_bin"));
}

/// Cargo warns that one would take the other's place; here both are there.
TEST(Crates, ExecutablesOfOneName) {
  Project project;
  project.workspace({"one", "two"});
  for (std::string_view package : {"one", "two"}) {
    project.package(package);
    project.write(std::string(package) + "/src/bin/tool.rs", "fn main() {}");
  }
  EXPECT_TRUE(ran_exactly(project.build(), {"tool.rust_bin", "tool.rust_bin"}));
  EXPECT_TRUE(succeeded(project.run_built("tool")));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Crates, LibraryWithAnotherNameAndPath) {
  Project project;
  project.workspace({"app", "greeting-rs"});
  project.package("greeting-rs", "[lib]\nname = \"greeting\"\npath = \"code/root.rs\"\n");
  project.write("greeting-rs/code/root.rs", kGreeting);
  project.program("app", kPrintGreeting, depends_on({"greeting-rs"}));
  expect_same_as_cargo(project);
}

TEST(Crates, RenamedDependency) {
  Project project;
  project.workspace({"app", "greeting"});
  project.library("greeting", kGreeting);
  project.program("app", R"(fn main() { println!("{}", salute::greeting("ninja")); })",
                  "[dependencies]\nsalute = { path = \"../greeting\", package = \"greeting\" }\n");
  expect_same_as_cargo(project);
}

TEST(Crates, TwoVersionsOfOneCrate) {
  Project project;
  project.workspace({"app"}, "exclude = [\"units-1\", \"units-2\"]\n");
  project.write("units-1/Cargo.toml", "[package]\nname = \"units\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
  project.write("units-1/src/lib.rs", "pub fn inch() -> f64 { 25.4 }");
  project.write("units-2/Cargo.toml", "[package]\nname = \"units\"\nversion = \"2.0.0\"\nedition = \"2021\"\n");
  project.write("units-2/src/lib.rs", "pub fn inch() -> u32 { 25 }");
  project.program("app", R"(fn main() { println!("{} {}", old::inch(), new::inch()); })", R"(
      [dependencies]
      old = { path = "../units-1", package = "units" }
      new = { path = "../units-2", package = "units" }
  )");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "25.4 25\n");
  EXPECT_TRUE(succeeded(project.ninja({"units@1.0.0", "units@2.0.0"})));
}

TEST(Crates, DiamondOfLibraries) {
  Project project;
  project.workspace({"app"});
  project.library("base", "pub fn one<T: From<u8>>() -> T { T::from(1) }");
  project.library("left", "pub fn left() -> u32 { base::one() }", depends_on({"base"}));
  project.library("right", "pub fn right() -> u64 { base::one::<u64>() + 1 }", depends_on({"base"}));
  project.program("app", R"(fn main() { println!("{} {}", left::left(), right::right()); })",
                  depends_on({"left", "right"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "1 2\n");
}

TEST(Crates, ProcMacroReexportedByALibrary) {
  Project project;
  project.workspace({"app"});
  project.library("naming-macros", kNameMacro, kProcMacro);
  project.library("naming", "pub use naming_macros::Name;", depends_on({"naming-macros"}));
  project.program("app", "#[derive(naming::Name)] struct Ferrule; fn main() { println!(\"{}\", Ferrule::NAME); }",
                  depends_on({"naming"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "Ferrule\n");
}

/// The same library is code for the macro and code for the program.
TEST(Crates, LibraryOfAProcMacroAndOfTheProgram) {
  Project project;
  project.workspace({"app"});
  project.library("spelling", "pub fn shout(text: &str) -> String { text.to_uppercase() }");
  project.library("shouting", R"(
      #[proc_macro]
      pub fn shouted(text: proc_macro::TokenStream) -> proc_macro::TokenStream {
          format!("{:?}", spelling::shout(&text.to_string())).parse().unwrap()
      })",
                  std::string(kProcMacro) + depends_on({"spelling"}));
  project.program("app", R"(fn main() { println!("{} {}", shouting::shouted!(hello), spelling::shout("ninja")); })",
                  depends_on({"shouting", "spelling"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "HELLO NINJA\n");
}

TEST(Crates, OneCrateForHostAndTarget) {
  Project project;
  project.workspace({"app"});
  project.library("spelling", "pub fn shout(text: &str) -> String { text.to_uppercase() }");
  project.program("app", R"(fn main() { println!("{} {}", env!("SHOUTED"), spelling::shout("ninja")); })",
                  depends_on({"spelling"}) + depends_on({"spelling"}, "build-dependencies"));
  project.write("app/build.rs",
                R"(fn main() { println!("cargo::rustc-env=SHOUTED={}", spelling::shout("hello")); })");
  std::vector<TwinFile> files = expect_same_as_cargo(project, {"--target", "x86_64-unknown-linux-gnu"});
  EXPECT_TRUE(compared(files, "x86_64-unknown-linux-gnu/debug/app"));
  EXPECT_EQ(project.run_built("app").output, "HELLO NINJA\n");
  EXPECT_EQ(project.list("build/rlib", ".rlib").size(), 1u);
  EXPECT_EQ(project.list("build/rlib/x86_64-unknown-linux-gnu", ".rlib").size(), 1u);
}

TEST(Crates, Cdylib) {
  Project project;
  project.workspace({"plug-in", "greeting"});
  project.library("greeting", kGreeting);
  project.library("plug-in", R"(
      #[no_mangle]
      pub extern "C" fn length() -> usize { greeting::greeting("ninja").len() })",
                  "[lib]\ncrate-type = [\"cdylib\"]\n" + depends_on({"greeting"}));
  EXPECT_TRUE(compared(expect_same_as_cargo(project), "debug/libplug_in.so"));
}

TEST(Crates, StaticlibThatACProgramLinks) {
  Project project;
  project.workspace({"counting", "greeting"});
  project.library("greeting", kGreeting);
  project.library("counting", R"(
      #[no_mangle]
      pub extern "C" fn length() -> usize { greeting::greeting("ninja").len() })",
                  "[lib]\ncrate-type = [\"staticlib\"]\n" + depends_on({"greeting"}));
  EXPECT_TRUE(compared(expect_same_as_cargo(project), "debug/libcounting.a"));
  project.write("main.c", "#include <stddef.h>\nsize_t length(void);\nint main(void) { return (int)length(); }\n");
  ASSERT_TRUE(succeeded(project.run(
      {"cc", "main.c", "build/lib/libcounting.a", "-lpthread", "-ldl", "-lm", "-lgcc_s", "-o", "count"})));
  EXPECT_TRUE(failed_with(13, project.run({project.path("count")})));
}

TEST(Crates, DylibThatAnExecutableLinks) {
  Project project;
  project.set("RUSTFLAGS", "-C prefer-dynamic");
  project.workspace({"app", "greeting"});
  project.library("greeting", kGreeting, "[lib]\ncrate-type = [\"dylib\"]\n");
  project.program("app", kPrintGreeting, depends_on({"greeting"}));
  expect_same_as_cargo(project);
}

TEST(Crates, LibraryOfAllTypesThatAnExecutableLinks) {
  Project project;
  project.workspace({"app", "base", "greeting"});
  project.library("base", "pub fn hello() -> &'static str { \"Hello\" }");
  project.library("greeting", R"(
      pub fn greeting(name: &str) -> String { format!("{}, {name}!", base::hello()) }
      #[no_mangle]
      pub extern "C" fn length() -> usize { greeting("C").len() })",
                  "[lib]\ncrate-type = [\"rlib\", \"cdylib\", \"staticlib\"]\n" + depends_on({"base"}));
  project.program("app", kPrintGreeting, depends_on({"greeting"}));
  std::vector<TwinFile> files = expect_same_as_cargo(project);
  for (std::string_view name : {"debug/app", "debug/libgreeting.so", "debug/libgreeting.a"})
    EXPECT_TRUE(compared(files, name)) << name;
}

TEST(Crates, ExamplesOfEveryType) {
  Project project;
  project.write("Cargo.toml", manifest("greeting", R"(
      [[example]]
      name = "say-hello"
      [[example]]
      name = "plug-in"
      crate-type = ["cdylib"]
      [[example]]
      name = "archive"
      crate-type = ["staticlib"]
  )"));
  project.write("src/lib.rs", kGreeting);
  project.write("examples/say-hello.rs", kPrintGreeting);
  project.write("examples/two_files/main.rs", kPrintGreeting);
  for (std::string_view name : {"plug-in", "archive"})
    project.write("examples/" + std::string(name) + ".rs",
                  "#[no_mangle] pub extern \"C\" fn length() -> usize { greeting::greeting(\"C\").len() }");
  std::vector<TwinFile> files = expect_same_as_cargo(project, {"--examples"});
  for (std::string_view name : {"say-hello", "two_files", "libplug_in.so", "libarchive.a"})
    EXPECT_TRUE(compared(files, "debug/examples/" + std::string(name))) << name;
  EXPECT_EQ(project.run_built("examples/say-hello").output, "Hello, ninja!\n");
}

TEST(Crates, EditionsSideBySide) {
  Project project;
  project.workspace({"app"});
  project.write("old/Cargo.toml", "[package]\nname = \"old\"\nversion = \"0.1.0\"\nedition = \"2015\"\n");
  project.write("old/src/lib.rs",
                "pub fn async() -> u32 { ::inner::VALUE }\nmod inner { pub const VALUE: u32 = 15; }\n");
  project.write("new/Cargo.toml", "[package]\nname = \"new\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
  project.write("new/src/lib.rs", "pub async fn nothing() {}\npub const VALUE: u32 = 24;\n");
  project.program("app", R"(fn main() { println!("{} {}", old::r#async(), new::VALUE); })",
                  depends_on({"old", "new"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "15 24\n");
}

TEST(Crates, PathDependencyOutsideTheWorkspace) {
  Project project;
  project.library("outside", kGreeting);
  project.write("inside/Cargo.toml", "[workspace]\nmembers = [\"app\"]\n");
  project.program("inside/app", R"(fn main() { println!("{}", outside::greeting("ninja")); })");
  project.write("inside/app/Cargo.toml", manifest("app", "[dependencies]\noutside = { path = \"../../outside\" }\n"));
  expect_same_as_cargo(project, {"--manifest-path", "inside/Cargo.toml"});
}

/// Names that stand for something else in a build directory.
TEST(Crates, PackagesNamedLikeTargetsAndDirectories) {
  Project project;
  const Words names = {"all", "tests", "meta", "rlib", "lib", "bin", "actions", "ferrule", "check", "link"};
  project.workspace(names);
  for (const std::string& name : names) project.library(name, "pub fn f() {}");
  project.build();
  for (const std::string& name : names) EXPECT_TRUE(succeeded(project.ninja({name + "@0.1.0"}))) << name;
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Crates, ChainOfLibrariesSeenOnlyThroughOthers) {
  Project project;
  project.workspace({"app"});
  project.library("deep", "pub struct Deep(pub u32); impl Deep { #[inline] pub fn get(&self) -> u32 { self.0 } }");
  project.library("middle", "pub use deep::Deep; pub fn deep() -> Deep { Deep(7) }", depends_on({"deep"}));
  project.library("top", "pub use middle::{deep, Deep};", depends_on({"middle"}));
  project.program("app", R"(fn main() { let deep: top::Deep = top::deep(); println!("{}", deep.get()); })",
                  depends_on({"top"}));
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "7\n");
}

}  // namespace
}  // namespace ferrule::test
