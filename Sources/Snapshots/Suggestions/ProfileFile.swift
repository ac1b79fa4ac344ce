package import Diagnostics

/// A suggested profile as a YAML file.
package enum ProfileFile {
  /// The path of a profile's file.
  package static func path(of id: String) -> String { "profiles/\(id).yaml" }

  /// The text of the file; `comment` stands at its head.
  package static func text(_ value: JSONOutput, comment: [String]) -> String {
    var text = comment.map { "# \($0)\n" }.joined()
    if case .object(let members) = value, !members.isEmpty {
      append(members, indent: 0, to: &text)
    } else {
      text += value.text() + "\n"
    }
    return text
  }

  private static func append(
    _ members: [(key: String, value: JSONOutput)], indent: Int, to text: inout String
  ) {
    for (key, value) in members {
      text += String(repeating: " ", count: indent) + name(key) + ":"
      append(value, indent: indent + 2, to: &text)
    }
  }

  /// Writes a value behind a key: on the same line, or on the lines below it.
  private static func append(_ value: JSONOutput, indent: Int, to text: inout String) {
    switch value {
    case .object(let members) where !members.isEmpty:
      text += "\n"
      append(members, indent: indent, to: &text)
    case .array(let items) where items.contains(where: \.isStructure):
      text += "\n"
      for item in items {
        text += String(repeating: " ", count: indent) + "-"
        guard case .object(let members) = item, !members.isEmpty else {
          text += " \(item.text())\n"
          continue
        }
        var lines = ""
        append(members, indent: indent + 2, to: &lines)
        text += " " + lines.dropFirst(indent + 2)
      }
    default: text += " \(value.text())\n"
    }
  }

  /// A key as it is where YAML reads it as a text, in quotes elsewhere.
  private static func name(_ key: String) -> String {
    let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      key.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
      } && key.utf8.first.map { (0x61...0x7A).contains($0 | 0x20) } == true
      && !words.contains(key.lowercased())
    return isPlain ? key : JSONOutput.string(key).text()
  }
}
