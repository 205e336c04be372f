#include "harness/noise.h"

namespace ferrule::test {

Variables noise() {
  return {{"CARGO_PKG_NAME", "other"},
          {"CARGO_PKG_DESCRIPTION", "other"},
          {"CARGO_MANIFEST_DIR", "/"},
          {"OUT_DIR", "/nowhere"},
          {"TARGET", "other"},
          {"HOST", "other"},
          {"PROFILE", "other"},
          {"OPT_LEVEL", "9"},
          {"DEBUG", "yes"},
          {"NUM_JOBS", "77"},
          {"CARGO_FEATURE_OTHER", "1"},
          {"DEP_Z_ROOT", "/nowhere"},
          {"CARGO_CRATE_NAME", "other"},
          {"CARGO_PRIMARY_PACKAGE", "1"},
          {"RUST_LOG", "off"},
          {"TERM", "xterm"},
          {"LC_CTYPE", "tr_TR"},
          {"SHELL", "/bin/false"},
          {"NINJA_STATUS", ""},
          {"UNRELATED", "$(touch canary) \"`"}};
}

}  // namespace ferrule::test
