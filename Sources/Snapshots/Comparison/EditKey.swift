import Crypto

/// What makes two edits the same: the part, and the replaced text with customers' data masked.
///
/// No context and no position is in it: the same edit of a footer is one edit wherever it stands.
package struct EditKey: Sendable, Hashable {
  /// A run of text replaced by another.
  package struct Replacement: Sendable, Hashable {
    /// The text that went away.
    package let old: String
    /// The text that came.
    package let new: String

    /// Creates a replacement.
    package init(old: String, new: String) {
      self.old = old
      self.new = new
    }
  }

  /// Where the edit stands: `html`, `txt`, `subject`, `json $.items[].title`.
  package let part: String
  /// The texts, with data as `⟨path|filters⟩`.
  package let replacement: Replacement

  /// Creates a key.
  package init(part: String, old: String, new: String) {
    self.part = part
    replacement = Replacement(old: old, new: new)
  }

  /// The replaced texts, as a list of one.
  package var replacements: [Replacement] { [replacement] }

  /// The SHA-256 of the key as hexadecimal digits.
  package var digest: String { Self.digest([part, replacement.old, replacement.new]) }

  /// The SHA-256 of texts, each with its length before it so that none can run into the next.
  static func digest(_ texts: [String]) -> String { digest(texts.map { Array($0.utf8) }) }

  /// The SHA-256 of texts that are given as bytes.
  static func digest(_ texts: [[UInt8]]) -> String {
    var hash = SHA256()
    for text in texts {
      hash.update(data: Array("\(text.count):".utf8))
      hash.update(data: text)
    }
    let digits = Array("0123456789abcdef".utf8)
    let text = hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
