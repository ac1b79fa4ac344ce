extension Repository {
  /// Returns a best common ancestor of two commits, or nothing if their histories never meet.
  package func mergeBase(_ left: ObjectID, _ right: ObjectID) throws(GitError) -> ObjectID? {
    try mergeBases(left, right).first
  }

  /// Returns the common ancestors that no other common ancestor comes after, the newest first.
  package func mergeBases(_ left: ObjectID, _ right: ObjectID) throws(GitError) -> [ObjectID] {
    guard left != right else {
      return [left]
    }
    let boundary = try shallowBoundary()
    let candidates = try commonAncestors(left, right, boundary: boundary)
    guard candidates.count > 1 else {
      return candidates.map(\.id)
    }
    // Clocks go wrong: a candidate may still come before another one.
    var best: [ObjectID] = []
    for candidate in candidates {
      var isBest = true
      for other in candidates where other.id != candidate.id {
        let shared = try commonAncestors(candidate.id, other.id, boundary: boundary)
        if shared.contains(where: { $0.id == candidate.id }) {
          isBest = false
          break
        }
      }
      if isBest {
        best.append(candidate.id)
      }
    }
    return best
  }

  /// Walks back from both commits, marking who reaches what, until only old news is left.
  private func commonAncestors(
    _ left: ObjectID, _ right: ObjectID, boundary: Set<ObjectID>
  ) throws(GitError) -> [Commit] {
    var marks: [ObjectID: Marks] = [left: .left, right: .right]
    var queue = CommitQueue()
    queue.insert(try commit(left, boundary: boundary))
    queue.insert(try commit(right, boundary: boundary))
    var found: [Commit] = []
    while queue.waiting.contains(where: { !(marks[$0.id] ?? []).contains(.stale) }),
      let next = queue.next()
    {
      var passed = marks[next.id] ?? []
      if passed.isSuperset(of: [.left, .right]) {
        if !passed.contains(.found) {
          marks[next.id] = passed.union(.found)
          found.append(next)
        }
        passed.insert(.stale)
      }
      passed.remove(.found)
      for parent in next.parents {
        let old = marks[parent] ?? []
        if !old.isSuperset(of: passed) {
          marks[parent] = old.union(passed)
          queue.insert(try commit(parent, boundary: boundary))
        }
      }
    }
    return found.filter { !(marks[$0.id] ?? []).contains(.stale) }
  }
}

/// From where a commit was reached.
private struct Marks: OptionSet {
  let rawValue: UInt8
  static let left = Marks(rawValue: 1)
  static let right = Marks(rawValue: 2)
  /// It comes before a common ancestor.
  static let stale = Marks(rawValue: 4)
  static let found = Marks(rawValue: 8)
}
