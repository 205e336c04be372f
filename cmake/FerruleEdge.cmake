# The edges of Rust crates, as custom commands.
include_guard(GLOBAL)

# _ferrule_edge(<build directory> <id> <digest of the action> <comment>
#   OUTPUTS <file>… [DEPENDS <file>…] [DEPFILE <file>] [OWN] [RUNTIME])
#
# Called by the scripts that `ferrule cmake-calls` writes. OWN marks an edge of the very package that add_rust_crate()
# names: its DEPENDS count for it. RUNTIME marks the edge that makes the archive of std.
#
# An edge stands once in the whole project: crates that several targets need are the same files. Of a large project
# most calls are for edges that stand, so that these come first.
function(_ferrule_edge directory id digest comment)
  set(before)
  if(crate_DEPENDS AND "OWN" IN_LIST ARGN)
    set(before ${crate_DEPENDS})
  endif()
  get_property(known GLOBAL PROPERTY "_FERRULE_EDGE ${directory} ${id}")
  if(known)
    if(before OR NOT known MATCHES "^${digest};")
      _ferrule_check_known_edge()
    endif()
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 4 edge "OWN;RUNTIME" "DEPFILE" "OUTPUTS;DEPENDS")
  set_property(GLOBAL PROPERTY "_FERRULE_EDGE ${directory} ${id}" "${digest}" "${target}" ${before})
  get_property(launcher GLOBAL PROPERTY FERRULE_LAUNCHER)
  set(depfile)
  if(edge_DEPFILE)
    set(depfile DEPFILE "${edge_DEPFILE}")
  endif()
  _ferrule_codegen(codegen)
  _ferrule_note_ide_edge()
  set(weaken)
  if(edge_RUNTIME)
    _ferrule_weaken_allocator(weaken)
  endif()
  add_custom_command(OUTPUT ${edge_OUTPUTS}
    COMMAND "${launcher}" run "actions/${id}"
    ${weaken}
    DEPENDS ${edge_DEPENDS} ${before}
    ${depfile}
    WORKING_DIRECTORY "${directory}"
    COMMENT "${comment}"
    ${codegen}
    VERBATIM)
endfunction()

# Build scripts generate code, headers for C++ among it, which IDEs want before they index. CMake has a target for
# that (3.31); with `ferrule-codegen` any has.
function(_ferrule_codegen result)
  set(${result} "" PARENT_SCOPE)
  if(NOT comment MATCHES "^build_script_run ")
    return()
  endif()
  if(NOT CMAKE_VERSION VERSION_LESS 3.31)
    set(${result} CODEGEN PARENT_SCOPE)
  endif()
  get_property(files GLOBAL PROPERTY _FERRULE_GENERATED)
  if(NOT files)
    _ferrule_defer_to_end(_ferrule_add_codegen_target)
  endif()
  list(GET edge_OUTPUTS 0 file)
  set_property(GLOBAL APPEND PROPERTY _FERRULE_GENERATED "${file}")
  set_property(GLOBAL APPEND PROPERTY _FERRULE_GENERATING_TARGETS "${target}")
endfunction()

# When all directories are read. ninja finds edges by their files; make can only be told of targets.
function(_ferrule_add_codegen_target)
  get_property(files GLOBAL PROPERTY _FERRULE_GENERATED)
  get_property(targets GLOBAL PROPERTY _FERRULE_GENERATING_TARGETS)
  if(CMAKE_GENERATOR STREQUAL "Unix Makefiles")
    add_custom_target(ferrule-codegen)
    list(REMOVE_DUPLICATES targets)
    foreach(target IN LISTS targets)
      add_dependencies(ferrule-codegen ${target}-rust)
    endforeach()
    return()
  endif()
  _ferrule_configurations(configurations)
  set(wanted)
  foreach(file IN LISTS files)
    foreach(configuration IN LISTS configurations)
      if(NOT configurations MATCHES ";")
        list(APPEND wanted "${file}")
      elseif(file MATCHES "^${CMAKE_BINARY_DIR}/ferrule/${configuration}[-/]")
        list(APPEND wanted "$<$<CONFIG:${configuration}>:${file}>")
      endif()
    endforeach()
  endforeach()
  add_custom_target(ferrule-codegen DEPENDS ${wanted})
  set_property(TARGET ferrule-codegen PROPERTY FOLDER Rust)
endfunction()

# rustc puts the default allocator beside std. Where a crate of the program has a #[global_allocator], that one is
# defined under the same names: it must win.
function(_ferrule_weaken_allocator result)
  set(options)
  foreach(function alloc dealloc realloc alloc_zeroed)
    list(APPEND options "--weaken-symbol=*__rust_${function}")
  endforeach()
  set(objcopy "${CMAKE_OBJCOPY}")
  if(NOT objcopy)
    set(objcopy objcopy)
  endif()
  set(${result} COMMAND "${objcopy}" --wildcard ${options} ${edge_OUTPUTS} PARENT_SCOPE)
endfunction()

# Another target has this edge already. It must be the same in every respect.
function(_ferrule_check_known_edge)
  list(POP_FRONT known known_digest owner)
  string(REGEX REPLACE "^[a-z_]+ (.*)$" "\\1" package "${comment}")
  if(NOT digest STREQUAL known_digest)
    message(FATAL_ERROR "${call}: `${package}` is in two workspaces, with the same name and version but not the same "
      "contents or settings: add_rust_crate(${owner}) has the other. "
      "Change the name or version of one of them, or put both into one workspace.")
  endif()
  list(REMOVE_ITEM before ${known})
  if(before)
    message(FATAL_ERROR "${call}: DEPENDS comes too late, because add_rust_crate(${owner}) uses `${package}` too. "
      "Call this one first.")
  endif()
endfunction()

# Takes in what ferrule wrote for the crate: `scripts`, one a configuration.
#
# A target waits for all custom commands of its directory that lead to one of its files in any configuration. So that
# a build makes the files of one configuration only, the edges stand in a directory of their own where there are
# several: ninja finds them by their outputs.
function(_ferrule_add_edges)
  list(LENGTH configurations count)
  if(count EQUAL 1)
    include("${scripts}")
    _ferrule_add_copies()
    return()
  endif()
  get_property(module GLOBAL PROPERTY _FERRULE_MODULE_DIRECTORY)
  _ferrule_edges_name(name)
  add_subdirectory("${module}/ferrule-edges" "${CMAKE_BINARY_DIR}/ferrule/edges/${name}" EXCLUDE_FROM_ALL)
endfunction()

# The program that rustc has linked has a hash in its name: a copy is for users. CMake would take the copy for its own
# target, where something waits for it by its name.
function(_ferrule_add_copies)
  foreach(configuration IN LISTS configurations)
    if(COPY_${configuration} AND NOT is_test)
      add_custom_command(OUTPUT "${COPIED_${configuration}}" BYPRODUCTS "${COPY_${configuration}}"
        COMMAND "${CMAKE_COMMAND}" -E copy "${FILE_${configuration}}" "${COPY_${configuration}}"
        COMMAND "${CMAKE_COMMAND}" -E touch "${COPIED_${configuration}}"
        DEPENDS "${FILE_${configuration}}" COMMENT "Copying ${target}" VERBATIM)
    endif()
  endforeach()
endfunction()

# What ferrule-edges/CMakeLists.txt calls.
function(_ferrule_add_edges_here)
  set(files)
  foreach(script IN LISTS scripts)
    include("${script}")
    list(APPEND files ${FERRULE_FILE} ${FERRULE_METADATA} ${FERRULE_ROOTS} ${FERRULE_LINK_FILES} ${FERRULE_RUNTIME}
      ${FERRULE_LINK_ARGUMENTS} ${FERRULE_DRIVER_ARGUMENTS})
  endforeach()
  _ferrule_add_copies()
  foreach(configuration IN LISTS configurations)
    list(APPEND files ${COPIED_${configuration}})
  endforeach()
  _ferrule_edges_name(name)
  add_custom_target(${name}-rust-edges DEPENDS ${files} ${program_files})
  set_property(TARGET ${name}-rust-edges PROPERTY FOLDER Rust)
endfunction()
