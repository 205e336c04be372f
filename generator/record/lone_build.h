// Of a build of several packages together: which units one of them would have if it were built alone, and whether
// they would be the same.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "graph/crate_graph.h"
#include "record/cargo/manifest_features.h"
#include "system/disk.h"

namespace ferrule {

class LoneBuilds {
 public:
  /// `roots` are the units that were asked for, with their default features. `workspace_root` is the directory of the
  /// manifest that members inherit from.
  LoneBuilds(const Disk& disk, const CrateGraph& graph, std::vector<UnitIndex> roots,
             const std::string& workspace_root);

  /// All units that the build of `root` alone has, if it is certain that each of them is the same there: that
  /// everything which Cargo unifies in a build comes from `root`'s own dependencies. Nothing where that can't be
  /// shown.
  std::optional<std::set<UnitIndex>> units_of(UnitIndex root);

 private:
  const ManifestFeatures& manifest_of(const Unit& unit);
  std::set<UnitIndex> reach(UnitIndex root, bool with_host) const;
  bool shares_with_host(UnitIndex root, const std::set<UnitIndex>& units) const;

  friend class FeatureClosure;
  const Disk& disk_;
  const CrateGraph& graph_;
  std::string workspace_root_;
  std::string workspace_manifest_;
  std::map<std::string, ManifestFeatures> manifests_;  // by the directories of packages
  /// Units that code of the target depends on, in the build of all.
  std::set<UnitIndex> for_target_;
};

}  // namespace ferrule
