# Installs what find_package(Ferrule) needs, all of it relocatable.
include(CMakePackageConfigHelpers)

set(FERRULE_CMAKEDIR "${CMAKE_INSTALL_LIBDIR}/cmake/Ferrule")
configure_package_config_file(cmake/FerruleConfig.cmake.in "${PROJECT_BINARY_DIR}/FerruleConfig.cmake"
  INSTALL_DESTINATION "${FERRULE_CMAKEDIR}"
  PATH_VARS CMAKE_INSTALL_BINDIR FERRULE_LIBEXECDIR)
# Its programs run where CMake runs, whatever a project compiles for.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/FerruleConfigVersion.cmake" COMPATIBILITY SameMinorVersion
  ARCH_INDEPENDENT)
install(FILES
  "${PROJECT_BINARY_DIR}/FerruleConfig.cmake"
  "${PROJECT_BINARY_DIR}/FerruleConfigVersion.cmake"
  cmake/Ferrule.cmake
  cmake/FerruleArguments.cmake
  cmake/FerruleCheck.cmake
  cmake/FerruleEdge.cmake
  cmake/FerruleGenex.cmake
  cmake/FerruleIde.cmake
  cmake/FerruleImport.cmake
  cmake/FerruleInstallCrates.cmake
  cmake/FerruleCalls.cmake
  cmake/FerruleRecord.cmake
  cmake/FerruleWorkspace.cmake
  cmake/FerruleTarget.cmake
  cmake/FerruleTest.cmake
  cmake/FerruleToolchain.cmake
  cmake/FerruleWatch.cmake
  DESTINATION "${FERRULE_CMAKEDIR}")
install(FILES cmake/ferrule-edges/CMakeLists.txt DESTINATION "${FERRULE_CMAKEDIR}/ferrule-edges")
