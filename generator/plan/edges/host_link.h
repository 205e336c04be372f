// Crates that another build's linker links: CMake's, which links C++ too. What it needs of a unit, and the edges that
// make what no unit makes.
#pragma once

#include <string>
#include <vector>

#include "graph/alias_index.h"
#include "graph/crate_graph.h"
#include "graph/edge_graph.h"
#include "plan/edges/layout.h"

namespace ferrule {

/// Paths are relative to the build directory.
struct HostLink {
  std::string file;                     // rlib, object, archive
  std::string metadata;                 // of an rlib: what other crates compile against
  std::vector<std::string> link_files;  // rlibs that must follow it, dependents first
  std::string runtime;                  // std and the allocator, one for all Rust code of a program
  std::string link_arguments;           // response file for the linker: native libraries of build scripts
  std::string driver_arguments;         // response file for the compiler that links: rustc-link-arg
  std::string roots = {};               // object that refers to all Rust code that the link must hold
  std::string exports = {};             // version script of a cdylib
};

/// Leaves of libraries of several crate types the rlib: the others would have to be linked by rustc, and nobody asked
/// for them.
void keep_only_rlibs(CrateGraph& graph);

/// The calls of a project share a build directory: two packages may have an executable of one name, and one package a
/// static library for two targets. What rustc links for the host has Cargo's name with the hash: CMake mistakes a
/// file that is called as a target is for that target.
void put_uplifted_apart(CrateGraph& graph, bool rustc_links_programs);

/// The source of the runtime's crate, relative to the build directory.
inline constexpr const char* kRuntimeSource = "ferrule/runtime.rs";
/// rustc adds std and the allocator to any static library. What else the toolchain has, a crate of the program may
/// use too (`extern crate proc_macro`, which nothing on its command line tells): a cfg for each.
inline constexpr const char* kRuntimeText =
    "//! What the Rust code of a program has from the toolchain.\n"
    "#![cfg_attr(ferrule_test, feature(test))]\n"
    "#[cfg(ferrule_proc_macro)]\n"
    "extern crate proc_macro as _;\n"
    "#[cfg(ferrule_test)]\n"
    "extern crate test as _;\n";

/// The source of the program that is put over a library to see what rustc links of it, relative to the build
/// directory.
inline constexpr const char* kRootsSource = "ferrule/roots.rs";
/// By itself it brings no std: the library has one, or its own panic handler. With the cfg it does, for a library
/// that has neither.
inline constexpr const char* kRootsText =
    "//! Over a library: rustc says what a link must hold of it.\n"
    "#![cfg_attr(not(ferrule_std), no_std)]\n"
    "#![no_main]\n"
    "extern crate linked;\n";

/// Whether an edge makes a runtime.
bool makes_runtime(const Edge& edge);

class HostLinker {
 public:
  /// `edges` is the plan of `graph`: this adds to it.
  HostLinker(const CrateGraph& graph, const std::string& rustc, const std::string& build_directory, EdgeGraph& edges)
      : graph_(graph), rustc_(rustc), build_directory_(build_directory), layout_(graph), aliases_(edges),
        edges_(edges) {}

  /// Where the target has no std there is no runtime. `beside_std`: what else it holds, by the cfgs of kRuntimeText.
  void set_std(bool has_std, std::vector<std::string> beside_std) {
    has_std_ = has_std;
    beside_std_ = std::move(beside_std);
  }

  /// The frozen environment has RUSTC_BOOTSTRAP: what this adds gets it too.
  void set_users_bootstrap(bool users_bootstrap) {
    bootstrap_ = users_bootstrap ? Bootstrap::users : Bootstrap::forbidden;
  }

  /// For one of the crate types "rlib", "bin", "cdylib", "staticlib" and "proc-macro" of a unit. `name` is unique
  /// among those that link.
  HostLink link(const Unit& unit, const std::string& type, const std::string& name);

  /// For a crate of type "bin", "rlib" or "proc-macro" that rustc links to others: it needs nothing else.
  HostLink link_by_rustc(const Unit& unit, const std::string& type) const;

 private:
  void add_link_arguments(const Unit& unit, const std::string& name, HostLink& link);
  void add_driver_arguments(const Unit& unit, const std::string& name, HostLink& link);
  std::string add_response_file(const Unit& unit, const std::string& name, Edge edge);
  std::vector<std::string> rlibs_behind(const Unit& unit) const;
  bool is_linked(const Unit& unit, const HostLink& link) const;
  void add_roots(const Unit& unit, HostLink& link);
  void add_runtime(const Unit& unit, HostLink& link);

  const CrateGraph& graph_;
  const std::string& rustc_;
  const std::string& build_directory_;
  Layout layout_;
  AliasIndex aliases_;
  bool has_std_ = true;
  std::vector<std::string> beside_std_;
  Bootstrap bootstrap_ = Bootstrap::forbidden;
  EdgeGraph& edges_;
};

}  // namespace ferrule
