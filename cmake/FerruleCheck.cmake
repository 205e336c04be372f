# What `ferrule check` checks: it does these calls once more, in a directory of its own, when it is called. Here they
# are only written down.
include_guard(GLOBAL)

# Takes in the text of calls, in the first configuration.
function(_ferrule_note_checked_calls text)
  get_property(is_known GLOBAL PROPERTY _FERRULE_CHECKED_CALLS SET)
  if(NOT is_known)
    _ferrule_defer_to_end(_ferrule_write_check_calls)
  endif()
  # It is another one in each run.
  get_property(session GLOBAL PROPERTY _FERRULE_SESSION)
  string(REPLACE "word --session\nword ${session}\n" "" text "${text}")
  set_property(GLOBAL APPEND_STRING PROPERTY _FERRULE_CHECKED_CALLS "${text}")
endfunction()

# When all directories are read.
function(_ferrule_write_check_calls)
  get_property(calls GLOBAL PROPERTY _FERRULE_CHECKED_CALLS)
  set(text "directory ${CMAKE_BINARY_DIR}\n")
  if(CMAKE_GENERATOR MATCHES "Ninja")
    string(APPEND text "ninja ${CMAKE_MAKE_PROGRAM}\n")
  endif()
  if(Ferrule_RUST_PROJECT)
    string(APPEND text "rust-project ${CMAKE_BINARY_DIR}/rust-project.json\n")
  endif()
  _ferrule_tool_environment(wanted)
  foreach(name IN LISTS wanted_NAMES)
    string(APPEND text "variable ${name}=${wanted_${name}}\n")
  endforeach()
  string(REPLACE "\\" "\\\\" text "${text}")
  file(WRITE "${CMAKE_BINARY_DIR}/ferrule/check-calls" "${text}\n${calls}")
endfunction()
