# Another package, with which one of the cases clashes.
if(WITH_TWIN)
  add_rust_crate(twin MANIFEST_PATH twin_x/util/Cargo.toml)
endif()
# Crates that a case names in DEPS.
if(WITH_CRATES)
  add_custom_target(utility)
  add_rust_crate(archive ROOT root.rs EDITION 2021 TYPE staticlib)
  add_rust_crate(here ROOT root.rs EDITION 2021 HOST)
  execute_process(COMMAND rustc -vV OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "host: ([^\n]+)" host "${version}")
  add_rust_crate(foreign ROOT root.rs EDITION 2021 TARGET "${CMAKE_MATCH_1}")
endif()
