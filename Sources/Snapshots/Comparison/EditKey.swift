/// The words that changed, without their surroundings: equal for the same edit in many outputs.
///
/// Two customers whose greeting changed from `Hi` to `Hello` differ in the name, not in the edit:
/// unchanged words are no part of the key, so their outputs fall into one group.
package struct EditKey: Sendable, Hashable {
  /// A run of words replaced by another.
  package struct Replacement: Sendable, Hashable {
    /// The words that went away.
    package let old: String
    /// The words that came.
    package let new: String

    /// Creates a replacement.
    package init(old: String, new: String) {
      self.old = old
      self.new = new
    }
  }

  /// The distinct replacements, in the order of the text.
  package let replacements: [Replacement]

  /// Creates a key from its replacements.
  package init(replacements: [Replacement]) {
    self.replacements = replacements
  }

  /// Works out the key of a change from one text to another.
  package init(_ difference: TextDifference) {
    var seen: Set<Replacement> = []
    var replacements: [Replacement] = []
    for edit in difference.edits {
      let old = WordTokens.split(difference.old[edit.old].joined(separator: "\n"))
      let new = WordTokens.split(difference.new[edit.new].joined(separator: "\n"))
      for word in SequenceDifference.edits(from: old, to: new) {
        let replacement = Replacement(
          old: String(decoding: old[word.old].joined(), as: UTF8.self),
          new: String(decoding: new[word.new].joined(), as: UTF8.self))
        if seen.insert(replacement).inserted { replacements.append(replacement) }
      }
    }
    self.replacements = replacements
  }
}

/// Splits a text into words, runs of blanks and single signs.
enum WordTokens {
  private enum Kind {
    case word
    case blank
    case sign
  }

  /// Returns the tokens; joined they are the text.
  static func split(_ text: String) -> [[UInt8]] {
    var tokens: [[UInt8]] = []
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let kind = kind(of: bytes[start])
      var end = start + 1
      if kind != .sign {
        while end < bytes.count, Self.kind(of: bytes[end]) == kind { end += 1 }
      }
      tokens.append(Array(bytes[start..<end]))
      start = end
    }
    return tokens
  }

  private static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...0xFF:
      .word
    case 0x20, 0x09, 0x0A, 0x0D: .blank
    default: .sign
    }
  }
}
