/// In which of its two roles a commit names a person.
package enum IdentityRole: String, Sendable {
  /// Who wrote the change.
  case author
  /// Who made the commit.
  case committer
}

extension Repository {
  /// Returns who the author or committer of a new commit is.
  ///
  /// Asks `GIT_AUTHOR_NAME` and its sisters in the environment given, then the configuration
  /// `author.name`, then `user.name`, as git does, but never makes a name up from the machine's.
  package func identity(_ role: IdentityRole) throws(GitError) -> Identity {
    Identity(name: try part("name", role), email: try part("email", role))
  }

  /// Returns who does something now, at the time given unless the environment sets one.
  func signature(
    _ role: IdentityRole, identity: Identity?, time: GitTime
  ) throws(GitError) -> Signature {
    let variable = "GIT_\(role.rawValue.uppercased())_DATE"
    var time = time
    if let text = environment[variable] {
      guard let given = GitTime(gitDate: text) else {
        throw GitError(
          .invalidDate, "make the commit", "\(variable) is '\(text)', which is not a date",
          hints: ["write it as '1700000000 +0100' or '2023-11-14T23:13:20+01:00'"])
      }
      time = given
    }
    guard time.seconds >= 0, -1440...1440 ~= time.offset else {
      throw GitError(.invalidDate, "make the commit", "the time is outside what git can keep")
    }
    let person =
      if let identity { identity } else { try self.identity(role) }
    let cleaned = Identity(name: Self.cleaned(person.name), email: Self.cleaned(person.email))
    guard !cleaned.name.isEmpty else {
      throw GitError(
        .missingIdentity, "make the commit",
        "the \(role.rawValue)'s name '\(person.name)' is empty",
        hints: ["git config --global user.name \"Your Name\""])
    }
    return Signature(identity: cleaned, time: time)
  }

  private func part(_ part: String, _ role: IdentityRole) throws(GitError) -> String {
    if let given = environment["GIT_\(role.rawValue.uppercased())_\(part.uppercased())"] {
      return given
    }
    for name in ["\(role.rawValue).\(part)", "user.\(part)"] {
      if let configured = try configurationValue(name), !Self.cleaned(configured).isEmpty {
        return configured
      }
    }
    let example = part == "name" ? "Your Name" : "you@example.com"
    throw GitError(
      .missingIdentity, "make the commit", "git does not know the \(role.rawValue)'s \(part)",
      hints: ["git config --global user.\(part) \"\(example)\""])
  }

  /// Takes away what cannot stand in an object's header, as git does.
  private static func cleaned(_ text: String) -> String {
    let crud = Set(" .,:;<>\"\\'".utf8)
    func isCrud(_ byte: UInt8) -> Bool { byte <= 0x20 || crud.contains(byte) }
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, isCrud(last) {
      bytes.removeLast()
    }
    bytes = bytes.drop { isCrud($0) }
    let forbidden = Set("<>\n\0".utf8)
    return String(decoding: bytes.filter { !forbidden.contains($0) }, as: UTF8.self)
  }
}
