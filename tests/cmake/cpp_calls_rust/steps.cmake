# One std in the program.
run(symbols COMMAND nm "${BINARY}/${configuration}/program")
string(REGEX MATCHALL "[^\n]* rust_eh_personality\n" found "${symbols}")
list(LENGTH found count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "${count} times rust_eh_personality: ${found}")
endif()

# A change of one crate rebuilds that crate and what links it.
edit(right/src/lib.rs "    43" "    43 + 0")
build()
expect("${output}" "rust_codegen right")
expect("${output}" "Linking CXX executable [^\n]*program")
expect_no("${output}" "rust_[a-z]+ (left|common)|ferrule_runtime")
run_tests()
expect_nothing_to_do()

# One of what both use reaches all of them.
edit(common/src/lib.rs "pub fn join" "pub fn unused() {}\n\npub fn join")
build()
foreach(crate common left right)
  expect("${output}" "rust_codegen ${crate}")
endforeach()
run_tests()
expect_nothing_to_do()

# To configure again without a change changes nothing.
configure()
expect_nothing_to_do()

# A new dependency is seen.
edit(common/Cargo.toml "0.1.0" "0.2.0")
build()
expect("${output}" "rust_codegen common v0.2.0")
run_tests()
expect_nothing_to_do()
