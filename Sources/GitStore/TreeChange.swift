/// A path that differs between two trees.
package struct TreeChange: Sendable, Hashable {
  /// How a path differs.
  package enum Kind: Sendable, Hashable {
    /// The path is only in the new tree.
    case added
    /// The path is only in the old tree.
    case removed
    /// The content, or the right to run it, differs.
    case modified
    /// A file became a link or a submodule, or the other way round.
    case typeChanged
  }

  /// How the path differs.
  package let kind: Kind
  /// The path from the root of the repository; bytes that are not UTF-8 are written as `\377`.
  package let path: String
  /// What the old tree holds, unless the path was added.
  package let old: TreeFile?
  /// What the new tree holds, unless the path was removed.
  package let new: TreeFile?
}

/// A file that has another path in the new tree and the same content.
package struct TreeRename: Sendable, Hashable {
  /// The file in the old tree.
  package let old: TreeFile
  /// The file in the new tree.
  package let new: TreeFile
}

/// The changes between two trees, with moved files told apart from added and removed ones.
package struct TreeChangesWithRenames: Sendable, Hashable {
  /// Files of equal content that moved.
  package var renames: [TreeRename] = []
  /// All other changes.
  package var changes: [TreeChange] = []

  /// Pairs each removed file with an added one of equal content.
  ///
  /// Where several would fit, the first in the order of paths is taken.
  package init(_ all: [TreeChange]) {
    var removed: [ObjectID: [TreeFile]] = [:]
    for case let file? in all.reversed().map({ $0.kind == .removed ? $0.old : nil }) {
      removed[file.id, default: []].append(file)
    }
    var moved: Set<String> = []
    for change in all where change.kind == .added {
      if let new = change.new, let old = removed[new.id]?.popLast() {
        renames.append(TreeRename(old: old, new: new))
        moved.insert(old.path)
      }
    }
    let arrived = Set(renames.map(\.new.path))
    changes = all.filter { change in
      switch change.kind {
      case .added: !arrived.contains(change.path)
      case .removed: !moved.contains(change.path)
      case .modified, .typeChanged: true
      }
    }
  }
}
