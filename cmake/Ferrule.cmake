# add_rust_crate(), add_rust_workspace(), add_rust_test(), install_rust_crates(): Rust crates in a CMake project.
#
# Needs FERRULE_EXECUTABLE and FERRULE_LAUNCHER: the package configuration and the top-level CMakeLists.txt of Ferrule
# set them. docs/cmake.md is the manual.
#
# The functions behind it are called within one of these, and read the variables of the call, which CMake lets them see:
#
#   target           the name of the CMake target
#   call             how messages name the call
#   crate_<ARGUMENT> what it was given; test_<ARGUMENT> for add_rust_test(), where is_test is true
#   manifest, root   the full path of MANIFEST_PATH or ROOT: one of them
#   type, source     what the crate becomes, and the first of its files
#   configurations   those to make edges for
#
# What else a function reads it says. What it gives goes to the variable that is named by its argument `result`, or by
# return(PROPAGATE).
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/FerruleToolchain.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleArguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleGenex.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleWatch.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleWorkspace.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleCalls.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleRecord.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleCheck.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleIde.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleEdge.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleTarget.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleTest.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleInstallCrates.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FerruleImport.cmake")

set_property(GLOBAL PROPERTY _FERRULE_MODULE_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}")
set_property(GLOBAL PROPERTY _FERRULE_TYPES rlib bin staticlib cdylib proc-macro)
# Functions are known in all directories, but variables only below the one that set them.
set_property(GLOBAL PROPERTY FERRULE_EXECUTABLE "${FERRULE_EXECUTABLE}")
set_property(GLOBAL PROPERTY FERRULE_LAUNCHER "${FERRULE_LAUNCHER}")
_ferrule_find_facts()

# add_rust_crate(<target> MANIFEST_PATH <Cargo.toml>
#   [CRATE <package>] [TYPE rlib|bin|staticlib|cdylib|proc-macro] [BIN <name>]
#   [FEATURES <feature>…] [ALL_FEATURES] [NO_DEFAULT_FEATURES]
#   [PROFILE <profile>] [TARGET <triple|file.json>] [HOST]
#   [RUSTFLAGS <flag>…] [LOCAL_RUSTFLAGS <flag>…] [ENV <NAME=VALUE>…] [DEPENDS <file|target>…]
#   [LOCKED] [OFFLINE] [FROZEN] [CARGO_ARGS <argument>…]
#   [PIPELINING hollow|auto|off] [NO_PIPELINING <package>…] [EXCLUDE_FROM_ALL])
#
# Adds the CMake target <target> for one target of a Cargo package.
#
# add_rust_crate(<target> ROOT <file.rs> EDITION <edition>
#   [TYPE rlib|bin|staticlib|cdylib|proc-macro] [DEPS [<name>=]<target>…]
#   [FEATURES <feature>…] [OTHER_FEATURES <feature>…] [PROFILE dev|release] [TARGET <triple|file.json>] [HOST]
#   [RUSTFLAGS <flag>…] [LOCAL_RUSTFLAGS <flag>…] [ENV <NAME=VALUE>…] [DEPENDS <file|target>…]
#   [PIPELINING hollow|auto|off] [EXCLUDE_FROM_ALL])
#
# The same for a crate without a manifest. DEPS are targets of either form.
function(add_rust_crate target)
  set(call "add_rust_crate(${target})")
  set(flags ALL_FEATURES NO_DEFAULT_FEATURES HOST LOCKED OFFLINE FROZEN EXCLUDE_FROM_ALL)
  set(values MANIFEST_PATH CRATE BIN ROOT EDITION TYPE PROFILE TARGET PIPELINING)
  set(lists FEATURES OTHER_FEATURES RUSTFLAGS LOCAL_RUSTFLAGS ENV DEPENDS DEPS NO_PIPELINING CARGO_ARGS)
  cmake_parse_arguments(PARSE_ARGV 1 crate "${flags}" "${values}" "${lists}")
  _ferrule_check_words(crate)
  _ferrule_check_target()
  _ferrule_check_choices()
  _ferrule_check_tools()
  _ferrule_full_paths(crate_DEPENDS)
  if(crate_ROOT)
    _ferrule_check_root()
    _ferrule_check_deps()
  else()
    _ferrule_check_cargo()
    _ferrule_check_manifest()
  endif()

  _ferrule_choose_type()
  _ferrule_add_target()
  _ferrule_save_call()
  _ferrule_put_off(crate)
endfunction()
