# Builds in an environment with the variables, NAME=VALUE, and expects of the program what `pattern` says. make has read
# its rules when it finds a variable changed.
function(expect_with pattern)
  set(build COMMAND "${CMAKE_COMMAND}" -E env ${ARGN} "${CMAKE_COMMAND}" --build "${BINARY}" --parallel 2)
  if(GENERATOR MATCHES "Makefiles")
    run(output STATUS status ${build})
    if(NOT status EQUAL 0)
      expect("${output}" "a variable.*has changed.*run make again")
    endif()
  endif()
  run(output ${build})
  run(says COMMAND "${BINARY}/app")
  run(lone_says COMMAND "${BINARY}/lone")
  expect("${says}${lone_says}" "${pattern}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

# What the script and the crate name counts when it changes, and only for what names it.
expect_with("given: call unsaid: none said: one option: none\nlone: none" SAID_MODE=one)
expect("${output}" "build_script_run app")
expect_with("given: call unsaid: none said: one option: two\nlone: two" SAID_MODE=one OPTION_MODE=two)
expect_no("${output}" "build_script_run")
# The script sees what it doesn't name as well, whenever it runs.
expect_with("given: call unsaid: three said: other option: two" SAID_MODE=other OPTION_MODE=two UNSAID_MODE=three)
# The call's own go over the caller's.
expect_with("given: call" GIVEN=caller SAID_MODE=other OPTION_MODE=two UNSAID_MODE=three)

# A closed environment has what was kept when CMake ran, and nothing else.
file(REMOVE_RECURSE "${BINARY}")
set(ENV{SAID_MODE} kept)
configure(-DFerrule_CLOSED_ENVIRONMENT=ON -DFerrule_MEMORY=900M)
file(GLOB_RECURSE jobs "${BINARY}/ferrule/*/ferrule/jobs")
list(LENGTH jobs found)
if(NOT found)
  message(FATAL_ERROR "no file tells the launchers of Ferrule_MEMORY")
endif()
foreach(file IN LISTS jobs)
  file(READ "${file}" text)
  expect("${text}" "^memory 900M\n$")
endforeach()
unset(ENV{SAID_MODE})
expect_with("given: call unsaid: none said: none option: none" UNSAID_MODE=three)
