import Clibgit2

extension Repository {
  /// Returns a commit.
  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try commit(id, boundary: shallowBoundary())
  }

  /// Returns a commit, with the places where the history was cut known.
  func commit(_ id: ObjectID, boundary: Set<ObjectID>) throws(GitError) -> Commit {
    let operation = "read the commit \(id.short)"
    return try withObject(id, .commit, operation) { bytes throws(GitError) in
      guard
        let commit = Commit(id: id, bytes: bytes, isShallowBoundary: boundary.contains(id))
      else {
        throw GitError(
          .corruptObject, operation, "the commit \(id.hex) is malformed", hints: ["git fsck"])
      }
      return commit
    }
  }

  /// Returns the commits at which a shallow clone was cut; none in a whole repository.
  func shallowBoundary() throws(GitError) -> Set<ObjectID> {
    guard let text = try FileText.read(commonDirectory + "shallow") else {
      return []
    }
    return Set(text.split(separator: "\n").compactMap { ObjectID(hex: String($0)) })
  }
}
