# What an editor calls. Standard output and error apart: the one is for a program.
set(ferrule "${WORK}/../installed/bin/ferrule")
set(wanted_status 0)

# `messages` has what was printed for the editor, `errors` the rest.
function(check)
  execute_process(COMMAND "${ferrule}" check -C "${BINARY}" ${ARGN} RESULT_VARIABLE status
    OUTPUT_VARIABLE messages ERROR_VARIABLE errors)
  if(NOT status EQUAL wanted_status)
    message(FATAL_ERROR "ferrule check ${ARGN}: exit status ${status}\n${messages}\n${errors}")
  endif()
  set(messages "${messages}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(check_for_editor)
  check(--message-format json ${ARGN})
  set(messages "${messages}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

# What the checks have made, with its times, and what the builds have made.
function(state_of directory result)
  file(GLOB_RECURSE files "${directory}/*.rmeta" "${directory}/*.rlib" "${directory}/*.so" "${directory}/*.output"
    "${directory}/*.o")
  set(state)
  foreach(file IN LISTS files)
    if(directory MATCHES "check$" OR NOT file MATCHES "/ferrule/check/")
      file(TIMESTAMP "${file}" time "%s.%f")
      string(APPEND state "${file} ${time}\n")
    endif()
  endforeach()
  set(${result} "${state}" PARENT_SCOPE)
endfunction()

# expect_project(<pattern>): in what an editor is told of the crates.
function(expect_project pattern)
  file(READ "${BINARY}/rust-project.json" project)
  expect("${project}" "${pattern}")
endfunction()

# What build scripts have said since CMake configured.
build(--target ferrule-rust-project)
expect_project("\"scripted\"")

# Nothing is prepared by configuring, and nothing of a build changes.
if(EXISTS "${BINARY}/ferrule/check")
  message(FATAL_ERROR "there are checks before anybody has asked for them")
endif()
state_of("${BINARY}/ferrule" built)
check()
foreach(crate base made app speller lone count-macro tool)
  expect("${errors}" "(Checking|Compiling) ${crate} v")
endforeach()
# Once for those that share it, and once with the ENV of its own call.
file(STRINGS "${BINARY}/ferrule/check/.ninja_log" found REGEX "/check/libbase-[^/]*rmeta")
list(LENGTH found count)
if(NOT count EQUAL 2)
  message(FATAL_ERROR "`base` was checked ${count} times:\n${found}")
endif()
expect("${errors}" "warning: function `unused_by_anyone` is never used")
expect("${errors}" "Finished `dev` profile .* target.s. in ")
state_of("${BINARY}/ferrule" now)
if(NOT now STREQUAL built)
  message(FATAL_ERROR "the check has changed a build:\n${built}\n${now}")
endif()
expect_nothing_to_do()

# Nothing is checked again, and what is known is said again.
state_of("${BINARY}/ferrule/check" checked)
check_for_editor()
state_of("${BINARY}/ferrule/check" now)
if(NOT now STREQUAL checked)
  message(FATAL_ERROR "what was up to date was checked again:\n${checked}\n${now}")
endif()
expect("${messages}" "\"reason\":\"compiler-message\".*\"src_path\":\"[^\"]*/lone.rs\"")
expect("${messages}" "function `unused_by_anyone` is never used")
expect("${messages}" "{\"reason\":\"build-finished\",\"success\":true}")
check()
expect("${errors}" "`unused_by_anyone` is never used")
expect_no("${errors}" "Checking")

# plant(<file> <from> <to> <what rustc says>): an error that an editor is told of, until it is gone. The build is left
# alone.
function(plant file from to said)
  edit("${file}" "${from}" "${to}")
  check_for_editor()
  expect("${messages}" "\"level\":\"error\".*${said}")
  expect("${messages}" "\"src_path\":\"[^\"]*/${file}\"")
  expect("${messages}" "{\"reason\":\"build-finished\",\"success\":false}")
  set(wanted_status 1)
  check()
  expect("${errors}" "${said}")
  set(wanted_status 0)
  edit("${file}" "${to}" "${from}")
  check_for_editor()
  expect_no("${messages}" "${said}")
  expect("${messages}" "{\"reason\":\"build-finished\",\"success\":true}")
endfunction()

plant(rust/app/src/main.rs "base::TWO" "base::MISSING" "cannot find value `MISSING`")
plant(rust/base/src/lib.rs "TWO: u32 = 2" "TWO: u32 = \"2\"" "mismatched types")
plant(rust/speller/src/lib.rs "parse().unwrap()" "parsed().unwrap()" "no method named `parsed`")
plant(lone.rs "pub fn report() -> String {" "pub fn report() -> String { nowhere();" "cannot find function `nowhere`")
plant(lone.rs "assert!(report()" "assert!(reported()" "cannot find function `reported`")
plant(tool.rs "lone::report()" "lone::reports(1)" "cannot find function `reports`")
plant(rust/made/tests/whole.rs "made::FOUR, 4" "made::FIVE, 4" "cannot find value `FIVE`")
plant(rust/made/src/lib.rs "assert_eq!(FOUR, 4)" "assert_eq!(FIVE, 4)" "cannot find value `FIVE`")
# What was edited and put back is built as before, and once. (make has no way to tell that an output stays.)
build()
if(GENERATOR MATCHES "Ninja")
  expect_nothing_to_do()
endif()

# A build script says something else: what is included changes, and what an editor is told of the crate. The build
# makes its own when it comes to that.
edit(rust/made/build.rs "MADE: u32" "MAID: u32")
edit(rust/made/build.rs "cfg=scripted" "cfg=rewritten")
check_for_editor()
expect("${messages}" "cannot find value `MADE`")
expect_project("\"rewritten\"")
expect_project("\"OUT_DIR\" ?: ?\"${BINARY}/ferrule/check/(Debug|Release)/")
edit(rust/made/build.rs "MAID: u32" "MADE: u32")
edit(rust/made/build.rs "cfg=rewritten" "cfg=scripted")
check_for_editor()
expect_no("${messages}" "\"level\":\"error\"")
expect_project("\"scripted\"")
file(TIMESTAMP "${BINARY}/rust-project.json" before "%s.%f")
check_for_editor()
file(TIMESTAMP "${BINARY}/rust-project.json" after "%s.%f")
if(NOT before STREQUAL after)
  message(FATAL_ERROR "rust-project.json was written again, though it is as it was")
endif()

# A check waits for no build, nor a build for a check: this one goes on only when the check is done.
edit(rust/made/build.rs "fn main() {" "// Once more.\nfn main() {")
set(gate "${WORK}/gate")
file(WRITE "${WORK}/check_and_open.cmake" "
  while(NOT EXISTS [[${gate}.reached]])
    execute_process(COMMAND \"${CMAKE_COMMAND}\" -E sleep 0.1)
  endwhile()
  execute_process(COMMAND [[${ferrule}]] check -C [[${BINARY}]] --message-format json OUTPUT_VARIABLE messages
    COMMAND_ERROR_IS_FATAL ANY)
  if(NOT messages MATCHES \"success.:true\")
    message(FATAL_ERROR \"\${messages}\")
  endif()
  file(TOUCH [[${gate}]])
  # What the build says goes here.
  execute_process(COMMAND cat OUTPUT_QUIET)
")
set(choice)
if(configuration)
  set(choice --config "${configuration}")
endif()
set(ENV{CHECKS_GATE} "${gate}")
# Both at once.
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${BINARY}" ${choice}
  COMMAND "${CMAKE_COMMAND}" -P "${WORK}/check_and_open.cmake"
  TIMEOUT 200 RESULTS_VARIABLE results ERROR_VARIABLE errors OUTPUT_QUIET)
unset(ENV{CHECKS_GATE})
if(NOT results STREQUAL "0;0")
  message(FATAL_ERROR "a build and a check at once: ${results}\n${errors}")
endif()

# Manifests are looked at without CMake: a dependency, and a feature that a call doesn't choose.
edit(rust/app/Cargo.toml "{ path = \"../base\" }" "{ path = \"../base\", features = [\"wide\"] }")
check_for_editor()
expect("${messages}" "function `wide_only` is never used")
edit(rust/app/Cargo.toml "{ path = \"../base\", features = [\"wide\"] }" "{ path = \"../base\" }")
check_for_editor()
expect_no("${messages}" "wide_only")

# CMake configures again: a call has a feature, there is one more crate, one has another ENV, and one is gone.
file(WRITE "${SOURCE}/more.rs" "pub fn more() { wrong() }\n")
edit(CMakeLists.txt "base MANIFEST_PATH rust/base/Cargo.toml)" "base MANIFEST_PATH rust/base/Cargo.toml FEATURES wide)")
edit(CMakeLists.txt "add_rust_test(lone)" "add_rust_crate(more ROOT more.rs EDITION 2021 ENV A=b)")
configure()
check_for_editor()
expect("${messages}" "function `wide_only` is never used")
expect("${messages}" "cannot find function `wrong`")
file(WRITE "${SOURCE}/more.rs" "pub fn more() {}\n")
edit(lone.rs "assert!(report()" "assert!(reported()")
check_for_editor()
expect_no("${messages}" "`(wrong|reported)`")

# What a project says, no option of Cargo's changes; those for everything are what is done anyway.
check_for_editor(--all-targets --workspace)
set(wanted_status 1)
check_for_editor(--features wide)
expect("${errors}" "`--features[^`]*` is not for a CMake project")
set(wanted_status 0)

# An editor calls it in the build directory itself.
execute_process(COMMAND "${ferrule}" check --message-format json WORKING_DIRECTORY "${BINARY}" OUTPUT_VARIABLE messages
  ERROR_VARIABLE errors COMMAND_ERROR_IS_FATAL ANY)
expect("${messages}" "wide_only.*build-finished")

# rust-project.json says how.
file(READ "${BINARY}/rust-project.json" project)
string(JSON runnable GET "${project}" runnables 0)
expect("${runnable}" "\"kind\" : \"flycheck\"")
string(JSON arguments GET "${runnable}" args)
expect("${arguments}" "\"check\".*\"-C\".*\"${BINARY}\".*\"--message-format\".*\"json\"")

# Lints of clippy's, where the toolchain has it.
edit(tool.rs "println!(\"{}\", lone::report());" "return println!(\"{}\", lone::report());")
execute_process(COMMAND rustc --print sysroot OUTPUT_VARIABLE sysroot OUTPUT_STRIP_TRAILING_WHITESPACE)
if(EXISTS "${sysroot}/bin/clippy-driver")
  check_for_editor(--clippy)
  expect("${messages}" "needless_return")
  check_for_editor()
  expect_no("${messages}" "needless_return")
  check_for_editor(--clippy -- -D clippy::needless_return)
  expect("${messages}" "\"level\":\"error\"")
else()
  set(wanted_status 1)
  check_for_editor(--clippy)
  expect("${errors}" "has no clippy-driver")
endif()
