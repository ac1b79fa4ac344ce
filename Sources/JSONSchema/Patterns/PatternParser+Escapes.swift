extension PatternParser {
  /// Reads what follows a backslash outside a class.
  mutating func parseEscape(from start: Int) throws(PatternError) -> PatternNode {
    guard let scalar = peek() else { throw failure("'\\' at the end", at: start) }
    switch scalar {
    case 0x62:
      index += 1
      return .boundary(isNegated: false)
    case 0x42:
      index += 1
      return .boundary(isNegated: true)
    case 0x6B where isUnicode || hasNames:
      index += 1
      guard take("<") else { throw failure("'\\k' without a name", at: start) }
      return .namedBackreference(try groupName())
    case 0x31...0x39:
      let save = index
      if let group = number(), group <= totalGroups { return .backreference([group]) }
      if isUnicode { throw failure("a back-reference to a group that is not there", at: start) }
      index = save
    default: break
    }
    if let set = try classEscape(from: start) { return .set(set) }
    let value = try characterEscape(from: start, isInClass: false)
    return .set(CodePointSet([value...value]))
  }

  /// Reads `\d`, `\w`, `\p{…}` and their like, or returns nil.
  private mutating func classEscape(from start: Int) throws(PatternError) -> CodePointSet? {
    guard let scalar = peek() else { return nil }
    let set: CodePointSet
    switch scalar | 0x20 {
    case 0x64: set = .digits
    case 0x73: set = .space
    case 0x77: set = .word
    case 0x70 where isUnicode || (index + 1 < scalars.count && scalars[index + 1] == 0x7B):
      index += 1
      var name = String.UnicodeScalarView()
      guard take("{") else { throw failure("'\\p' without a property", at: start) }
      while let next = peek(), next != 0x7D, let unicode = Unicode.Scalar(next) {
        name.append(unicode)
        index += 1
      }
      guard take("}") else { throw failure("a property is not closed", at: start) }
      guard let found = UnicodePropertySet.named(String(name)) else {
        throw failure("unknown Unicode property '\(String(name))'", at: start)
      }
      return scalar == 0x50 ? found.inverted : found
    default: return nil
    }
    guard scalar < 0x80 else { return nil }
    index += 1
    return scalar & 0x20 == 0 ? set.inverted : set
  }

  private mutating func characterEscape(
    from start: Int, isInClass: Bool
  ) throws(PatternError) -> UInt32 {
    guard let scalar = peek() else { throw failure("'\\' at the end", at: start) }
    index += 1
    switch scalar {
    case 0x66: return 0x0C
    case 0x6E: return 0x0A
    case 0x72: return 0x0D
    case 0x74: return 0x09
    case 0x76: return 0x0B
    case 0x63:
      if let letter = peek(), (letter | 0x20) &- 0x61 < 26 {
        index += 1
        return letter & 0x1F
      }
      if isUnicode { throw failure("'\\c' without a letter", at: start) }
      index -= 1
      return 0x5C
    case 0x30 where !(peek().map { $0 &- 0x30 < 10 } ?? false): return 0
    case 0x78:
      if let value = hexadecimal(digits: 2) { return value }
      if isUnicode { throw failure("'\\x' without two hexadecimal digits", at: start) }
      return scalar
    case 0x75:
      if let value = unicodeEscape() { return value }
      if isUnicode { throw failure("'\\u' without a code point", at: start) }
      return scalar
    default: break
    }
    if isUnicode {
      let isSyntax = Self.syntaxCharacters.contains(scalar) || (isInClass && scalar == 0x2D)
      guard isSyntax else { throw failure("unknown escape", at: start) }
      return scalar
    }
    if scalar &- 0x30 < 8 {
      var value = scalar - 0x30
      while let digit = peek(), digit &- 0x30 < 8, value * 8 + digit - 0x30 <= 0xFF {
        value = value * 8 + digit - 0x30
        index += 1
      }
      return value
    }
    return scalar
  }

  private static let syntaxCharacters = Set("^$\\.*+?()[]{}|/".unicodeScalars.map(\.value))

  private mutating func unicodeEscape() -> UInt32? {
    let start = index
    if isUnicode, take("{") {
      var value: UInt32 = 0
      var digits = 0
      while let digit = peek().flatMap(Self.hexValue), value <= 0x10FFFF {
        value = value * 16 + digit
        digits += 1
        index += 1
      }
      if digits > 0, value <= 0x10FFFF, take("}") { return value }
      index = start
      return nil
    }
    guard let high = hexadecimal(digits: 4) else { return nil }
    if high >= 0xD800, high < 0xDC00 {
      let save = index
      if take("\\"), take("u"), let low = hexadecimal(digits: 4), low >= 0xDC00, low < 0xE000 {
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
      }
      index = save
    }
    return high
  }

  private mutating func hexadecimal(digits: Int) -> UInt32? {
    guard index + digits <= scalars.count else { return nil }
    var value: UInt32 = 0
    for offset in 0..<digits {
      guard let digit = Self.hexValue(scalars[index + offset]) else { return nil }
      value = value * 16 + digit
    }
    index += digits
    return value
  }

  private static func hexValue(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x30...0x39: scalar - 0x30
    case 0x41...0x46: scalar - 0x37
    case 0x61...0x66: scalar - 0x57
    default: nil
    }
  }

  // MARK: Classes

  /// Reads a class after its opening bracket.
  mutating func parseClass(from start: Int) throws(PatternError) -> CodePointSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while true {
      guard let next = peek() else { throw failure("a class is not closed", at: start) }
      if next == 0x5D {
        index += 1
        break
      }
      let rangeStart = index
      let (low, lowSet) = try classAtom()
      guard peek() == 0x2D, index + 1 < scalars.count, scalars[index + 1] != 0x5D else {
        ranges += lowSet?.ranges ?? [low...low]
        continue
      }
      index += 1
      let (high, highSet) = try classAtom()
      if lowSet != nil || highSet != nil {
        if isUnicode { throw failure("a range ends at a class", at: rangeStart) }
        ranges += (lowSet?.ranges ?? [low...low]) + (highSet?.ranges ?? [high...high])
        ranges.append(0x2D...0x2D)
        continue
      }
      guard low <= high else {
        throw failure("a range's ends are out of order", at: rangeStart)
      }
      ranges.append(low...high)
    }
    let set = CodePointSet(ranges)
    return isNegated ? set.inverted : set
  }

  private mutating func classAtom() throws(PatternError) -> (UInt32, CodePointSet?) {
    let start = index
    let scalar = scalars[index]
    index += 1
    guard scalar == 0x5C else { return (scalar, nil) }
    if take("b") { return (0x08, nil) }
    if let set = try classEscape(from: start) { return (0, set) }
    return (try characterEscape(from: start, isInClass: true), nil)
  }
}
