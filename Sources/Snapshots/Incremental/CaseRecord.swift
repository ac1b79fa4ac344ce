/// What rendering a case gave, kept for as long as nothing it was made from changes.
struct CaseRecord: Sendable, Equatable {
  /// The key of the case's inputs.
  let key: ContentDigest
  /// The translations that rendering asked for.
  let texts: [String]
  /// The digest of each stored file's comparable bytes, in the order of the case's paths.
  let outputs: [ContentDigest]
}

/// The records of a template's cases: one object of the cache, locally and remotely.
struct CaseRecords: Sendable, Equatable {
  /// The key of the template's inputs, under which the object is kept.
  let key: ContentDigest
  /// The records by case.
  var cases: [String: CaseRecord]

  private static let mark = "galley cases 1"
  /// Most bytes of an object; a larger one is refused unread.
  static let maximumBytes = 16 << 20

  init(key: ContentDigest, cases: [String: CaseRecord] = [:]) {
    self.key = key
    self.cases = cases
  }

  /// Reads an object; nil when it is not exactly what was written under `key`.
  init?(_ file: ArraySlice<UInt8>, key: ContentDigest) {
    guard var reader = RecordReader(sealed: file), reader.text() == Self.mark,
      reader.digest() == key, let count = reader.count()
    else { return nil }
    var cases: [String: CaseRecord] = [:]
    for _ in 0..<count {
      guard let id = reader.text(), let key = reader.digest(), let textCount = reader.count() else {
        return nil
      }
      var texts: [String] = []
      for _ in 0..<textCount {
        guard let text = reader.text() else { return nil }
        texts.append(text)
      }
      guard let outputCount = reader.count() else { return nil }
      var outputs: [ContentDigest] = []
      for _ in 0..<outputCount {
        guard let digest = reader.digest() else { return nil }
        outputs.append(digest)
      }
      cases[id] = CaseRecord(key: key, texts: texts, outputs: outputs)
    }
    guard reader.isAtEnd else { return nil }
    self.init(key: key, cases: cases)
  }

  /// The bytes of the object.
  var file: [UInt8] {
    var writer = RecordWriter()
    writer.write(Self.mark)
    writer.write(key)
    writer.write(cases.count)
    for (id, record) in cases.sorted(by: { $0.key < $1.key }) {
      writer.write(id)
      writer.write(record.key)
      writer.write(record.texts.count)
      for text in record.texts { writer.write(text) }
      writer.write(record.outputs.count)
      for digest in record.outputs { writer.write(digest) }
    }
    return writer.sealed
  }
}
