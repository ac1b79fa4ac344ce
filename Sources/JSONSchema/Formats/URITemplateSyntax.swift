/// The grammar of URI templates (RFC 6570).
enum URITemplateSyntax {
  /// Whether a text is a URI template.
  static func accepts(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == 0x7B {
        guard let close = scalars[index...].firstIndex(of: 0x7D),
          isExpression(scalars[(index + 1)..<close])
        else { return false }
        index = close + 1
      } else if scalar == 0x25 {
        guard isEscape(scalars, index) else { return false }
        index += 3
      } else {
        guard isLiteral(scalar) else { return false }
        index += 1
      }
    }
    return true
  }

  private static func isEscape(_ scalars: [UInt32], _ index: Int) -> Bool {
    guard index + 2 < scalars.count, scalars[index + 1] < 0x80, scalars[index + 2] < 0x80 else {
      return false
    }
    return PercentEncoding.hexValue(UInt8(scalars[index + 1])) != nil
      && PercentEncoding.hexValue(UInt8(scalars[index + 2])) != nil
  }

  private static func isLiteral(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F: false
    case 0x21...0x7E: true
    case 0xA0...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFFEF: true
    case 0x10000...0x10FFFD: scalar & 0xFFFF < 0xFFFE
    default: false
    }
  }

  private static func isExpression(_ body: ArraySlice<UInt32>) -> Bool {
    var rest = body
    let operators = Set("+#./;?&=,!@|".unicodeScalars.map(\.value))
    if let first = rest.first, operators.contains(first) { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return false }
    return rest.split(separator: 0x2C, omittingEmptySubsequences: false).allSatisfy(isVariable)
  }

  private static func isVariable(_ spec: ArraySlice<UInt32>) -> Bool {
    var name = spec
    if name.last == 0x2A {
      name = name.dropLast()
    } else if let colon = name.firstIndex(of: 0x3A) {
      let digits = name[(colon + 1)...]
      guard let first = digits.first, first != 0x30, digits.count <= 4,
        digits.allSatisfy({ $0 &- 0x30 < 10 })
      else { return false }
      name = name[..<colon]
    }
    let scalars = Array(name)
    var index = 0
    var wasDot = true
    while index < scalars.count {
      switch scalars[index] {
      case 0x2E:
        if wasDot { return false }
        wasDot = true
        index += 1
        continue
      case 0x25:
        guard isEscape(scalars, index) else { return false }
        index += 3
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: index += 1
      default: return false
      }
      wasDot = false
    }
    return !wasDot
  }
}
