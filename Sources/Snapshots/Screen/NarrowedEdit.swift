/// The places of an edit without what both texts share at its ends, where it is long.
///
/// Text without blanks is one word to an edit, however long it is: that of a whole paragraph in
/// Japanese, or what pads a preheader.
struct NarrowedEdit {
  /// The bytes of the old text.
  let old: Range<Int>
  /// The bytes of the new text.
  let new: Range<Int>

  /// Longest edit that is shown as it is, in bytes.
  private static let longest = 120
  /// Most bytes of a word that are kept beside the difference.
  private static let wordBytes = 40

  init(_ edit: OutputEdit, old oldText: [UInt8], new newText: [UInt8]) {
    guard max(edit.old.count, edit.new.count) > Self.longest else {
      (old, new) = (edit.old, edit.new)
      return
    }
    let (oldBytes, newBytes) = (Array(oldText[edit.old]), Array(newText[edit.new]))
    let least = min(oldBytes.count, newBytes.count)
    var prefix = 0
    while prefix < least, oldBytes[prefix] == newBytes[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < least - prefix,
      oldBytes[oldBytes.count - 1 - suffix] == newBytes[newBytes.count - 1 - suffix]
    {
      suffix += 1
    }
    // Neither a character nor a word is torn apart.
    func isInside(_ bytes: [UInt8], _ index: Int) -> Bool {
      index < bytes.count && bytes[index] & 0xC0 == 0x80
    }
    while prefix > 0, isInside(oldBytes, prefix) || isInside(newBytes, prefix) { prefix -= 1 }
    while suffix > 0, isInside(newBytes, newBytes.count - suffix) { suffix -= 1 }
    prefix -=
      newBytes[..<prefix].suffix(Self.wordBytes).reversed().prefix(while: Self.isLetter).count
    suffix -= newBytes.suffix(suffix).prefix(Self.wordBytes).prefix(while: Self.isLetter).count
    old = edit.old.lowerBound + prefix..<edit.old.upperBound - suffix
    new = edit.new.lowerBound + prefix..<edit.new.upperBound - suffix
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte < 0x80 && OutputTokens.kind(of: byte) == .word
  }
}
