# What a recording depends on and CMake can't watch by files' times: files that go back to an older time, appear or
# vanish, and new targets; and the variables that crates and build scripts have asked for by name. A look before each
# build touches a file that CMake configures again for.
include_guard(GLOBAL)

# Called in each call of add_rust_crate() and its like, with the Rust build directory of the call and with what the
# script of ferrule has set: FERRULE_WATCH_LIST, a list of inputs for `ferrule-launcher watch` (a crate without a
# manifest has none), and FERRULE_WATCH_GLOBS, what of it CMake's own look at patterns can see.
function(_ferrule_watch directory)
  get_property(known GLOBAL PROPERTY _FERRULE_WATCHED)
  if(NOT known)
    _ferrule_defer_to_end(_ferrule_add_watch)
  endif()
  set_property(GLOBAL APPEND PROPERTY _FERRULE_WATCHED "requested ${directory}")
  if(NOT FERRULE_WATCH_LIST)
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY _FERRULE_WATCHED "list ${FERRULE_WATCH_LIST}")
  # make reads its rules before it builds anything. So there CMake looks, too, and first.
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    file(GLOB found CONFIGURE_DEPENDS ${FERRULE_WATCH_GLOBS})
  endif()
endfunction()

# When all directories are read. ninja brings up to date what build.ninja depends on before it reads it: the edge of
# the look is among that. A byproduct that is never there makes it run each time, and CMake takes it for a sign that
# the output may stay as it was.
function(_ferrule_add_watch)
  set(directory "${CMAKE_BINARY_DIR}/ferrule")
  get_property(watched GLOBAL PROPERTY _FERRULE_WATCHED)
  list(REMOVE_DUPLICATES watched)
  list(JOIN watched "\n" text)
  string(REPLACE "\\" "\\\\" text "${text}\n")
  file(WRITE "${directory}/watch-list" "${text}")
  if(NOT EXISTS "${directory}/watched")
    file(WRITE "${directory}/watched" "")
  endif()
  get_property(launcher GLOBAL PROPERTY FERRULE_LAUNCHER)
  set(look "${launcher}" watch watch-list watched)
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    add_custom_target(ferrule-watch COMMAND ${look} --or-stop WORKING_DIRECTORY "${directory}" VERBATIM)
    get_property(targets GLOBAL PROPERTY _FERRULE_WATCHED_TARGETS)
    foreach(target IN LISTS targets)
      add_dependencies(${target} ferrule-watch)
    endforeach()
  else()
    add_custom_command(OUTPUT "${directory}/watched" BYPRODUCTS "${directory}/always" COMMAND ${look}
      WORKING_DIRECTORY "${directory}" COMMENT "WATCH what Cargo reads" VERBATIM)
    add_custom_target(ferrule-watch DEPENDS "${directory}/watched")
  endif()
  set_property(TARGET ferrule-watch PROPERTY FOLDER Rust)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${directory}/watched")
endfunction()
