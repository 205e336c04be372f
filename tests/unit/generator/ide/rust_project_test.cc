#include "ide/rust_project.h"

#include <gtest/gtest.h>

namespace ferrule::test {
namespace {

IdeCrate crate(const std::string& name, std::vector<IdeDependency> dependencies = {}) {
  IdeCrate made;
  made.key = "/b/" + name;
  made.display_name = name;
  made.root_module = "/w/" + name + "/src/lib.rs";
  made.edition = "2021";
  made.version = "1.0.0";
  made.dependencies = std::move(dependencies);
  return made;
}

TEST(RustProjectTest, SaysOfACrateWhatAnIdeNeeds) {
  IdeCrate app = crate("app", {{"renamed", "/b/base"}, {"absent", "/b/absent"}});
  app.cfgs = {"feature=\"fast\""};
  app.environment = {{"OUT_DIR", "/b/out"}};
  app.include_directories = {"/w/app", "/b/out"};
  app.is_member = true;
  app.label = "app:bin:app";
  app.build_file = "/w/app/Cargo.toml";
  app.target_kind = "bin";
  IdeCrate macros = crate("base");
  macros.proc_macro_library = "/b/libbase.so";
  const RustProject project{
      "/rust", "", {macros, app}, {{"run", "/usr/bin/ferrule", {"run", "--label", "{label}"}, "/w"}}};
  EXPECT_EQ(write_rust_project(project), R"({
 "sysroot": "/rust",
 "crates": [
  {
   "display_name": "base",
   "root_module": "/w/base/src/lib.rs",
   "edition": "2021",
   "version": "1.0.0",
   "deps": [],
   "is_workspace_member": false,
   "source": {
    "include_dirs": [],
    "exclude_dirs": []
   },
   "cfg": [],
   "env": {},
   "is_proc_macro": true,
   "proc_macro_dylib_path": "/b/libbase.so"
  },
  {
   "display_name": "app",
   "root_module": "/w/app/src/lib.rs",
   "edition": "2021",
   "version": "1.0.0",
   "deps": [
    {
     "crate": 0,
     "name": "renamed"
    }
   ],
   "is_workspace_member": true,
   "source": {
    "include_dirs": [
     "/w/app",
     "/b/out"
    ],
    "exclude_dirs": []
   },
   "cfg": [
    "feature=\"fast\""
   ],
   "env": {
    "OUT_DIR": "/b/out"
   },
   "is_proc_macro": false,
   "build": {
    "label": "app:bin:app",
    "build_file": "/w/app/Cargo.toml",
    "target_kind": "bin"
   }
  }
 ],
 "runnables": [
  {
   "kind": "run",
   "program": "/usr/bin/ferrule",
   "args": [
    "run",
    "--label",
    "{label}"
   ],
   "cwd": "/w"
  }
 ]
}
)");
}

TEST(RustProjectTest, ADependencyThatClosesACircleIsLeftOut) {
  const std::string text = write_rust_project(
      {"/rust", "", {crate("a", {{"b", "/b/b"}}), crate("b", {{"a", "/b/a"}, {"b", "/b/b"}})}, {}});
  EXPECT_NE(text.find("\"name\": \"b\""), std::string::npos);
  EXPECT_EQ(text.find("\"name\": \"a\""), std::string::npos) << text;
}

TEST(RustProjectTest, CratesOfACallAreReadAsTheyWereWritten) {
  IdeCrate app = crate("app", {{"base", "/b/base"}});
  app.cfgs = {"test"};
  app.environment = {{"A", "b"}};
  app.triple = "t";
  app.scripts = {{"/b/output", "/b/out", "/b"}};
  const std::string text = write_ide_crates({app});
  Result<std::vector<IdeCrate>> read = parse_ide_crates(text, "file");
  ASSERT_TRUE(read);
  EXPECT_EQ(write_ide_crates(*read), text);
  EXPECT_FALSE(parse_ide_crates("{", "file"));
}

}  // namespace
}  // namespace ferrule::test
