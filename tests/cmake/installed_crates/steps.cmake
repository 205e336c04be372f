# Installed, moved, and used where neither the build directory nor Rust is.
set(choice)
if(configuration)
  set(choice --config "${configuration}")
endif()
run(output COMMAND "${CMAKE_COMMAND}" --install "${BINARY}" --prefix "${WORK}/first" ${choice})
file(RENAME "${WORK}/first" "${WORK}/a prefix")
file(RENAME "${BINARY}" "${BINARY} gone")
file(GLOB archives "${WORK}/a prefix/lib/archives/*.a")
if(NOT archives)
  message(FATAL_ERROR "no archive is installed")
endif()
set(consumer "${WORK}/consumer")
function(use_it)
  run(output COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}/consumer" -B "${consumer}" -G Ninja ${ARGN}
    "-DCMAKE_PREFIX_PATH=${WORK}/a prefix")
  run(output COMMAND "${CMAKE_COMMAND}" --build "${consumer}")
  run(output COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${consumer}" --output-on-failure --no-tests=error)
endfunction()

# A package of one configuration serves all. One of several has them apart: a
# project that is built in another one says which it takes. One that says
# nothing gets the usual one.
if(configuration)
  use_it()
  use_it(-DCMAKE_BUILD_TYPE=Special)
  use_it("-DCMAKE_BUILD_TYPE=${configuration}")
  use_it(-DCMAKE_BUILD_TYPE=Debug "-DCMAKE_MAP_IMPORTED_CONFIG_DEBUG=${configuration}")
else()
  use_it(-DCMAKE_BUILD_TYPE=Debug)
  use_it(-DCMAKE_BUILD_TYPE=Release)
endif()
