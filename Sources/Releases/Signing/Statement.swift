import Documents

/// The frame of an in-toto statement: one subject by SHA-256, a predicate and its type.
struct Statement {
  let subjectName: String
  let subject: ContentDigest
  let predicateType: String
  let predicate: StrictObject

  /// Reads the payload of a signature that was checked, as a statement of one predicate type.
  init(_ payload: [UInt8], predicateType: String, place: String) throws(ReleaseError) {
    let isObject =
      payload.starts(with: [0xEF, 0xBB, 0xBF])
      || payload.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
    guard isObject else {
      throw ReleaseError(
        .statementParse, "the signed payload is no statement", at: place,
        expected: "an in-toto statement", found: PrintableText.quoted(payload.prefix(40)))
    }
    let object = try StrictJSON.object(payload, place: place, code: .statementParse)
    guard try object.string("_type") == ReleaseFormat.statementType else {
      throw object.failure("_type", ReleaseFormat.statementType)
    }
    let type = try object.string("predicateType")
    guard type == predicateType else {
      throw ReleaseError(
        .statementPredicateType, "the statement says something else than it is offered for",
        at: place, expected: predicateType, found: PrintableText.quoted(type))
    }
    self.predicateType = type
    (subjectName, subject) = try Self.subject(object)
    predicate = try object.object("predicate")
  }

  private static func subject(
    _ object: StrictObject
  ) throws(ReleaseError) -> (name: String, digest: ContentDigest) {
    func failure(_ message: String) -> ReleaseError {
      ReleaseError(
        .statementSubject, message, at: object.place,
        expected: "one subject with a name and a SHA-256 of 64 lower-case digits")
    }
    guard let list = object.value["subject"], list.kind == .array else {
      throw failure("the statement has no list of subjects")
    }
    let count = list.document.count(list.node)
    guard count == 1 else { throw failure("the statement has \(count) subjects") }
    guard let subject = list.items.first, let name = subject["name"]?.string,
      let digest = subject["digest"], digest.kind == .object,
      let hex = digest["sha256"]?.string, let parsed = ContentDigest(hex: hex),
      digest.document.count(digest.node) == 1
    else { throw failure("the subject is not named by a SHA-256") }
    return (name, parsed)
  }

  /// Writes a statement.
  static func bytes(
    subjectName: String, subject: ContentDigest, predicateType: String, predicate: CanonicalValue
  ) -> [UInt8] {
    CanonicalValue.object([
      "_type": .string(ReleaseFormat.statementType), "predicateType": .string(predicateType),
      "subject": .array([
        .object([
          "name": .string(subjectName), "digest": .object(["sha256": .string(subject.hex)]),
        ])
      ]),
      "predicate": predicate,
    ]).bytes
  }
}
