/// The tokens of a stretch of output: words, runs of blanks, tags and single signs.
struct OutputTokens {
  /// What a token is.
  enum Kind {
    /// A word or the start of a tag: `</p`.
    case word
    /// Blanks of one line.
    case blank
    /// A line end.
    case line
    /// Anything else, one byte.
    case sign
  }

  /// The bytes of each token in the whole output.
  private(set) var ranges: [Range<Int>] = []
  /// What each token is.
  private(set) var kinds: [Kind] = []

  /// Longest stretch of lines whose tokens are compared; a longer one counts as one edit.
  static let maximumBytes = 2 << 20

  /// Splits `bytes[range]`; with `tags`, `<` belongs to the name after it.
  init(_ bytes: [UInt8], _ range: Range<Int>, tags: Bool) {
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      var kind = Self.kind(of: bytes[index])
      index += 1
      if tags, bytes[start] == UInt8(ascii: "<") {
        if index < range.upperBound, bytes[index] == UInt8(ascii: "/") { index += 1 }
        if index < range.upperBound, Self.kind(of: bytes[index]) == .word {
          kind = .word
        } else {
          index = start + 1
        }
      }
      if kind == .word || kind == .blank {
        while index < range.upperBound, Self.kind(of: bytes[index]) == kind { index += 1 }
      }
      ranges.append(start..<index)
      kinds.append(kind)
    }
  }

  static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...0xFF:
      .word
    case 0x20, 0x09, 0x0D: .blank
    case 0x0A: .line
    default: .sign
    }
  }
}
