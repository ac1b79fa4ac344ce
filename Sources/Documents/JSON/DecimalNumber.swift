/// A JSON number's value in decimal: 0.DIGITS × 10^exponent, without superfluous zeros.
///
/// Two spellings of one value are equal: `1e2`, `100` and `100.0`.
struct DecimalNumber: Equatable {
  /// Whether it is below zero; zero itself never is.
  var isNegative = false
  /// The digits from the first to the last that is not 0; empty for zero.
  var digits: [UInt8] = []
  /// The power of ten that the digits, read as a fraction, are multiplied with.
  var exponent = 0

  /// Exponents beyond this are cut to it: no double is near.
  private static let largestExponent = 1_000_000_000

  /// Takes a JSON number apart; the lexeme must be well formed.
  init(_ lexeme: some Sequence<UInt8>) {
    var written = 0
    var point: Int?
    var power = 0
    var isPowerNegative = false
    var isPower = false
    for byte in lexeme {
      switch byte {
      case UInt8(ascii: "-"):
        if isPower { isPowerNegative = true } else { isNegative = true }
      case UInt8(ascii: "."): point = written
      case UInt8(ascii: "e"), UInt8(ascii: "E"): isPower = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if isPower {
          power = min(power * 10 + Int(digit), Self.largestExponent)
        } else {
          written += 1
          digits.append(digit)
        }
      default: break
      }
    }
    exponent = (point ?? written) + (isPowerNegative ? -power : power)
    let leading = digits.prefix { $0 == 0 }.count
    exponent -= leading
    digits.removeFirst(leading)
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      isNegative = false
      exponent = 0
    }
  }

  /// The spelling that ECMAScript's `Number::toString` gives, which RFC 8785 demands.
  var ecmaScript: [UInt8] {
    guard !digits.isEmpty else { return [UInt8(ascii: "0")] }
    let text = digits.map { $0 + UInt8(ascii: "0") }
    let zero = UInt8(ascii: "0")
    let point = UInt8(ascii: ".")
    var result: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    if exponent >= text.count, exponent <= 21 {
      result += text + repeatElement(zero, count: exponent - text.count)
    } else if exponent > 0, exponent <= 21 {
      result += text[..<exponent] + [point] + text[exponent...]
    } else if exponent > -6, exponent <= 0 {
      result += [zero, point] + repeatElement(zero, count: -exponent) + text
    } else {
      result.append(text[0])
      if text.count > 1 { result += [point] + text[1...] }
      let power = exponent - 1
      result += Array("e\(power < 0 ? "-" : "+")\(abs(power))".utf8)
    }
    return result
  }
}
