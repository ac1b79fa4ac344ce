/// The tags of YAML's core schema (specification 10.3) and how they bind a scalar.
enum YAMLTag {
  /// What a tag makes of a scalar.
  enum Outcome {
    case value(YAMLCoreSchema.Resolution)
    /// The text is not of the tag's type, named with its article.
    case mismatch(String)
    case unknown
  }

  static let prefix: StaticString = "tag:yaml.org,2002:"
  /// The tag of a mapping.
  static let map = Array("tag:yaml.org,2002:map".utf8)
  /// The tag of a sequence.
  static let sequence = Array("tag:yaml.org,2002:seq".utf8)

  /// Whether a tag belongs to the core schema.
  static func isCore(_ tag: [UInt8]) -> Bool {
    name(tag).map { ["str", "int", "float", "bool", "null", "map", "seq"].contains($0) } ?? false
  }

  /// Resolves a scalar's text by its tag.
  static func resolve(_ tag: [UInt8], _ text: [UInt8]) -> Outcome {
    if tag == [UInt8(ascii: "!")] { return .value(.string) }
    guard let name = name(tag) else { return .unknown }
    let resolution = YAMLCoreSchema.resolve(text)
    switch (name, resolution) {
    case ("str", _), ("int", .number(_, isInteger: true)), ("float", .number), ("float", .notJSON),
      ("bool", .bool), ("null", .null):
      return .value(name == "str" ? .string : resolution)
    case ("int", _): return .mismatch("an integer")
    case ("float", _): return .mismatch("a number")
    case ("bool", _): return .mismatch("a boolean")
    case ("null", _): return .mismatch("null")
    case ("map", _): return .mismatch("a mapping")
    case ("seq", _): return .mismatch("a list")
    default: return .unknown
    }
  }

  private static func name(_ tag: [UInt8]) -> String? {
    guard prefix.withUTF8Buffer({ tag.starts(with: $0) }) else { return nil }
    return String(decoding: tag.dropFirst(prefix.utf8CodeUnitCount), as: UTF8.self)
  }
}
