# Configures, builds and tests a copy of PROJECT in WORK, demands that a second
# build has nothing to do, and then takes the project's own STEPS.
cmake_minimum_required(VERSION 3.25)

if(NEEDS AND NOT EXISTS "${NEEDS}")
  message("SKIPPED: there is no ${NEEDS}. It needs tools for a cross build: sh tests/cmake/cross-tools.sh DIRECTORY, "
    "and -DFERRULE_CROSS_TOOLS=DIRECTORY")
  return()
endif()

set(SOURCE "${WORK}/source")
set(BINARY "${WORK}/build")
# Colours would hide words from the comparisons below. A variable that changes
# what Cargo does would change what is tested.
unset(ENV{CLICOLOR_FORCE})
unset(ENV{RUSTFLAGS})

# Runs a command. It must succeed, except with `status_variable`.
function(run output_variable)
  cmake_parse_arguments(PARSE_ARGV 1 run "" "STATUS" "COMMAND")
  execute_process(COMMAND ${run_COMMAND} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(run_STATUS)
    set(${run_STATUS} "${status}" PARENT_SCOPE)
  elseif(NOT status EQUAL 0)
    list(JOIN run_COMMAND " " command)
    message(FATAL_ERROR "failed: ${command}\n${output}")
  endif()
  set(${output_variable} "${output}" PARENT_SCOPE)
endfunction()

function(expect text pattern)
  if(NOT text MATCHES "${pattern}")
    message(FATAL_ERROR "`${pattern}` is not in:\n${text}")
  endif()
endfunction()

function(expect_no text pattern)
  if(text MATCHES "${pattern}")
    message(FATAL_ERROR "`${pattern}` is in:\n${text}")
  endif()
endfunction()

function(configure)
  run(output COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${BINARY}" -G "${GENERATOR}" ${ARGUMENTS} ${ARGN})
  expect_no("${output}" "Warning")
endfunction()

# Builds, in `configuration` where there are several; what it says is in `output`.
function(build)
  set(choice)
  if(configuration)
    set(choice --config "${configuration}")
  endif()
  run(output COMMAND "${CMAKE_COMMAND}" --build "${BINARY}" --parallel 2 ${choice} ${ARGN})
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect_nothing_to_do)
  build()
  if(GENERATOR MATCHES "Ninja")
    expect("${output}" "no work to do")
  else()
    expect_no("${output}" "rust_|Linking|Building")
  endif()
endfunction()

function(run_tests)
  set(choice)
  if(configuration)
    set(choice --build-config "${configuration}")
  endif()
  run(output COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${BINARY}" --output-on-failure --no-tests=error ${choice})
endfunction()

# Replaces text in a file of the project.
function(edit file from to)
  # A file may be no younger than what was just made of it.
  execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.1)
  file(READ "${SOURCE}/${file}" text)
  string(REPLACE "${from}" "${to}" text "${text}")
  file(WRITE "${SOURCE}/${file}" "${text}")
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(COPY "${PROJECT}/" DESTINATION "${SOURCE}")
if(NOT STEPS STREQUAL "errors")
  configure()
  if(NOT CONFIGURATIONS)
    set(CONFIGURATIONS " ")
  endif()
  foreach(one IN LISTS CONFIGURATIONS)
    # The last one stays, for the steps.
    string(STRIP "${one}" configuration)
    build()
    expect_nothing_to_do()
    run_tests()
  endforeach()
endif()
if(EXISTS "${SOURCE}/${STEPS}.cmake")
  include("${SOURCE}/${STEPS}.cmake")
endif()
# Recordings and rlibs take space.
file(REMOVE_RECURSE "${WORK}")
