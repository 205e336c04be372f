# Other flags of the crate alone leave what it depends on as it is.
edit(CMakeLists.txt "$<$<CONFIG:Debug>:--cfg=local>" "--cfg=local -Cdebuginfo=0")
build()
expect("${output}" "named v0.1.0")
expect_no("${output}" "common v0.1.0")
run_tests()
expect_nothing_to_do()
# So do other flags of the configuration: all is built again.
edit(.cargo/config.toml "--cfg=configured" "--cfg=configured\", \"--cfg=local")
build()
expect("${output}" "common v0.1.0")
