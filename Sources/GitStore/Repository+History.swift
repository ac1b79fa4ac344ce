extension Repository {
  /// Returns commits, the newest first, in the order of `git log`.
  ///
  /// Starts at a commit and ends at the limit, at the first commits, or where a shallow clone was
  /// cut. With a path only the commits are listed that changed something at it or below it; like
  /// `git log -- PATH` this follows one side of a merge that took the path from that side.
  package func history(
    from start: ObjectID, limit: Int, touching path: String? = nil
  ) throws(GitError) -> [Commit] {
    let boundary = try shallowBoundary()
    var filter = try path.map { path throws(GitError) in
      try PathFilter(repository: self, path: path)
    }
    var queue = CommitQueue()
    var known: Set<ObjectID> = [start]
    queue.insert(try commit(start, boundary: boundary))
    var found: [Commit] = []
    while found.count < limit, let next = queue.next() {
      var followed: [Commit] = []
      for parent in next.parents {
        followed.append(try commit(parent, boundary: boundary))
      }
      var isListed = true
      if filter != nil, let decision = try filter?.decide(next, parents: followed) {
        isListed = decision.isListed
        followed = decision.followed
      }
      if isListed {
        found.append(next)
      }
      for parent in followed where known.insert(parent.id).inserted {
        queue.insert(parent)
      }
    }
    return found
  }

  /// Returns whether a commit is another one, or comes before it.
  package func isAncestor(_ old: ObjectID, of new: ObjectID) throws(GitError) -> Bool {
    try mergeBases(old, new) == [old]
  }
}

/// Decides which commits a path's history lists and follows.
private struct PathFilter {
  let repository: Repository
  let path: String
  /// What the path holds in the trees seen so far.
  private var items: [ObjectID: TreeItem?] = [:]

  init(repository: Repository, path: String) throws(GitError) {
    self.repository = repository
    self.path = try RepositoryPath(path, "list the history of '\(path)'").text
  }

  mutating func decide(
    _ commit: Commit, parents: [Commit]
  ) throws(GitError) -> (isListed: Bool, followed: [Commit]) {
    let own = try item(of: commit.tree)
    guard !parents.isEmpty else {
      return (own != nil, [])
    }
    for parent in parents {
      let theirs = try item(of: parent.tree)
      if theirs == own {
        return (false, [parent])
      }
    }
    return (true, parents)
  }

  private mutating func item(of tree: ObjectID) throws(GitError) -> TreeItem? {
    if let known = items[tree] {
      return known
    }
    let item = try repository.item(path, of: tree)
    items[tree] = .some(item)
    return item
  }
}
