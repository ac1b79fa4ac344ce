/// Untrusted bytes made safe to print: no control character reaches a terminal.
enum PrintableText {
  /// Quotes bytes, with everything but printable characters written as escapes, cut at 120 bytes.
  static func quoted(_ bytes: some Collection<UInt8>) -> String {
    let shown = bytes.prefix(120)
    var text = "'"
    for scalar in String(decoding: shown, as: UTF8.self).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse,
        .surrogate:
        text += "\\u{" + String(scalar.value, radix: 16) + "}"
      default:
        text.unicodeScalars.append(scalar)
      }
    }
    return text + (shown.count < bytes.count ? "…'" : "'")
  }

  /// Quotes a string as `quoted` does for bytes.
  static func quoted(_ text: String) -> String { quoted(text.utf8) }
}
