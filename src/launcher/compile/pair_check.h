// The two edges of a crate must agree: a dependent that was compiled against the hollow rlib can't be linked with a
// full one of another SVH, and rustc's own message for that appears far away and names the wrong crate.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/edge/edge.h"
#include "launcher/files/dep_info.h"

namespace ferrule {

/// One edge's part in the comparison. Either edge may be the later one, both may run at once, and one may be of an
/// older build: so each leaves a digest of its inputs, and archives are compared only where the digests agree.
class PairCheck {
 public:
  /// `words` is the command as it was run, in `scratch_directory`.
  PairCheck(const Edge& edge, const std::vector<std::string>& words, const std::string& scratch_directory)
      : edge_(edge), words_(words), scratch_directory_(scratch_directory) {}

  /// Whether this edge has a counterpart at all.
  bool applies() const;

  /// Before the outputs are published: they won't match the digest that is there from last time. A fused library
  /// takes the place of both edges' outputs, so it forgets both digests; the crate may be split again.
  void forget() const;

  /// After that: leaves the digest, and compares if it can. `read` is what the compilation has read. If the archives
  /// don't agree, removes this edge's and fails.
  Status check(const DepInfo& read) const;

  /// Instead of check(), where something was saved while the edge ran: nobody knows what exactly it was made of, and
  /// ninja will have it made again.
  Status leave_outdated() const;

  /// Whether what this edge has left in its place was made of the same inputs.
  bool is_of(const DepInfo& read) const;

 private:
  std::string inputs_digest(const DepInfo& read) const;
  Status leave(const std::string& digest) const;
  /// The id of this crate's edge of that kind.
  std::string id_of(EdgeKind kind) const;
  std::string counterpart_id() const;
  Result<bool> agree() const;
  std::string likely_cause() const;
  Error disagreement() const;

  const Edge& edge_;
  const std::vector<std::string>& words_;
  const std::string& scratch_directory_;
};

}  // namespace ferrule
