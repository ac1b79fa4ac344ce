import Documents

extension DocumentKind {
  /// The kind with its article, as messages write it.
  var article: String {
    switch self {
    case .null: "null"
    case .true, .false: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension TypeMask {
  /// The names of the allowed types, as `type` writes them.
  var names: [String] {
    var result: [String] = []
    if contains(.object) { result.append("object") }
    if contains(.array) { result.append("array") }
    if contains(.string) { result.append("string") }
    if contains(.number) { result.append(contains(.integerOnly) ? "integer" : "number") }
    if contains(.boolean) { result.append("boolean") }
    if contains(.null) { result.append("null") }
    return result
  }
}
