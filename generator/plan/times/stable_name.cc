#include "plan/times/stable_name.h"

namespace ferrule {

std::string stable_name(const Unit& unit) {
  const std::string& package = unit.package.name;
  if (unit.kind == UnitKind::build_script_run) return package + " build script run";
  std::string test = unit.is_test ? " test" : "";
  switch (unit.target_kind) {
    case TargetKind::build_script: return package + " build script";
    case TargetKind::library:
    case TargetKind::proc_macro: return package + test;
    case TargetKind::binary: return package + " bin " + unit.target_name + test;
    case TargetKind::example: return package + " example " + unit.target_name + test;
    case TargetKind::test: return package + " test " + unit.target_name;
    case TargetKind::bench: return package + " bench " + unit.target_name;
  }
  return package;
}

}  // namespace ferrule
