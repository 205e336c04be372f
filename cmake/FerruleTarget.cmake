# From files that ferrule's edges make to CMake targets.
include_guard(GLOBAL)

define_property(TARGET PROPERTY FERRULE_CRATE_TYPE
  BRIEF_DOCS "What add_rust_crate() made of the crate: rlib, bin, staticlib, cdylib or proc-macro")
define_property(TARGET PROPERTY FERRULE_SOURCES
  BRIEF_DOCS "The Rust sources of the crate, as far as they are known when CMake configures")

# `variable`'s value in each configuration, as one list.
function(_ferrule_by_configuration variable result)
  if(NOT configurations MATCHES ";")
    set(${result} "${${variable}_${configurations}}" PARENT_SCOPE)
    return()
  endif()
  set(all)
  foreach(configuration IN LISTS configurations)
    foreach(value IN LISTS ${variable}_${configuration})
      list(APPEND all "$<$<CONFIG:${configuration}>:${value}>")
    endforeach()
  endforeach()
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

# Adds <target>, of the type that ferrule has found, and <target>-rust.
function(_ferrule_add_target)
  foreach(variable FILE METADATA ROOTS EXPORTS LINK_FILES RUNTIME LINK_ARGUMENTS DRIVER_ARGUMENTS NATIVE_LIBRARIES
      LINK_ITEMS LINK_OPTIONS HEADER_SCRIPTS EXPORTED)
    _ferrule_by_configuration(${variable} ${variable})
  endforeach()
  _ferrule_sources(sources)
  _ferrule_add_edges_target()
  if(crate_HOST AND FERRULE_TYPE MATCHES "^(bin|rlib)$")
    cmake_language(CALL _ferrule_add_host_${FERRULE_TYPE})
  else()
    cmake_language(CALL _ferrule_add_${FERRULE_TYPE})
  endif()
  _ferrule_add_waiting()
  set_target_properties(${target} PROPERTIES FERRULE_CRATE_TYPE "${FERRULE_TYPE}" FERRULE_SOURCES "${sources}")
  foreach(configuration IN LISTS configurations)
    set_property(TARGET ${target} PROPERTY "_FERRULE_REFERENCE_${configuration}" "${REFERENCE_${configuration}}")
  endforeach()
endfunction()

# What C++ that links the target waits for. ninja finds what a link needs by its
# files; an object file needs only headers, which scripts of the project's own
# packages may make. make knows targets alone, and what runs when the project is
# built must be there before.
function(_ferrule_add_waiting)
  if(CMAKE_GENERATOR STREQUAL "Unix Makefiles" OR crate_HOST OR FERRULE_TYPE STREQUAL "proc-macro")
    add_dependencies(${target} ${target}-rust)
  elseif(HEADER_SCRIPTS OR crate_DEPENDS)
    add_custom_target(${target}-rust-headers DEPENDS ${HEADER_SCRIPTS} ${crate_DEPENDS})
    set_property(TARGET ${target}-rust-headers PROPERTY FOLDER Rust)
    add_dependencies(${target} ${target}-rust-headers)
  endif()
endfunction()

# The crates among DEPS whose code goes into a link, and what they link in turn.
function(_ferrule_linked_deps result)
  set(linked)
  foreach(dependency IN LISTS crate_DEPS)
    _ferrule_split_dep("${dependency}" called name)
    get_target_property(type "${name}" FERRULE_CRATE_TYPE)
    if(type STREQUAL "rlib")
      list(APPEND linked "${name}")
    endif()
  endforeach()
  set(${result} "${linked}" PARENT_SCOPE)
endfunction()

# The Rust files that an IDE shows: those beside the crate's root and below.
function(_ferrule_sources result)
  set(sources ${FERRULE_SOURCES})
  set(directory)
  if(manifest)
    get_filename_component(directory "${manifest}" DIRECTORY)
  endif()
  foreach(file IN LISTS FERRULE_SOURCES)
    get_filename_component(place "${file}" DIRECTORY)
    # A root next to the manifest has all the package below it, `target` too,
    # and one above the build directory whatever was made there.
    cmake_path(IS_PREFIX place "${CMAKE_BINARY_DIR}" is_above)
    if(NOT place STREQUAL directory AND NOT is_above)
      file(GLOB_RECURSE found "${place}/*.rs")
      list(APPEND sources ${found})
    endif()
  endforeach()
  list(APPEND sources ${manifest})
  list(REMOVE_DUPLICATES sources)
  set_source_files_properties(${sources} PROPERTIES HEADER_FILE_ONLY TRUE)
  set(${result} "${sources}" PARENT_SCOPE)
endfunction()

# ALL, unless EXCLUDE_FROM_ALL was said.
function(_ferrule_all_or_none result)
  set(${result} ALL PARENT_SCOPE)
  if(crate_EXCLUDE_FROM_ALL)
    set(${result} "" PARENT_SCOPE)
  endif()
endfunction()

# <target>-rust holds the edges in this directory, whoever links their files.
function(_ferrule_add_edges_target)
  _ferrule_all_or_none(all)
  set(shown)
  if(crate_HOST OR NOT FERRULE_TYPE MATCHES "^(bin|cdylib)$")
    set(shown SOURCES ${sources})
  endif()
  # CMake writes an edge only where a target leads to it. Crates of other
  # directories may need the metadata, when nobody needs it here.
  if(CMAKE_GENERATOR STREQUAL "Unix Makefiles")
    list(APPEND LINK_FILES ${METADATA})
  elseif(METADATA AND NOT configurations MATCHES ";")
    add_custom_target(${target}-rust-metadata DEPENDS ${METADATA})
    set_property(TARGET ${target}-rust-metadata PROPERTY FOLDER Rust)
  endif()
  # With crate_DEPENDS CMake writes the edges that make them: no other target
  # of this directory may need them.
  add_custom_target(${target}-rust ${all}
    DEPENDS ${FILE} ${ROOTS} ${LINK_FILES} ${RUNTIME} ${LINK_ARGUMENTS} ${DRIVER_ARGUMENTS} ${crate_DEPENDS} ${shown})
  set_property(TARGET ${target}-rust PROPERTY FOLDER Rust)
  if(CMAKE_GENERATOR STREQUAL "Unix Makefiles")
    _ferrule_put_in_a_row(${target}-rust)
  endif()
endfunction()

# make knows an edge once for each target that needs it, and would run it for
# two at a time: one target after the other, then.
function(_ferrule_put_in_a_row name)
  set_property(GLOBAL APPEND PROPERTY _FERRULE_WATCHED_TARGETS ${name})
  get_property(last GLOBAL PROPERTY _FERRULE_LAST_TARGET)
  if(last)
    add_dependencies(${name} ${last})
  endif()
  set_property(GLOBAL PROPERTY _FERRULE_LAST_TARGET ${name})
endfunction()

# What must follow the crate's own file in a link, in one configuration.
function(_ferrule_link_items result)
  set(items ${FERRULE_LINK_FILES} ${FERRULE_RUNTIME})
  if(FERRULE_LINK_ARGUMENTS)
    # CMake takes an option as it is, and the path may hold a space.
    list(APPEND items "-Wl,@\"${FERRULE_LINK_ARGUMENTS}\"")
  endif()
  list(APPEND items ${FERRULE_NATIVE_LIBRARIES})
  set(${result} "${items}" PARENT_SCOPE)
endfunction()

# What the compiler that links gets of build scripts, in one configuration.
function(_ferrule_link_options result)
  set(options)
  if(FERRULE_DRIVER_ARGUMENTS)
    list(APPEND options "@${FERRULE_DRIVER_ARGUMENTS}")
  endif()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()

# An rlib's code is linked with that of other rlibs, and with one std: it can
# be no library of its own. BUILD_SHARED_LIBS means nothing to it.
function(_ferrule_add_rlib)
  add_library(${target} INTERFACE)
  _ferrule_linked_deps(deps)
  # What is linked to the crate may need it in turn. CMake resolves that between
  # static libraries: so the rlib is one, and links what its target does.
  add_library(${target}-rust-rlib STATIC IMPORTED GLOBAL)
  _ferrule_set_locations(${target}-rust-rlib FILE)
  target_link_libraries(${target}-rust-rlib INTERFACE ${LINK_ITEMS} ${deps} ${target})
  set(libraries ${target}-rust-rlib)
  if(ROOTS)
    # Before the rlib, from which it fetches. The object of a test has its own.
    add_library(${target}-rust-roots UNKNOWN IMPORTED GLOBAL)
    _ferrule_set_locations(${target}-rust-roots ROOTS)
    target_link_libraries(${target}-rust-roots INTERFACE ${target}-rust-rlib)
    list(PREPEND libraries "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:_FERRULE_IS_TEST>>>:${target}-rust-roots>")
  endif()
  target_link_libraries(${target} INTERFACE ${libraries} ${deps})
  set_property(TARGET ${target} PROPERTY INTERFACE_LINK_DEPENDS "${LINK_ARGUMENTS}")
  set_property(TARGET ${target} PROPERTY _FERRULE_LINK_ITEMS "${ROOTS};${FILE};${LINK_ITEMS}")
  set_property(TARGET ${target} PROPERTY _FERRULE_BUILD_LIBRARIES "${libraries}")
endfunction()

# rustc loads it: no other target can link it, which CMake says itself of a
# target of this sort.
function(_ferrule_add_proc-macro)
  _ferrule_all_or_none(all)
  add_custom_target(${target} ${all})
  set_property(TARGET ${target} PROPERTY FOLDER Rust)
endfunction()

# rustc has linked it, for the machine that builds: to CMake it is a program
# from elsewhere, which custom commands run as it is in a cross build too.
function(_ferrule_add_host_bin)
  add_executable(${target} IMPORTED GLOBAL)
  _ferrule_set_locations(${target} FILE)
endfunction()

# Only HOST crates and proc macros can use it. CMake would link it into
# something for another machine.
function(_ferrule_add_host_rlib)
  cmake_language(CALL _ferrule_add_proc-macro)
endfunction()

# `variable` has the file of each configuration.
function(_ferrule_set_locations name variable)
  foreach(configuration IN LISTS configurations)
    string(TOUPPER "${configuration}" upper)
    set_property(TARGET ${name} APPEND PROPERTY IMPORTED_CONFIGURATIONS "${upper}")
    set_property(TARGET ${name} PROPERTY IMPORTED_LOCATION_${upper} "${${variable}_${configuration}}")
  endforeach()
endfunction()

# A file for others to link, std and all.
function(_ferrule_add_staticlib)
  add_library(${target} STATIC IMPORTED GLOBAL)
  _ferrule_set_locations(${target} FILE)
  target_link_libraries(${target} INTERFACE ${LINK_ITEMS})
endfunction()

function(_ferrule_add_bin)
  add_executable(${target} ${FILE} ${ROOTS})
  _ferrule_finish_linked_target("${FERRULE_NAME}")
endfunction()

function(_ferrule_add_cdylib)
  add_library(${target} SHARED ${FILE} ${ROOTS})
  string(REPLACE "-" "_" name "${FERRULE_NAME}")
  _ferrule_finish_linked_target("${name}")
  # What the crates export, and its C++ objects: nothing of an archive.
  string(REPLACE ";" "" EXPORTS "${EXPORTS}")
  string(REPLACE ";" "" EXPORTED "${EXPORTED}")
  set_target_properties(${target} PROPERTIES _FERRULE_EXPORTS "${EXPORTS}" _FERRULE_EXPORTED "${EXPORTED}")
  target_link_options(${target} PRIVATE "LINKER:--version-script=${EXPORTED}")
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _ferrule_write_exports [[${target}]])")
endfunction()

# When the directory is read: what is linked to the target is known. Its objects
# are its sources' own, those among its sources, and those of object libraries,
# of which CMake tells apart.
function(_ferrule_write_exports target)
  get_property(launcher GLOBAL PROPERTY FERRULE_LAUNCHER)
  get_target_property(exports ${target} _FERRULE_EXPORTS)
  get_target_property(exported ${target} _FERRULE_EXPORTED)
  set(objects "$<TARGET_OBJECTS:${target}>" "$<FILTER:$<TARGET_PROPERTY:${target},SOURCES>,INCLUDE,[.]o$>")
  get_target_property(libraries ${target} LINK_LIBRARIES)
  foreach(library IN LISTS libraries)
    if(TARGET "${library}")
      get_target_property(type "${library}" TYPE)
      if(type STREQUAL "OBJECT_LIBRARY")
        list(APPEND objects "$<TARGET_OBJECTS:${library}>")
      endif()
    endif()
  endforeach()
  add_custom_command(TARGET ${target} PRE_LINK
    COMMAND "${launcher}" exports "${exports}" "${exported}" "${objects}"
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    COMMAND_EXPAND_LISTS VERBATIM)
endfunction()

# What executables and shared libraries have in common: CMake links them.
function(_ferrule_finish_linked_target name)
  set(objects)
  foreach(configuration IN LISTS configurations)
    list(APPEND objects ${FILE_${configuration}} ${ROOTS_${configuration}})
  endforeach()
  set_source_files_properties(${objects} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
  target_sources(${target} PRIVATE ${sources})
  _ferrule_linker_language(language)
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE ${language} OUTPUT_NAME "${name}")
  if(crate_EXCLUDE_FROM_ALL)
    set_property(TARGET ${target} PROPERTY EXCLUDE_FROM_ALL TRUE)
  endif()
  target_link_options(${target} PRIVATE "LINKER:--gc-sections")
  _ferrule_linked_deps(deps)
  target_link_libraries(${target} PRIVATE ${LINK_ITEMS} ${deps})
  target_link_options(${target} PRIVATE ${LINK_OPTIONS})
  set_property(TARGET ${target} PROPERTY LINK_DEPENDS "${LINK_ARGUMENTS};${DRIVER_ARGUMENTS};${EXPORTS}")
endfunction()

# C++ where the project has it: its libraries may be linked.
function(_ferrule_linker_language result)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if("CXX" IN_LIST languages)
    set(${result} CXX PARENT_SCOPE)
  elseif("C" IN_LIST languages)
    set(${result} C PARENT_SCOPE)
  else()
    message(FATAL_ERROR "${call}: an executable or cdylib is linked by the C++ or C compiler, and neither language is "
      "enabled. Name one in project().")
  endif()
endfunction()
