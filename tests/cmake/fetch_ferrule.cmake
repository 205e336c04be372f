# Included at project(): find_package(Ferrule) fetches it, from a directory.
include(FetchContent)
FetchContent_Declare(Ferrule SOURCE_DIR "${FERRULE_SOURCE}" OVERRIDE_FIND_PACKAGE)
