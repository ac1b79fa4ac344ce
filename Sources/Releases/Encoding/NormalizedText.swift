// The standard library's normalisation has no public name yet; this file is its only user.
@_spi(_Unicode) import Swift

/// Unicode normalisation and case folding of names, as file systems apply them.
enum NormalizedText {
  /// The NFC form.
  static func composed(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text._nfc)
    return String(scalars)
  }

  /// Whether the bytes of a text are those of its NFC form; `==` on strings cannot tell.
  static func isComposed(_ text: String) -> Bool {
    composed(text).utf8.elementsEqual(text.utf8)
  }

  /// The UTF-8 bytes of the NFC form of the full case folding: equal where a file system that
  /// ignores case and normalisation would take two names for one.
  static func folded(_ text: String) -> [UInt8] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
    var folded = ""
    // Lower, upper, lower is full case folding: it takes the capital sharp s through 'ß' to 'ss'.
    for scalar in composed(text).unicodeScalars {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        for upper in lower.properties.uppercaseMapping.unicodeScalars {
          folded += upper.properties.lowercaseMapping
        }
      }
    }
    return Array(composed(folded).utf8)
  }
}
