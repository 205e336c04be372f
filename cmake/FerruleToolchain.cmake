# Which cargo, rustc and ferrule add_rust_crate() runs, and the settings that hold for all crates of a project.
include_guard(GLOBAL)

# What was in the environment counts when a build directory is configured for the first time, as CC and CXXFLAGS do:
# ninja may be called from anywhere, and must not choose another compiler.
set(Ferrule_TOOLCHAIN "$ENV{RUSTUP_TOOLCHAIN}" CACHE STRING
  "Name of the rustup toolchain that compiles Rust; empty for rustup's own choice")
set(Ferrule_RUSTC "$ENV{RUSTC}" CACHE FILEPATH "The Rust compiler; empty for the one that belongs to Ferrule_CARGO")
set(Ferrule_RUSTC_LAUNCHER "$ENV{RUSTC_WRAPPER}" CACHE STRING
  "Program that is called with each rustc command, such as sccache; empty for none")
set(Ferrule_RUSTFLAGS "$ENV{RUSTFLAGS}" CACHE STRING "Flags for every call of rustc, separated by spaces")
set(Ferrule_TARGET "" CACHE STRING "Triple or target file that crates are compiled for; empty for the host")
set(Ferrule_PIPELINING "" CACHE STRING "Pipelining of crates without PIPELINING: auto, hollow, off; empty for auto")
set_property(CACHE Ferrule_PIPELINING PROPERTY STRINGS "" auto hollow off)
set(Ferrule_MEMORY "" CACHE STRING
  "How much memory rustc, linkers and build scripts may take together: 8G, 8000M, 50%, bytes; empty for what is there")
option(Ferrule_CLOSED_ENVIRONMENT
  "Let rustc and build scripts see what is kept of the environment when CMake configures, and nothing else" OFF)
option(Ferrule_RUST_PROJECT "Write rust-project.json into the build directory, for rust-analyzer" ON)
mark_as_advanced(Ferrule_RUST_PROJECT Ferrule_TOOLCHAIN Ferrule_RUSTC Ferrule_RUSTC_LAUNCHER Ferrule_RUSTFLAGS Ferrule_TARGET Ferrule_PIPELINING
  Ferrule_MEMORY Ferrule_CLOSED_ENVIRONMENT)

# Makes sure that there are a ferrule, and a generator that can hold its edges. Stops with a message otherwise.
function(_ferrule_check_tools)
  get_property(is_checked GLOBAL PROPERTY _FERRULE_IS_CHECKED)
  if(is_checked)
    return()
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "^(Ninja|Ninja Multi-Config|Unix Makefiles)$")
    message(FATAL_ERROR "add_rust_crate(): the generator `${CMAKE_GENERATOR}` is not supported. "
      "Use Ninja, Ninja Multi-Config or Unix Makefiles.")
  endif()
  foreach(tool FERRULE_EXECUTABLE FERRULE_LAUNCHER)
    get_property(path GLOBAL PROPERTY ${tool})
    if(NOT EXISTS "${path}")
      message(FATAL_ERROR "add_rust_crate(): ${tool} is `${path}`, which doesn't exist. "
        "Load Ferrule with find_package(Ferrule) or add_subdirectory().")
    endif()
  endforeach()
  _ferrule_find_cargo()
  string(RANDOM LENGTH 16 session)
  set_property(GLOBAL PROPERTY _FERRULE_SESSION "${session}")
  _ferrule_defer_to_end(_ferrule_end_session)
  set_property(GLOBAL PROPERTY _FERRULE_IS_CHECKED TRUE)
endfunction()

# What the recordings of one run of CMake share is of no use to the next one.
function(_ferrule_end_session)
  file(GLOB shared "${CMAKE_BINARY_DIR}/ferrule/*/ferrule/cargo")
  if(shared)
    file(REMOVE_RECURSE ${shared})
  endif()
endfunction()

# Crates without a manifest do without it: see _ferrule_check_cargo().
function(_ferrule_find_cargo)
  set(beside)
  if(Ferrule_RUSTC)
    if(NOT EXISTS "${Ferrule_RUSTC}")
      message(FATAL_ERROR "Ferrule_RUSTC is `${Ferrule_RUSTC}`, which doesn't exist")
    endif()
    cmake_path(GET Ferrule_RUSTC PARENT_PATH beside)
  endif()
  # An IDE may have been started without a login shell's PATH. A toolchain file may say that programs are looked for
  # in the target's files.
  find_program(Ferrule_CARGO cargo HINTS ${beside} PATHS "$ENV{CARGO_HOME}/bin" "$ENV{HOME}/.cargo/bin"
    NO_CMAKE_FIND_ROOT_PATH DOC "Cargo, which plans what to compile")
  mark_as_advanced(Ferrule_CARGO)
  if(Ferrule_CARGO AND NOT EXISTS "${Ferrule_CARGO}")
    message(FATAL_ERROR "Ferrule_CARGO is `${Ferrule_CARGO}`, which doesn't exist")
  endif()
endfunction()

# What scripts ask before they add a crate: the version of rustc, the triple of the machine that builds and that of
# the one that is built for, in variables that all directories see. Empty where there is no rustc; add_rust_crate()
# says why.
function(_ferrule_find_facts)
  set(FERRULE_RUSTC_VERSION)
  set(FERRULE_HOST_TRIPLE)
  get_property(ferrule GLOBAL PROPERTY FERRULE_EXECUTABLE)
  if(EXISTS "${ferrule}" AND (NOT Ferrule_RUSTC OR EXISTS "${Ferrule_RUSTC}")
      AND (NOT Ferrule_CARGO OR EXISTS "${Ferrule_CARGO}"))
    _ferrule_find_cargo()
    set(script "${CMAKE_BINARY_DIR}/ferrule/memory/facts.cmake")
    _ferrule_run(status output errors cmake-workspace --host-directory "${CMAKE_BINARY_DIR}" --output "${script}")
    if(status EQUAL 0)
      include("${script}")
    endif()
  endif()
  set(triple "${FERRULE_HOST_TRIPLE}")
  if(Ferrule_TARGET)
    cmake_path(GET Ferrule_TARGET STEM LAST_ONLY triple)
  endif()
  set(Ferrule_RUSTC_VERSION "${FERRULE_RUSTC_VERSION}" CACHE INTERNAL "")
  set(Ferrule_HOST_TRIPLE "${FERRULE_HOST_TRIPLE}" CACHE INTERNAL "")
  set(Ferrule_TARGET_TRIPLE "${triple}" CACHE INTERNAL "")
endfunction()

function(_ferrule_check_cargo)
  if(NOT Ferrule_CARGO)
    message(FATAL_ERROR "${call}: there is no `cargo` in PATH. "
      "Install a Rust toolchain, or name its cargo with -DFerrule_CARGO=<path>.")
  endif()
endfunction()

# The names and values of the variables by which ferrule finds its tools, as `<result>_NAMES` and `<result>_<name>`.
function(_ferrule_tool_environment result)
  set(names)
  set(path "$ENV{PATH}")
  _ferrule_find_in_path(cargo found)
  if(Ferrule_CARGO AND NOT found STREQUAL Ferrule_CARGO)
    _ferrule_directory_of_cargo(directory)
    set(path "${directory}:${path}")
  endif()
  set(${result}_PATH "${path}" PARENT_SCOPE)
  set(${result}_RUSTUP_TOOLCHAIN "${Ferrule_TOOLCHAIN}" PARENT_SCOPE)
  set(${result}_RUSTC "${Ferrule_RUSTC}" PARENT_SCOPE)
  set(${result}_RUSTC_WRAPPER "${Ferrule_RUSTC_LAUNCHER}" PARENT_SCOPE)
  # Given for each crate: see _ferrule_rustflags().
  set(${result}_RUSTFLAGS "" PARENT_SCOPE)
  set(${result}_NAMES PATH RUSTUP_TOOLCHAIN RUSTC RUSTC_WRAPPER RUSTFLAGS PARENT_SCOPE)
endfunction()

function(_ferrule_find_in_path program result)
  string(REPLACE ":" ";" directories "$ENV{PATH}")
  foreach(directory IN LISTS directories)
    if(EXISTS "${directory}/${program}")
      set(${result} "${directory}/${program}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(${result} "" PARENT_SCOPE)
endfunction()

# A directory in which Ferrule_CARGO is called `cargo`: distributions also have `cargo-1.85`.
function(_ferrule_directory_of_cargo result)
  cmake_path(GET Ferrule_CARGO PARENT_PATH directory)
  cmake_path(GET Ferrule_CARGO FILENAME name)
  if(NOT name STREQUAL "cargo")
    set(directory "${CMAKE_BINARY_DIR}/ferrule/tools")
    file(MAKE_DIRECTORY "${directory}")
    file(CREATE_LINK "${Ferrule_CARGO}" "${directory}/cargo" SYMBOLIC)
  endif()
  set(${result} "${directory}" PARENT_SCOPE)
endfunction()

# Runs ferrule with `ARGN`, in the toolchain that the variables above name. What it says is in `output` and `errors`,
# its exit status in `status`. The variables are set in this process and put back, which spares a process for each
# crate.
function(_ferrule_run status output errors)
  _ferrule_tool_environment(wanted)
  foreach(name IN LISTS wanted_NAMES)
    set(has_${name} FALSE)
    if(DEFINED ENV{${name}})
      set(has_${name} TRUE)
      set(saved_${name} "$ENV{${name}}")
    endif()
    # An empty RUSTC is not the same as none.
    if(wanted_${name} STREQUAL "")
      unset(ENV{${name}})
    else()
      set(ENV{${name}} "${wanted_${name}}")
    endif()
  endforeach()
  get_property(ferrule GLOBAL PROPERTY FERRULE_EXECUTABLE)
  execute_process(COMMAND "${ferrule}" ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE printed
    ERROR_VARIABLE said)
  foreach(name IN LISTS wanted_NAMES)
    if(has_${name})
      set(ENV{${name}} "${saved_${name}}")
    else()
      unset(ENV{${name}})
    endif()
  endforeach()
  set(${status} "${result}" PARENT_SCOPE)
  set(${output} "${printed}" PARENT_SCOPE)
  set(${errors} "${said}" PARENT_SCOPE)
endfunction()
