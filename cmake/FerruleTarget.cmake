# From files that ferrule's edges make to CMake targets.
include_guard(GLOBAL)

define_property(TARGET PROPERTY FERRULE_CRATE_TYPE
  BRIEF_DOCS "What add_rust_crate() made of the crate: rlib, bin, staticlib, cdylib or proc-macro")
define_property(TARGET PROPERTY FERRULE_SOURCES
  BRIEF_DOCS "The Rust sources of the crate, as far as they are known when CMake configures")
define_property(TARGET PROPERTY FERRULE_PACKAGE_NAME BRIEF_DOCS "The name of the crate's Cargo package")
define_property(TARGET PROPERTY FERRULE_PACKAGE_VERSION BRIEF_DOCS "The version of the crate's Cargo package")
define_property(TARGET PROPERTY FERRULE_OUT_DIR
  BRIEF_DOCS "The OUT_DIR of the package's build script, at the end of the directory; empty without a script")

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

# The same of several: sets each. With one configuration no function is called for it.
macro(_ferrule_join_configurations)
  if(configurations MATCHES ";")
    foreach(variable IN ITEMS ${ARGN})
      _ferrule_by_configuration(${variable} ${variable})
    endforeach()
  else()
    foreach(variable IN ITEMS ${ARGN})
      set(${variable} "${${variable}_${configurations}}")
    endforeach()
  endif()
endmacro()

# Adds <target>, of `type`. What it is made of is known later, when the crate has been recorded.
function(_ferrule_add_target)
  if(crate_HOST AND type STREQUAL "bin")
    add_executable(${target} IMPORTED GLOBAL)
  elseif(type STREQUAL "bin")
    add_executable(${target})
    _ferrule_prepare_linked_target()
  elseif(type STREQUAL "cdylib")
    add_library(${target} SHARED)
    _ferrule_prepare_linked_target()
  elseif(type STREQUAL "staticlib")
    add_library(${target} STATIC)
    _ferrule_prepare_linked_target()
  elseif(type STREQUAL "rlib" AND NOT crate_HOST)
    # An rlib's code is linked with that of other rlibs, and with one std: it can be no library of its own.
    # BUILD_SHARED_LIBS means nothing to it.
    add_library(${target} INTERFACE)
  else()
    # A proc macro is loaded by rustc, and only it and HOST crates can use an rlib for the HOST: CMake itself says of
    # a target of this sort that it can't be linked.
    _ferrule_all_or_none(all)
    add_custom_target(${target} ${all})
    set_property(TARGET ${target} PROPERTY FOLDER Rust)
  endif()
  set(FERRULE_SOURCES "${source}")
  _ferrule_sources(sources)
  set_target_properties(${target} PROPERTIES FERRULE_CRATE_TYPE "${type}" FERRULE_SOURCES "${sources}"
    FERRULE_PACKAGE_NAME "${package_NAME}" FERRULE_PACKAGE_VERSION "${package_VERSION}")
endfunction()

# What executables and shared libraries have in common: CMake links them.
function(_ferrule_prepare_linked_target)
  _ferrule_linker_language(language)
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE ${language})
  if(crate_EXCLUDE_FROM_ALL)
    set_property(TARGET ${target} PROPERTY EXCLUDE_FROM_ALL TRUE)
  endif()
endfunction()

# Gives <target> what the scripts say, and adds <target>-rust.
function(_ferrule_finish_crate)
  set(scripts)
  foreach(configuration IN LISTS configurations)
    _ferrule_take_script("${configuration}")
  endforeach()
  _ferrule_add_edges()
  _ferrule_join_configurations(FILE COPY COPIED METADATA ROOTS EXPORTS LINK_FILES RUNTIME LINK_ARGUMENTS
    DRIVER_ARGUMENTS NATIVE_LIBRARIES LINK_ITEMS LINK_OPTIONS HEADER_SCRIPTS EXPORTED OUT_DIR)
  _ferrule_sources(sources)
  string(REPLACE ";" "" OUT_DIR "${OUT_DIR}")
  set_target_properties(${target} PROPERTIES FERRULE_SOURCES "${sources}" FERRULE_OUT_DIR "${OUT_DIR}")
  _ferrule_add_archive_stamp()
  _ferrule_add_edges_target()
  if(crate_HOST AND type STREQUAL "bin")
    _ferrule_finish_host_bin()
  elseif(type STREQUAL "staticlib")
    _ferrule_finish_staticlib()
  elseif(type MATCHES "^(bin|cdylib)$")
    _ferrule_finish_linked_target()
  elseif(type STREQUAL "rlib" AND NOT crate_HOST)
    _ferrule_finish_rlib()
  endif()
  _ferrule_add_waiting()
endfunction()

# What C++ that links the target waits for. ninja finds what a link needs by its files; an object file needs only
# headers, which scripts of the project's own packages may make. make knows targets alone, and what runs when the
# project is built must be there before.
function(_ferrule_add_waiting)
  if(CMAKE_GENERATOR STREQUAL "Unix Makefiles" OR crate_HOST OR type STREQUAL "proc-macro")
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
    cmake_path(GET manifest PARENT_PATH directory)
  endif()
  foreach(file IN LISTS FERRULE_SOURCES)
    cmake_path(GET file PARENT_PATH place)
    # A root next to the manifest has all the package below it, `target` too, and one above the build directory
    # whatever was made there.
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
  if(crate_HOST OR NOT type MATCHES "^(bin|cdylib|staticlib)$")
    set(shown SOURCES ${sources})
  endif()
  # CMake writes an edge only where a target leads to it. Crates of other directories may need the metadata, when
  # nobody needs it here.
  if(CMAKE_GENERATOR STREQUAL "Unix Makefiles")
    list(APPEND LINK_FILES ${METADATA})
  elseif(METADATA AND NOT configurations MATCHES ";")
    add_custom_target(${target}-rust-metadata DEPENDS ${METADATA})
    set_property(TARGET ${target}-rust-metadata PROPERTY FOLDER Rust)
  endif()
  # With crate_DEPENDS CMake writes the edges that make them: no other target of this directory may need them.
  set(files ${FILE} ${ROOTS} ${LINK_FILES} ${RUNTIME} ${LINK_ARGUMENTS} ${DRIVER_ARGUMENTS} ${COPIED}
    ${ARCHIVE_STAMP})
  _ferrule_name_for_ninja(name)
  add_custom_target(${target}-rust ${all} DEPENDS ${files} ${name} ${crate_DEPENDS} ${shown})
  set_property(TARGET ${target}-rust PROPERTY FOLDER Rust)
  if(CMAKE_GENERATOR STREQUAL "Unix Makefiles")
    _ferrule_put_in_a_row(${target}-rust)
  endif()
endfunction()

# CMake builds no INTERFACE or IMPORTED target by its name. An edge of that name that waits for the files does.
function(_ferrule_name_for_ninja result)
  set(${result} "" PARENT_SCOPE)
  get_target_property(kind ${target} TYPE)
  get_target_property(is_imported ${target} IMPORTED)
  set(name "${CMAKE_BINARY_DIR}/${target}")
  if(NOT CMAKE_GENERATOR MATCHES "Ninja" OR NOT (kind STREQUAL "INTERFACE_LIBRARY" OR is_imported) OR name IN_LIST COPY)
    return()
  endif()
  set_source_files_properties("${name}" PROPERTIES SYMBOLIC TRUE GENERATED TRUE)
  add_custom_command(OUTPUT "${name}" DEPENDS ${files} VERBATIM)
  set(${result} "${name}" PARENT_SCOPE)
endfunction()

# make knows an edge once for each target that needs it, and would run it for two at a time: one target after the
# other, then.
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

# What the compiler that links gets of the crate's own options and of build scripts, in one configuration.
function(_ferrule_link_options result)
  set(options ${FERRULE_LINK_OPTIONS})
  if(FERRULE_DRIVER_ARGUMENTS)
    list(APPEND options "@${FERRULE_DRIVER_ARGUMENTS}")
  endif()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()

# Before what the project has linked to the crate: the crate asks for it.
function(_ferrule_finish_rlib)
  _ferrule_linked_deps(deps)
  # What is linked to the crate may need it in turn. CMake resolves that between static libraries: so the rlib is one,
  # and links what its target does.
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
  # Imported targets can be exported, and then name nothing. This one can't, and CMake says so, and its name.
  add_library(${target}-rust-needs-install_rust_crates INTERFACE)
  list(APPEND libraries ${target}-rust-needs-install_rust_crates)
  _ferrule_prepend(INTERFACE_LINK_LIBRARIES ${libraries} ${deps})
  set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_DEPENDS "${LINK_ARGUMENTS}")
  set_property(TARGET ${target} PROPERTY _FERRULE_LINK_ITEMS "${ROOTS};${FILE};${LINK_ITEMS}")
  set_property(TARGET ${target} PROPERTY _FERRULE_BUILD_LIBRARIES "${libraries}")
endfunction()

# Puts `ARGN` before what is in a property.
function(_ferrule_prepend property)
  get_property(others TARGET ${target} PROPERTY ${property})
  set_property(TARGET ${target} PROPERTY ${property} ${ARGN} ${others})
endfunction()

# rustc has linked it, for the machine that builds: to CMake it is a program from elsewhere, which custom commands run
# as it is in a cross build too.
function(_ferrule_finish_host_bin)
  _ferrule_set_locations(${target} COPY)
endfunction()

# `variable` has the file of each configuration.
function(_ferrule_set_locations name variable)
  foreach(configuration IN LISTS configurations)
    string(TOUPPER "${configuration}" upper)
    set_property(TARGET ${name} APPEND PROPERTY IMPORTED_CONFIGURATIONS "${upper}")
    set_property(TARGET ${name} PROPERTY IMPORTED_LOCATION_${upper} "${${variable}_${configuration}}")
  endforeach()
endfunction()

# When the directory is read: what is linked to the target is known. Its objects are its sources' own, those among its
# sources, and those of object libraries, of which CMake tells apart.
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

# Where a HOST program stands for its users, in one configuration: as CMake would put an executable of the project.
function(_ferrule_host_program configuration result)
  string(TOUPPER "${configuration}" upper)
  set(name "${target}")
  set(directory)
  foreach(property OUTPUT_NAME OUTPUT_NAME_${upper})
    get_property(value TARGET ${target} PROPERTY ${property})
    if(value)
      set(name "${value}")
    endif()
  endforeach()
  foreach(property RUNTIME_OUTPUT_DIRECTORY RUNTIME_OUTPUT_DIRECTORY_${upper})
    get_property(value TARGET ${target} PROPERTY ${property})
    if(NOT value)
      set(value "${CMAKE_${property}}")
    endif()
    if(value)
      set(directory "${value}")
      set(is_of_configuration FALSE)
      if(property MATCHES "${upper}$")
        set(is_of_configuration TRUE)
      endif()
    endif()
  endforeach()
  if(NOT directory)
    set(directory "${CMAKE_CURRENT_BINARY_DIR}")
  endif()
  cmake_path(ABSOLUTE_PATH directory BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}" NORMALIZE)
  if(configurations MATCHES ";" AND NOT is_of_configuration)
    string(APPEND directory "/${configuration}")
  endif()
  set(${result} "${directory}/${name}" PARENT_SCOPE)
endfunction()

# rustc makes the archive, std and all: it takes the place of one of CMake's, which knows of such a library all that
# can be asked of it. That one has a member which is new whenever the archive is, so that CMake makes it again.
function(_ferrule_finish_staticlib)
  set(members ${FILE})
  if(ARCHIVE_STAMP)
    set(members "${ARCHIVE_STAMP}.o")
  endif()
  foreach(configuration IN LISTS configurations)
    set_source_files_properties("${FILE_${configuration}}" "${ARCHIVE_STAMP}.o" PROPERTIES
      EXTERNAL_OBJECT TRUE GENERATED TRUE)
  endforeach()
  target_sources(${target} PRIVATE ${members} ${sources})
  string(REPLACE ";" "" file "${FILE}")
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND "${CMAKE_COMMAND}" -E copy "${file}" "$<TARGET_FILE:${target}>" VERBATIM)
  _ferrule_prepend(INTERFACE_LINK_LIBRARIES ${LINK_ITEMS})
endfunction()

# A source that an edge of this directory makes is waited for by all C++ that links the target, and a byproduct of an
# edge is not. Gives its name as `ARCHIVE_STAMP`, where it is needed.
function(_ferrule_add_archive_stamp)
  if(NOT type STREQUAL "staticlib" OR NOT CMAKE_GENERATOR STREQUAL "Ninja")
    return()
  endif()
  set(ARCHIVE_STAMP "${DIRECTORY_${configurations}}/ferrule/link/${target}.stamp")
  add_custom_command(OUTPUT "${ARCHIVE_STAMP}" BYPRODUCTS "${ARCHIVE_STAMP}.o" COMMAND "${CMAKE_COMMAND}" -E touch
    "${ARCHIVE_STAMP}" "${ARCHIVE_STAMP}.o" DEPENDS ${FILE} COMMENT "Noting that ${target} is new" VERBATIM)
  return(PROPAGATE ARCHIVE_STAMP)
endfunction()

# The objects go to the linker as options: of sources CMake would take the edges for the target's own, and have all
# its C++ wait for them.
function(_ferrule_finish_linked_target)
  target_sources(${target} PRIVATE ${sources})
  _ferrule_linked_deps(deps)
  _ferrule_prepend(LINK_LIBRARIES ${LINK_ITEMS} ${deps})
  target_link_options(${target} PRIVATE ${FILE} ${ROOTS} "LINKER:--gc-sections" ${LINK_OPTIONS})
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS
    ${FILE} ${ROOTS} ${LINK_ARGUMENTS} ${DRIVER_ARGUMENTS} ${EXPORTS})
  if(type STREQUAL "cdylib")
    _ferrule_finish_cdylib()
  endif()
endfunction()

# It exports what the crates do, and its C++ objects: nothing of an archive.
function(_ferrule_finish_cdylib)
  string(REPLACE ";" "" EXPORTS "${EXPORTS}")
  string(REPLACE ";" "" EXPORTED "${EXPORTED}")
  set_target_properties(${target} PROPERTIES _FERRULE_EXPORTS "${EXPORTS}" _FERRULE_EXPORTED "${EXPORTED}")
  target_link_options(${target} PRIVATE "LINKER:--version-script=${EXPORTED}")
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _ferrule_write_exports [[${target}]])")
endfunction()

# C++ where the project has it: its libraries may be linked.
function(_ferrule_linker_language result)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if("CXX" IN_LIST languages)
    set(${result} CXX PARENT_SCOPE)
  elseif("C" IN_LIST languages)
    set(${result} C PARENT_SCOPE)
  else()
    message(FATAL_ERROR "${call}: an executable, cdylib or staticlib needs the tools of a C++ or C compiler, but neither "
      "language is enabled. Enable one in project().")
  endif()
endfunction()
