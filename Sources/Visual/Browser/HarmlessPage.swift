/// A message as the browser is given it: nothing in it loads, runs, moves or leads away.
enum HarmlessPage {
  private static let head =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    + "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'\">"
    + "<style>*,*::before,*::after{animation:none!important;transition:none!important;"
    + "caret-color:transparent!important}</style>"

  /// Returns the page; its policy stands behind the doctype, which would not count after it.
  static func text(_ message: [UInt8]) -> String {
    // A refresh would lead away, and nothing else that a meta element does is seen.
    let text = String(decoding: message, as: UTF8.self).replacing(
      "http-equiv", with: "data-equiv", ignoringCase: true)
    let start = endOfDoctype(text)
    return text[..<start] + head + text[start...]
  }

  /// The place behind comments, spaces and the doctype; the beginning where there is none.
  private static func endOfDoctype(_ text: String) -> String.Index {
    var rest = text[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.hasPrefix("<!--") {
        guard let end = rest.firstRange(of: "-->") else { return text.startIndex }
        rest = rest[end.upperBound...]
      } else if rest.prefix(9).lowercased() == "<!doctype" {
        guard let end = rest.firstIndex(of: ">") else { return text.startIndex }
        return rest.index(after: end)
      } else {
        return text.startIndex
      }
    }
  }
}

extension String {
  /// Replaces an ASCII word, whatever its case; the replacement is as long.
  fileprivate func replacing(_ word: String, with other: String, ignoringCase: Bool) -> String {
    let word = Array(word.utf8)
    let other = Array(other.utf8)
    var bytes = Array(utf8)
    guard bytes.count >= word.count, let first = word.first else { return self }
    for start in 0...bytes.count - word.count where bytes[start] | 0x20 == first {
      let isEqual = word.indices.allSatisfy { index in
        let byte = bytes[start + index]
        return (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == word[index]
      }
      if isEqual { bytes.replaceSubrange(start..<start + word.count, with: other) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
