# Each test is one, by name.
function(list_tests output_variable)
  set(choice)
  if(configuration)
    set(choice --build-config "${configuration}")
  endif()
  run(output COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${BINARY}" --show-only ${choice} ${ARGN})
  set(${output_variable} "${output}" PARENT_SCOPE)
endfunction()

list_tests(listed)
foreach(name "engine::unit::adds" "engine::unit::panics" "engine::unit::adds_long .Disabled." "engine.own_main"
    "engine.whole::adds" "engine.whole::has_cargos_environment" "engine.whole::starts_the_tool" "app::is_seven"
    "app.runs::prints" "whole::is_whole" "twice::doubles")
  expect("${listed}" ": ${name}\n")
endforeach()
expect_no("${listed}" "needs_feature|NOT_BUILT|again")
list_tests(listed -L rust)
expect("${listed}" "Total Tests: 7\n")

# TEST_LIST is there for what CTest includes later.
file(READ "${BINARY}/names" names)
expect("${names}" "engine::unit::adds;.*engine.whole::starts_the_tool")

# Left out of `all`, and listed when CTest runs.
build(--target again-tests)
list_tests(listed)
expect("${listed}" ": pre again::unit::adds suf\n")
expect("${listed}" ": pre again.whole::adds suf\n")
expect_no("${listed}" "again::unit::panics")

# A new test is there after the build, a test that fails is one failure.
edit(app/src/main.rs "fn is_seven() {" "fn is_new() {}\n\n#[test]\nfn is_seven() {\n    panic!(\"on purpose\");")
build()
expect_nothing_to_do()
set(choice)
if(configuration)
  set(choice --build-config "${configuration}")
endif()
run(output STATUS status COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${BINARY}" --output-on-failure -R "^app" ${choice})
expect("${output}" "app::is_new [.]+ +Passed")
expect("${output}" "app::is_seven [.]+[*]+Failed")
expect("${output}" "on purpose")

# A C++ library of the crate's target is linked again into its tests.
edit(adder.cc "a + b;" "a - b;")
build()
run(output STATUS status COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${BINARY}" -R "^engine.whole::adds" ${choice})
expect("${output}" "engine.whole::adds [.]+[*]+Failed")

# A program that doesn't come to tell its tests: the build fails and says so.
set(choice)
if(configuration)
  set(choice --config "${configuration}")
endif()
run(output STATUS status COMMAND "${CMAKE_COMMAND}" --build "${BINARY}" --target stuck-tests ${choice})
expect("${output}" "--list` was still running after 1 s.*give it more time with DISCOVERY_TIMEOUT")
