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
  /// A folder on the way to the path, and how far down it is.
  struct Step: Hashable {
    let tree: ObjectID
    let level: Int
  }

  let repository: Repository
  let components: [Substring]
  /// What the path holds below the folders seen so far; most commits share most folders.
  private var items: [Step: TreeItem?] = [:]

  init(repository: Repository, path: String) throws(GitError) {
    self.repository = repository
    components = try RepositoryPath(path, "list the history of '\(path)'").components
  }

  mutating func decide(
    _ commit: Commit, parents: [Commit]
  ) throws(GitError) -> (isListed: Bool, followed: [Commit]) {
    let own = try item(below: commit.tree, level: 0)
    guard !parents.isEmpty else {
      return (own != nil, [])
    }
    for parent in parents {
      let theirs = try item(below: parent.tree, level: 0)
      if theirs == own {
        return (false, [parent])
      }
    }
    return (true, parents)
  }

  private mutating func item(below tree: ObjectID, level: Int) throws(GitError) -> TreeItem? {
    guard level < components.count else {
      return .folder(tree)
    }
    let step = Step(tree: tree, level: level)
    if let known = items[step] {
      return known
    }
    var item = try repository.child(
      components[level], of: tree, path: components[...level])
    if level + 1 < components.count {
      guard case .folder(let id)? = item else {
        items[step] = .some(nil)
        return nil
      }
      item = try self.item(below: id, level: level + 1)
    }
    items[step] = .some(item)
    return item
  }
}
