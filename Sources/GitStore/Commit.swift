/// A name and an address, as git writes them into commits.
package struct Identity: Sendable, Hashable {
  /// The person's name.
  package var name: String
  /// The person's e-mail address.
  package var email: String

  /// Describes a person.
  package init(name: String, email: String) {
    self.name = name
    self.email = email
  }
}

/// A moment, and the offset from UTC of the clock that showed it.
package struct GitTime: Sendable, Hashable {
  /// Seconds since the start of 1970 in UTC.
  package var seconds: Int64
  /// Minutes east of UTC.
  package var offset: Int

  /// Describes a moment.
  package init(seconds: Int64, offset: Int = 0) {
    self.seconds = seconds
    self.offset = offset
  }
}

/// Who did something, and when.
package struct Signature: Sendable, Hashable {
  /// The person.
  package var identity: Identity
  /// The moment.
  package var time: GitTime

  /// Describes who did something, and when.
  package init(identity: Identity, time: GitTime) {
    self.identity = identity
    self.time = time
  }
}

/// A commit, read whole.
package struct Commit: Sendable, Hashable {
  /// The commit's name.
  package let id: ObjectID
  /// The content of the repository.
  package let tree: ObjectID
  /// The commits before it; none at the start, and none where a shallow clone was cut.
  package let parents: [ObjectID]
  /// Whether a shallow clone was cut here: there are parents that are not in the repository.
  package let isShallowBoundary: Bool
  /// Who wrote the change.
  package let author: Signature
  /// Who made the commit; its time orders the history.
  package let committer: Signature
  /// The message, whole.
  package let message: String
  /// Whether the commit carries a signature, of whatever worth.
  package let isSigned: Bool

  /// The message's first paragraph on one line.
  package var summary: String {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { isBlank($0) }.prefix { !isBlank($0) }
    return lines.map { trimming($0) }.joined(separator: " ")
  }

  private func isBlank(_ line: Substring) -> Bool {
    line.utf8.allSatisfy { $0 <= 0x20 }
  }

  private func trimming(_ line: Substring) -> String {
    var rest = line
    while let last = rest.utf8.last, last <= 0x20 {
      rest = Substring(rest.utf8.dropLast())
    }
    return String(rest)
  }
}
