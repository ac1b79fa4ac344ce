// The standard library normalises texts, but only this interface of it says so; NFC is all that is asked.
@_spi(_Unicode) import Swift

/// One U-label: RFC 5891 §5.4 with the derived properties and contextual rules of RFC 5892.
enum InternationalLabel {
  /// Whether code points are a valid label (its length apart).
  static func isValid(_ label: [UInt32], isNormalised: Bool = true) -> Bool {
    guard let first = label.first.flatMap(Unicode.Scalar.init), let last = label.last,
      first.value != 0x2D, last != 0x2D
    else { return false }
    if label.count >= 4, label[2] == 0x2D, label[3] == 0x2D { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    for index in label.indices where !isAllowed(label, index) { return false }
    return !isNormalised || self.isNormalised(label)
  }

  private static func isNormalised(_ label: [UInt32]) -> Bool {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: label.compactMap(Unicode.Scalar.init))
    return String(view)._nfc.elementsEqual(view)
  }

  private static func isAllowed(_ label: [UInt32], _ index: Int) -> Bool {
    let value = label[index]
    if value < 0x80 {
      return value == 0x2D || value &- 0x30 < 10 || value &- 0x61 < 26
    }
    if let allowed = contextual(label, index) { return allowed }
    guard let scalar = Unicode.Scalar(value) else { return false }
    if exceptions.contains(value) { return true }
    if disallowedExceptions.contains(value) { return false }
    let properties = scalar.properties
    if isOldHangul(value) || properties.changesWhenNFKCCaseFolded
      || properties.isDefaultIgnorableCodePoint || properties.isWhitespace
      || properties.isNoncharacterCodePoint || isIgnorableBlock(value)
    {
      return false
    }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  /// RFC 5892, section 2.6: valid whatever the properties say.
  private static let exceptions: Set<UInt32> = [0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007]
  private static let disallowedExceptions: Set<UInt32> = [
    0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B,
  ]

  private static func isOldHangul(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: true
    default: false
    }
  }

  private static func isIgnorableBlock(_ value: UInt32) -> Bool {
    switch value {
    case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: true
    default: false
    }
  }

  /// The contextual rules (RFC 5892, appendix A), or nil where the code point has none.
  private static func contextual(_ label: [UInt32], _ index: Int) -> Bool? {
    let before = index > 0 ? label[index - 1] : 0
    let after = index + 1 < label.count ? label[index + 1] : 0
    switch label[index] {
    case 0x200C: return isVirama(before) || joins(label, index)
    case 0x200D: return isVirama(before)
    case 0xB7: return before == 0x6C && after == 0x6C
    case 0x375: return ScriptRanges.contains(after, ScriptRanges.greek)
    case 0x5F3, 0x5F4: return ScriptRanges.contains(before, ScriptRanges.hebrew)
    case 0x30FB:
      return label.contains { ScriptRanges.contains($0, ScriptRanges.japanese) }
    case 0x660...0x669: return !label.contains { $0 >= 0x6F0 && $0 <= 0x6F9 }
    case 0x6F0...0x6F9: return !label.contains { $0 >= 0x660 && $0 <= 0x669 }
    default: return nil
    }
  }

  private static func isVirama(_ value: UInt32) -> Bool {
    Unicode.Scalar(value)?.properties.canonicalCombiningClass == .virama
  }

  /// Whether joining letters stand on both sides, with nothing but transparent marks between.
  private static func joins(_ label: [UInt32], _ index: Int) -> Bool {
    var left = index - 1
    while left >= 0, isTransparent(label[left]) { left -= 1 }
    var right = index + 1
    while right < label.count, isTransparent(label[right]) { right += 1 }
    guard left >= 0, right < label.count else { return false }
    let isDual = ScriptRanges.contains(label[left], ScriptRanges.dualJoining)
    let isLeft = ScriptRanges.contains(label[left], ScriptRanges.leftJoining)
    return (isDual || isLeft)
      && (ScriptRanges.contains(label[right], ScriptRanges.dualJoining)
        || ScriptRanges.contains(label[right], ScriptRanges.rightJoining))
  }

  private static func isTransparent(_ value: UInt32) -> Bool {
    switch Unicode.Scalar(value)?.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: value != 0x200C && value != 0x200D
    default: false
    }
  }
}
