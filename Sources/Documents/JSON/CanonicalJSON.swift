import Diagnostics

/// Writes documents in the canonical form of RFC 8785, so that equal values have equal bytes.
///
/// Numbers are doubles there. A number that no double stands for in decimal, such as
/// 9007199254740993 or 1.000000000000000005, would silently become another; it is refused with
/// `document/not-canonical` instead.
public enum CanonicalJSON {
  /// Returns the canonical bytes of a value, without a line break at the end.
  public static func write(
    _ document: Document, _ node: NodeID
  ) throws(DocumentError) -> [UInt8] {
    var output: [UInt8] = []
    try append(document, node, to: &output)
    return output
  }

  /// Returns the canonical bytes of the outermost value.
  public static func write(_ document: Document) throws(DocumentError) -> [UInt8] {
    try write(document, document.root)
  }

  private static func append(
    _ document: Document, _ node: NodeID, to output: inout [UInt8]
  ) throws(DocumentError) {
    switch document.kind(node) {
    case .null: output += Array("null".utf8)
    case .true: output += Array("true".utf8)
    case .false: output += Array("false".utf8)
    case .string: JSONText.append(document.bytes(node), to: &output)
    case .number: output += try number(document, node)
    case .array:
      output.append(UInt8(ascii: "["))
      var separator = false
      for item in document.items(node) {
        if separator { output.append(UInt8(ascii: ",")) }
        separator = true
        try append(document, item, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object:
      output.append(UInt8(ascii: "{"))
      var separator = false
      for member in sortedMembers(document, node) {
        if separator { output.append(UInt8(ascii: ",")) }
        separator = true
        JSONText.append(document.bytes(member.key), to: &output)
        output.append(UInt8(ascii: ":"))
        try append(document, member.value, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func number(
    _ document: Document, _ node: NodeID
  ) throws(DocumentError) -> [UInt8] {
    let written = DecimalNumber(document.bytes(node))
    if let double = Double(document.string(node)), double.isFinite {
      let kept = DecimalNumber(double.description.utf8)
      if kept == written { return kept.ecmaScript }
    }
    throw DocumentError(
      Diagnostic(
        .notCanonical, "the number \(document.string(node)) has no exact canonical form",
        at: document.span(node),
        notes: [
          .init("canonical numbers are doubles; write fewer digits, or a string")
        ]))
  }

  /// The members by their keys' UTF-16 code units.
  private static func sortedMembers(
    _ document: Document, _ node: NodeID
  ) -> [(key: NodeID, value: NodeID)] {
    document.members(node).sorted { left, right in
      isBefore(document.bytes(left.key), document.bytes(right.key))
    }
  }

  /// Compares as UTF-16 without decoding: only U+10000 and above sort before U+E000 to U+FFFF there.
  static func isBefore(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      let isOneAstral = one >= 0xF0
      let isOtherAstral = other >= 0xF0
      if isOneAstral != isOtherAstral {
        if isOneAstral, other >= 0xEE { return true }
        if isOtherAstral, one >= 0xEE { return false }
      }
      return one < other
    }
    return left.count < right.count
  }
}
