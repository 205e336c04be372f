# All three have the library from one run of rustc.
file(REMOVE_RECURSE "${BINARY}")
configure()
build()
string(REGEX MATCHALL "rust_codegen alpha" found "${output}")
list(LENGTH found count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "`alpha` was compiled ${count} times:\n${output}")
endif()
