// Strings of users and of strangers never become ninja's or the shell's words.
#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Text that does harm wherever it isn't quoted as it should be: as a file
/// named canary, made by a shell, or by a build statement of ninja's.
std::string evil(const Project& project) {
  const std::string canary = project.path("canary");
  return "$(touch " + canary + ") `touch " + canary + "` ; touch " + canary + " & $in ${out} $$ ' \" \\ | > # % \t*" +
         "\nbuild evil: touch\nrule touch\n  command = touch " + canary + "\n\rdefault evil\n";
}

/// As a TOML string.
std::string toml(const std::string& text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') quoted += "\\n";
    else if (c == '\r') quoted += "\\r";
    else if (c == '\t') quoted += "\\t";
    else quoted += c;
  }
  return quoted + "\"";
}

void expect_unharmed(const Project& project) {
  EXPECT_FALSE(project.exists("canary"));
  EXPECT_TRUE(failed_with(1, project.ninja({"evil"})));
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_FALSE(project.exists("canary"));
}

TEST(Injection, ByFieldsOfThePackage) {
  Project project;
  const std::string text = toml(evil(project));
  project.write("Cargo.toml", manifest("app", "description = " + text + "\nauthors = [" + text + ", " + text +
                                                  "]\nhomepage = " + text + "\nrepository = " + text +
                                                  "\nlicense = " + text + "\n"));
  project.write("src/main.rs", R"(
      fn main() {
          print!("{}{}{}", env!("CARGO_PKG_DESCRIPTION"), env!("CARGO_PKG_AUTHORS"), env!("CARGO_PKG_HOMEPAGE"));
      }
  )");
  expect_same_as_cargo(project);
  EXPECT_TRUE(project.run_built("app").output.starts_with(evil(project)));
  expect_unharmed(project);
}

TEST(Injection, ByCargosConfiguration) {
  Project project;
  project.write("Cargo.toml", manifest("app", "[lints.rust]\nunexpected_cfgs = \"allow\"\n"));
  project.write(".cargo/config.toml", "[env]\nEVIL = " + toml(evil(project)) +
                                          "\n[build]\nrustflags = [\"--cfg\", 'evil=\"$(touch " +
                                          project.path("canary") + ") `;` $in\"']\n");
  project.write("src/main.rs", "fn main() { print!(\"{}\", env!(\"EVIL\")); }");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, evil(project));
  expect_unharmed(project);
}

TEST(Injection, ByNamesOfFeatures) {
  Project project;
  project.write("Cargo.toml",
                manifest("app", "[features]\ndefault = [\"a+b.c-d\", \"é\"]\n\"a+b.c-d\" = []\n\"é\" = []\n"));
  project.write("src/main.rs", "fn main() { println!(\"{}\", cfg!(feature = \"a+b.c-d\")); }");
  project.write("build.rs", "fn main() { assert!(std::env::var_os(\"CARGO_FEATURE_A+B.C_D\").is_some()); }");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "true\n");
}

TEST(Injection, ByWhatABuildScriptPrints) {
  Project project;
  project.workspace({"app"});
  std::string line = evil(project).substr(0, evil(project).find('\n'));
  project.library("native-sys", "", "links = \"native\"\n");
  project.write("native-sys/build.rs",
                "fn main() { println!(\"cargo::metadata=evil={}\", r###\"" + line + "\"###); }");
  project.program("app", "fn main() { println!(\"{}|{}\", env!(\"EVIL\"), env!(\"SEEN\")); }",
                  "[lints.rust]\nunexpected_cfgs = \"allow\"\n" + depends_on({"native-sys"}));
  project.write("app/build.rs", R"(
      fn main() {
          let evil = r###")" + line +
                                    R"("###;
          println!("cargo::rustc-env=EVIL={evil}");
          println!("cargo::rustc-env=SEEN={}", std::env::var("DEP_NATIVE_EVIL").unwrap());
          println!("cargo::rustc-cfg=evil=\"{}\"", evil.replace('\\', "").replace('"', ""));
          println!("cargo::rustc-link-search=native=/nowhere/{evil}");
          println!("cargo::rustc-link-arg=-L/nowhere/{evil}");
          println!("cargo::rerun-if-changed={}", evil.replace('/', ""));
          println!("cargo::rerun-if-env-changed={evil}");
          println!("cargo::warning={evil}");
      }
  )");
  project.build();
  EXPECT_EQ(project.run_built("app").output, line + "|" + line + "\n");
  EXPECT_FALSE(project.exists("canary"));
  EXPECT_TRUE(failed_with(1, project.ninja({"evil"})));
}

TEST(Injection, ByVariablesOfTheCaller) {
  Project project;
  project.set("CFLAGS", evil(project));
  project.set("SOME_DIR", evil(project));
  project.set("EVIL", evil(project));
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() { print!(\"{}\", env!(\"EVIL\")); }");
  project.build({"--env", "EVIL"});
  EXPECT_EQ(project.run_built("app").output, evil(project));
  expect_unharmed(project);
}

TEST(Injection, ByNamesOfTargets) {
  Project project;
  project.write("Cargo.toml", manifest("app", "[[bin]]\nname = \"$in; touch canary\"\npath = \"src/main.rs\"\n"));
  project.write("src/main.rs", "fn main() {}");
  // Cargo takes it, rustc doesn't: one of them says so, and nothing happens.
  CommandResult result = project.generate();
  if (result.status == 0) result = project.ninja();
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_FALSE(project.exists("canary"));
  EXPECT_FALSE(project.exists("build/canary"));
}

}  // namespace
}  // namespace ferrule::test
