# Another package, with which one of the cases clashes.
if(WITH_TWIN)
  add_rust_crate(twin MANIFEST_PATH twin_x/util/Cargo.toml)
endif()
