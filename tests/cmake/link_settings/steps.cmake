# `strip = true` takes the symbols of what CMake links for a crate; a program of the project's own keeps its own.
function(expect_symbols file pattern)
  run(output COMMAND nm "${BINARY}/${file}")
  expect("${output}" "${pattern}")
endfunction()
expect_symbols(app "no symbols")
expect_symbols(static_app "no symbols")
expect_symbols(libshared.so "no symbols")
expect_symbols(user " T main\n")
run(output COMMAND nm --dynamic "${BINARY}/libshared.so")
expect("${output}" " T engine_value")

# A static C library leaves nothing to load.
run(output COMMAND readelf --dynamic --wide "${BINARY}/app")
expect("${output}" "NEEDED.*libc")
run(output COMMAND readelf --dynamic --wide "${BINARY}/static_app")
expect_no("${output}" "NEEDED")

# The Cargo configuration may name another compiler.
file(WRITE "${SOURCE}/.cargo/config.toml" "[env]\nCC = \"another\"\n")
build()
run(output COMMAND "${BINARY}/app")
expect("${output}" "^42 another\n$")

# An rlib can't be exported by CMake itself.
run(output STATUS status COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${BINARY}" -DEXPORT_ENGINE=ON)
expect("${output}" "\"engine\" which requires target \"engine-rust-needs-install_rust_crates\"")
if(status EQUAL 0)
  message(FATAL_ERROR "exported")
endif()

# A static program needs crates that are compiled for one.
foreach(static "-DCMAKE_EXE_LINKER_FLAGS=-O1 -static" "-DSTATIC_APP=ON")
  run(output STATUS status COMMAND "${CMAKE_COMMAND}" -DEXPORT_ENGINE=OFF -DCMAKE_EXE_LINKER_FLAGS= "${static}" "${BINARY}")
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  expect("${output}" "add_rust_crate.(engine|app). in CMakeLists.txt: programs are linked with -static, and this crate is")
endforeach()
