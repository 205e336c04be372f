# A change of one crate rebuilds it and what depends on it. What only links it
# sees its code.
edit(rust/counting.rs "is_alphabetic" "is_alphanumeric")
build()
expect("${output}" "rust_codegen counting")
expect("${output}" "rust_proc_macro count-macro")
expect_no("${output}" "rust_[a-z_]+ (words|shout|made)|ferrule_runtime")
run_tests()
expect_nothing_to_do()

edit(rust/inner/mod.rs "\"\"" "\"\" ")
build()
expect("${output}" "rust_codegen base.lib")
expect_no("${output}" "rust_[a-z_]+ (words|shout|counting|count-macro)")
run_tests()
expect_nothing_to_do()

# The generated root is an input.
edit(made.rs.in "made: " "made: again, ")
build()
expect("${output}" "rust_object made")
expect_no("${output}" "rust_[a-z_]+ (base|tool|plugin)")
expect_nothing_to_do()

# rustc warns of features that nobody declared, if it is recent enough.
edit(rust/features.rs "true;" "!false;")
build()
expect_no("${output}" "condition value: .known_")
run(version COMMAND rustc --version)
string(REGEX MATCH "1[.][0-9]+" version "${version}")
if(NOT version VERSION_LESS 1.80)
  expect("${output}" "unexpected .cfg. condition value: .unknown.")
endif()

# To configure again runs nothing.
configure()
expect_nothing_to_do()
