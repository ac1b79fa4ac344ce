import Diagnostics

/// A JSON value that has one spelling only (RFC 8785): integers below 2^53, no other numbers.
enum CanonicalValue: Sendable {
  case string(String)
  case integer(Int)
  case array([CanonicalValue])
  case object([String: CanonicalValue])

  /// The canonical bytes: keys in the order of their UTF-16 code units, no spaces.
  var bytes: [UInt8] {
    var output: [UInt8] = []
    write(to: &output)
    return output
  }

  private func write(to output: inout [UInt8]) {
    switch self {
    case .string(let text): JSONText.append(text.utf8, to: &output)
    case .integer(let number): output += Array(String(number).utf8)
    case .array(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        item.write(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSONText.append(member.key.utf8, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}
