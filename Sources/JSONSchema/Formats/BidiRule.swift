/// The rule for labels that are read from right to left (RFC 5893 §2).
///
/// The standard library knows no bidirectional classes; they are told from scripts and categories,
/// which decides for all letters and digits that a label may hold.
enum BidiRule {
  private enum Class { case left, right, arabic, europeanNumber, arabicNumber, mark, other }

  /// Whether a label has a character that is read from right to left.
  static func isRightToLeft(_ label: [UInt32]) -> Bool {
    label.contains {
      switch bidiClass($0) {
      case .right, .arabic, .arabicNumber: true
      default: false
      }
    }
  }

  /// Whether a label keeps the rule.
  static func accepts(_ label: [UInt32]) -> Bool {
    let classes = label.map(bidiClass)
    guard let first = classes.first,
      let last = classes.last(where: { $0 != .mark })
    else { return false }
    switch first {
    case .right, .arabic:
      let hasBoth = classes.contains(.europeanNumber) && classes.contains(.arabicNumber)
      return !classes.contains(.left) && last != .other && !hasBoth
    case .left:
      return !classes.contains { $0 == .right || $0 == .arabic || $0 == .arabicNumber }
        && (last == .left || last == .europeanNumber)
    default: return false
    }
  }

  private static func bidiClass(_ value: UInt32) -> Class {
    guard let scalar = Unicode.Scalar(value) else { return .other }
    switch value {
    case 0x30...0x39, 0x6F0...0x6F9: return .europeanNumber
    case 0x660...0x669, 0x600...0x605, 0x6DD, 0x10D30...0x10D39, 0x10E60...0x10E7E:
      return .arabicNumber
    default: break
    }
    let properties = scalar.properties
    if properties.generalCategory == .nonspacingMark { return .mark }
    switch value {
    case 0x590...0x5FF, 0x7C0...0x85F, 0xFB1D...0xFB4F, 0x10800...0x10CFF, 0x10D40...0x10EBF,
      0x10F00...0x10F2F, 0x10F70...0x10FFF, 0x1E800...0x1EC6F, 0x1ECC0...0x1ECFF,
      0x1ED50...0x1EDFF:
      return .right
    case 0x608...0x7BF, 0x860...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF, 0x10D00...0x10D3F,
      0x10EC0...0x10EFF, 0x10F30...0x10F6F, 0x1EC70...0x1ECBF, 0x1ED00...0x1ED4F,
      0x1EE00...0x1EEFF:
      return .arabic
    default: break
    }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .spacingMark, .decimalNumber:
      return .left
    default: return .other
    }
  }
}
