/// The shortest decimal digits that read back as the same double.
enum ShortestDigits {
  /// The digits of a finite, non-negative double without zeros at either end.
  ///
  /// The value is 0.digits × 10^`point`. Zero is "0" with point 1.
  static func of(_ value: Double) -> (digits: [UInt8], point: Int) {
    guard value != 0 else { return ([0x30], 1) }
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var leading = 0
    var bytes = value.description.utf8.makeIterator()
    while let byte = bytes.next() {
      if byte.isDigit {
        if digits.isEmpty, byte == 0x30 {
          if point != nil { leading += 1 }
        } else {
          digits.append(byte)
        }
      } else if byte == 0x2E {
        point = digits.count
      } else {
        var text = ""
        while let digit = bytes.next() { text.unicodeScalars.append(Unicode.Scalar(digit)) }
        exponent = Int(text) ?? 0
      }
    }
    let place = (point ?? digits.count) - leading + exponent
    while digits.last == 0x30 { digits.removeLast() }
    return (digits, place)
  }
}
