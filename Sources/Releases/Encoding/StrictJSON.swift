import Diagnostics
import Documents

/// JSON of a release read strictly: no duplicate keys, no floats, no key that is not NFC.
enum StrictJSON {
  private static let limits = DocumentLimits(maximumBytes: 64 << 20, maximumDepth: 32)

  /// Reads an object; `place` names the blob in errors, `code` is thrown for fields of a wrong form.
  static func object(
    _ bytes: [UInt8], place: String, code: ReleaseErrorCode
  ) throws(ReleaseError) -> StrictObject {
    let reading = JSONReader.read(SourceText(path: place, bytes: bytes), limits: limits)
    guard let document = reading.document else {
      let problem = reading.diagnostics.first
      let position = problem?.span.map { " at byte \($0.start)" } ?? ""
      throw ReleaseError(
        .jsonStrict, (problem?.message ?? "the file is not valid JSON") + position, at: place,
        expected: "JSON without duplicate keys or byte-order mark, at most 32 levels deep")
    }
    for (index, node) in document.nodes.enumerated() {
      let id = NodeID(index)
      if node.isKey, !NormalizedText.isComposed(document.string(id)) {
        throw ReleaseError(
          .jsonStrict, "the key \(PrintableText.quoted(document.bytes(id))) is not NFC", at: place,
          expected: "keys in Unicode normalisation form C")
      }
      if node.kind == .number, !node.isKey {
        let number = DocumentValue(document, id).int
        guard let number, abs(number) < 1 << 53 else {
          throw ReleaseError(
            .jsonStrict, "the number \(PrintableText.quoted(document.bytes(id))) is not exact",
            at: place, expected: "an integer below 2^53")
        }
      }
    }
    guard document.kind(document.root) == .object else {
      throw ReleaseError(code, "the value is no object", at: place, expected: "a JSON object")
    }
    return StrictObject(value: document.value, place: place, path: "", code: code)
  }
}

/// An object whose members are asked for by name and kind; a wrong one is an error with its path.
struct StrictObject {
  let value: DocumentValue
  let place: String
  let path: String
  let code: ReleaseErrorCode

  /// Whether a member is there.
  func has(_ name: String) -> Bool { value[name] != nil }

  /// A member that must be a string.
  func string(_ name: String) throws(ReleaseError) -> String {
    guard let text = value[name]?.string else { throw failure(name, "a string") }
    return text
  }

  /// A member that is a string or not there.
  func optionalString(_ name: String) throws(ReleaseError) -> String? {
    has(name) ? try string(name) : nil
  }

  /// A member that must be an integer that is not negative.
  func integer(_ name: String) throws(ReleaseError) -> Int {
    guard let number = value[name]?.int, number >= 0 else { throw failure(name, "an integer") }
    return number
  }

  /// A member that must be an object.
  func object(_ name: String) throws(ReleaseError) -> StrictObject {
    guard let member = value[name], member.kind == .object else { throw failure(name, "an object") }
    return StrictObject(value: member, place: place, path: path + name + ".", code: code)
  }

  /// A member that is an object or not there.
  func optionalObject(_ name: String) throws(ReleaseError) -> StrictObject? {
    has(name) ? try object(name) : nil
  }

  /// A member that must be a list of objects.
  func objects(_ name: String) throws(ReleaseError) -> [StrictObject] {
    guard let member = value[name], member.kind == .array else {
      throw failure(name, "a list of objects")
    }
    var objects: [StrictObject] = []
    for (index, item) in member.items.enumerated() {
      guard item.kind == .object else { throw failure("\(name)[\(index)]", "an object") }
      objects.append(
        StrictObject(value: item, place: place, path: "\(path)\(name)[\(index)].", code: code))
    }
    return objects
  }

  /// Refuses members whose names are not in the list.
  func allow(only names: [String]) throws(ReleaseError) {
    for member in value.members {
      guard let name = member.key.string, names.contains(name) else {
        throw failure(member.key.string ?? "", "only " + names.joined(separator: ", "))
      }
    }
  }

  /// The error for a member of a wrong form.
  func failure(_ name: String, _ expected: String) -> ReleaseError {
    let found = value[name].map { PrintableText.quoted($0.document.source.bytes[$0.span.range]) }
    return ReleaseError(
      code, "the field \(PrintableText.quoted(path + name)) is wrong", at: place,
      expected: expected, found: found ?? "nothing")
  }
}

extension SourceSpan {
  fileprivate var range: Range<Int> { start..<end }
}
