# A cross build to another machine, whose programs an emulator runs. CROSS_PREFIX
# holds the tools where they aren't the system's: see ../cross-tools.sh.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER "${CROSS_PREFIX}/usr/bin/aarch64-linux-gnu-g++")
set(CMAKE_CROSSCOMPILING_EMULATOR "${CROSS_PREFIX}/usr/bin/qemu-aarch64" -L "${CROSS_PREFIX}/usr/aarch64-linux-gnu")
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CROSS_PREFIX)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(ARCH aarch64)
set(Ferrule_RUSTC "${CROSS_PREFIX}/usr/bin/rustc" CACHE FILEPATH "")
set(Ferrule_TARGET aarch64-unknown-linux-gnu CACHE STRING "")
set(Ferrule_RUSTFLAGS "--cfg for_the_target" CACHE STRING "")
