/// What a signer says of a release: its name, version, place in the sequence and origin.
package struct ReleaseStatement: Sendable, Hashable {
  /// The product's name.
  package let name: String
  /// The version as people call it.
  package let version: String
  /// A number that grows with every release of the product.
  package let sequence: Int
  /// The manifest of the release before, if there was one.
  package let previous: ContentDigest?
  /// The id of the git commit.
  package let commit: String
  /// The time of the commit, `2026-01-31T23:59:59Z`.
  package let sourceDate: String
  /// The release manifest M that the statement is about.
  package let manifest: ContentDigest

  /// States an identity of the release with the manifest `manifest`.
  init(
    name: String, identity: ReleaseIdentity, manifest: ContentDigest
  ) throws(ReleaseError) {
    try ReleaseGrammar.require(
      ReleaseGrammar.isName(identity.version), "version", identity.version,
      expected: "up to 100 letters, digits, '.', '_' and '-'")
    try ReleaseGrammar.require(
      identity.sequence >= 1 && identity.sequence < 1 << 53, "sequence", "\(identity.sequence)",
      expected: "a number from 1")
    try ReleaseGrammar.require(
      ReleaseGrammar.isObjectID(identity.commit), "commit", identity.commit,
      expected: "the full id of a git commit")
    guard let date = UTCDate.text(secondsSince1970: identity.commitTime) else {
      throw ReleaseError(
        .buildParameter, "the commit time cannot be used", expected: "a time from 1970 to 9999",
        found: "\(identity.commitTime)")
    }
    self.name = name
    version = identity.version
    sequence = identity.sequence
    previous = identity.previous
    commit = identity.commit
    sourceDate = date
    self.manifest = manifest
  }

  /// Reads the payload of a signature that was checked.
  init(_ payload: [UInt8], place: String) throws(ReleaseError) {
    let statement = try Statement(
      payload, predicateType: ReleaseFormat.releasePredicate, place: place)
    let predicate = statement.predicate
    name = try predicate.string("name")
    version = try predicate.string("version")
    guard ReleaseGrammar.isName(version) else { throw predicate.failure("version", "a version") }
    sequence = try predicate.integer("sequence")
    guard sequence >= 1 else { throw predicate.failure("sequence", "a number from 1") }
    commit = try predicate.string("commit")
    guard ReleaseGrammar.isObjectID(commit) else {
      throw predicate.failure("commit", "the full id of a git commit")
    }
    sourceDate = try predicate.string("sourceDate")
    guard UTCDate.isValid(sourceDate) else {
      throw predicate.failure("sourceDate", "2026-01-31T23:59:59Z")
    }
    if let text = try predicate.optionalString("previous") {
      guard let digest = ContentDigest(text) else {
        throw predicate.failure("previous", "sha256: and 64 digits")
      }
      previous = digest
    } else {
      previous = nil
    }
    guard statement.subjectName == name else {
      throw ReleaseError(
        .statementName, "the statement's subject has another name than its predicate", at: place,
        expected: PrintableText.quoted(name), found: PrintableText.quoted(statement.subjectName))
    }
    manifest = statement.subject
  }

  /// The canonical bytes, which are the signed payload.
  var bytes: [UInt8] {
    var predicate: [String: CanonicalValue] = [
      "name": .string(name), "version": .string(version), "sequence": .integer(sequence),
      "commit": .string(commit), "sourceDate": .string(sourceDate),
    ]
    if let previous { predicate["previous"] = .string(previous.description) }
    return Statement.bytes(
      subjectName: name, subject: manifest, predicateType: ReleaseFormat.releasePredicate,
      predicate: .object(predicate))
  }
}
