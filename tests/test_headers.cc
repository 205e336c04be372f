// Exists for its target's precompiled headers: see CMakeLists.txt.
