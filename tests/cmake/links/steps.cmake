# Of an object file nothing is awaited but headers, and no crate makes any here.
if(GENERATOR STREQUAL "Ninja")
  build(--target clean)
  foreach(object in_program.dir/count.cc.o outer_user.dir/outer_user.cc.o outer.dir/glue.cc.o circle.dir/start.cc.o)
    build(--target "CMakeFiles/${object}")
    expect_no("${output}" "rust_|build_script")
  endforeach()
  build()
endif()

# A cdylib exports this and nothing else. Some linkers add the ends of sections.
run(symbols COMMAND nm -D --defined-only --format=just-symbols "${BINARY}/${configuration}/libouter.so")
string(REGEX REPLACE "\n$" "" symbols "${symbols}")
string(REPLACE "\n" ";" symbols "${symbols}")
list(FILTER symbols EXCLUDE REGEX "^__(start|stop)_plugs$")
list(SORT symbols)
if(NOT symbols STREQUAL "glue;inner_fn;linked;listed;on_event;outer_count")
  message(FATAL_ERROR "libouter.so exports ${symbols}")
endif()

# No program has an executable stack by it.
foreach(program in_program in_archive prog by_bfd)
  if(EXISTS "${BINARY}/${configuration}/${program}")
    run(segments COMMAND readelf -lW "${BINARY}/${configuration}/${program}")
    expect("${segments}" "GNU_STACK [ 0-9a-fx]* RW ")
  endif()
endforeach()

# What registers itself may come and go.
edit(rust/plug/src/listed.rs "mod second {" "mod third {\n    #[used]\n    #[link_section = \"plugs\"]\n    static THIRD: i32 = 3;\n}\n\nmod second {")
build()
foreach(program in_program in_archive in_shared_library)
  run(count COMMAND "${BINARY}/${configuration}/${program}")
  expect("${count}" "^13\n$")
endforeach()
expect_nothing_to_do()

# What is exported too.
edit(rust/inner/src/lib.rs "inner_fn" "other_fn")
edit(outer_user.cc "inner_fn" "other_fn")
build()
run(output COMMAND "${BINARY}/${configuration}/outer_user")
expect("${output}" "^7 13 9\n$")
expect_nothing_to_do()

# The same where it is in the environment of CMake.
set(ENV{RUSTC_BOOTSTRAP} 1)
configure()
build()
run(count COMMAND "${BINARY}/${configuration}/in_program")
expect("${count}" "^13\n$")
expect_nothing_to_do()
