# Ferrule inside of another project, by add_subdirectory() or FetchContent.
#
# ferrule must run while that project configures, so it is built here and now, as a project of its own: the other
# project's flags, build type, toolchain file and targets have nothing to do with it.

# Programs that are there already spare the build.
if(EXISTS "${FERRULE_EXECUTABLE}" AND EXISTS "${FERRULE_LAUNCHER}")
  message(STATUS "Ferrule: ${FERRULE_EXECUTABLE}")
  include("${CMAKE_CURRENT_LIST_DIR}/Ferrule.cmake")
  _ferrule_check_tools()
  return()
endif()

function(_ferrule_build_step what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(REPLACE "\n" "\n  " output "${output}")
    message(FATAL_ERROR "Ferrule: cannot ${what} it:\n  ${output}")
  endif()
endfunction()

function(_ferrule_build source binary)
  if(NOT EXISTS "${binary}/is-configured")
    message(STATUS "Ferrule: building it in ${binary}, once")
    set(generator "${CMAKE_GENERATOR}")
    if(generator STREQUAL "Ninja Multi-Config")
      set(generator Ninja)
    endif()
    # In a cross build the compiler's programs don't run here, and the prefixes and what the environment says of
    # compilers are for the target.
    set(without --unset=CMAKE_TOOLCHAIN_FILE)
    set(compiler)
    set(prefixes)
    if(CMAKE_CROSSCOMPILING)
      list(APPEND without --unset=CC --unset=CXX --unset=CFLAGS --unset=CXXFLAGS --unset=LDFLAGS)
    else()
      list(JOIN CMAKE_PREFIX_PATH "\\;" prefixes)
      if(CMAKE_CXX_COMPILER)
        set(compiler "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}")
      endif()
    endif()
    _ferrule_build_step(configure "${CMAKE_COMMAND}" -E env ${without}
      "${CMAKE_COMMAND}" -G "${generator}" -S "${source}" -B "${binary}"
      "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" "-DCMAKE_PREFIX_PATH=${prefixes}" ${compiler}
      -DCMAKE_BUILD_TYPE=Release -DFERRULE_BUILD_TESTS=OFF)
    file(TOUCH "${binary}/is-configured")
  endif()
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  _ferrule_build_step(build "${CMAKE_COMMAND}" --build "${binary}" --parallel ${cores}
    --target ferrule ferrule-launcher)
endfunction()

_ferrule_build("${PROJECT_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/_ferrule")
set(FERRULE_EXECUTABLE "${CMAKE_BINARY_DIR}/_ferrule/bin/ferrule")
set(FERRULE_LAUNCHER "${CMAKE_BINARY_DIR}/_ferrule/libexec/ferrule/ferrule-launcher")

# A change of Ferrule's own sources configures again, and that builds it.
file(GLOB_RECURSE sources "${PROJECT_SOURCE_DIR}/src/*" "${PROJECT_SOURCE_DIR}/generator/*")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources})
include("${CMAKE_CURRENT_LIST_DIR}/Ferrule.cmake")
_ferrule_check_tools()
