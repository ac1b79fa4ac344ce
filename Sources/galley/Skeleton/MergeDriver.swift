import GitStore

/// The merge driver for snapshots: our side is kept, the path stays in conflict, nothing is marked.
///
/// `false` is the whole driver: git then keeps our file as it is and leaves the path in the index's
/// list of conflicts, which is what `galley test --resolve` reads. A clone without the driver gets
/// git's own merge, whose markers are resolved in the same way.
enum MergeDriver {
  private static let settings = [
    (name: "merge.galley.name", value: "keep our snapshot until galley test --resolve"),
    (name: "merge.galley.driver", value: "false"),
  ]

  /// What the user is told when the driver is there.
  static let words =
    "the merge driver for snapshots is set up in this clone; other clones run "
    + "'galley init --merge-driver', too\n"

  /// Adds the line to .gitattributes where it is missing, and the driver to this clone.
  ///
  /// - Returns: Whether the line was missing.
  static func install(below root: String, _ environment: GitEnvironment) throws -> Bool {
    let isChanged = try SnapshotAttributes.add("merge=galley", below: root)
    let repository = try Repository.open(at: root, environment: environment)
    for setting in settings {
      try repository.setLocalConfigurationValue(setting.name, to: setting.value)
    }
    return isChanged
  }
}
