# A cross build to CMake, to Cargo and to Ferrule, whose programs run here all
# the same: the target is the host. What CMake links can be told by its flags.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR "${CMAKE_HOST_SYSTEM_PROCESSOR}")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-Wl,--defsym=linked_by_cmake=1")
set(ARCH "${CMAKE_HOST_SYSTEM_PROCESSOR}")
set(Ferrule_TARGET "${CMAKE_HOST_SYSTEM_PROCESSOR}-unknown-linux-gnu" CACHE STRING "")
set(Ferrule_RUSTFLAGS "--cfg for_the_target" CACHE STRING "")
