/// Punycode (RFC 3492): labels beyond ASCII written in ASCII.
enum Punycode {
  private static let base = 36

  /// The code points that an encoded label (without "xn--") stands for, or nil.
  static func decode(_ input: [UInt8]) -> [UInt32]? {
    var output: [UInt32] = []
    var index = 0
    if let delimiter = input.lastIndex(of: 0x2D) {
      guard delimiter > 0 else { return nil }
      output = input[..<delimiter].map(UInt32.init)
      index = delimiter + 1
    }
    guard index < input.count else { return nil }
    var n = 128
    var i = 0
    var bias = 72
    while index < input.count {
      let old = i
      var weight = 1
      var k = base
      while true {
        guard index < input.count, let digit = digit(input[index]) else { return nil }
        index += 1
        let (product, overflow) = digit.multipliedReportingOverflow(by: weight)
        guard !overflow, i <= Int.max - product else { return nil }
        i += product
        let threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
        if digit < threshold { break }
        let (next, tooLarge) = weight.multipliedReportingOverflow(by: base - threshold)
        guard !tooLarge else { return nil }
        weight = next
        k += base
      }
      let count = output.count + 1
      bias = adapt(i - old, count, isFirst: old == 0)
      n += i / count
      i %= count
      guard n <= 0x10FFFF, Unicode.Scalar(UInt32(n)) != nil else { return nil }
      output.insert(UInt32(n), at: i)
      i += 1
    }
    return output
  }

  /// The encoded form (without "xn--") of a label.
  static func encode(_ input: [UInt32]) -> [UInt8] {
    var output = input.filter { $0 < 0x80 }.map { UInt8($0) }
    let basic = output.count
    var handled = basic
    if basic > 0 { output.append(0x2D) }
    var n: UInt32 = 128
    var delta = 0
    var bias = 72
    while handled < input.count {
      guard let next = input.filter({ $0 >= n }).min() else { break }
      delta += Int(next - n) * (handled + 1)
      n = next
      for scalar in input {
        if scalar < n { delta += 1 }
        guard scalar == n else { continue }
        var q = delta
        var k = base
        while true {
          let threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
          if q < threshold { break }
          output.append(letter(threshold + (q - threshold) % (base - threshold)))
          q = (q - threshold) / (base - threshold)
          k += base
        }
        output.append(letter(q))
        bias = adapt(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return output
  }

  private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k = 0
    while delta > 455 {
      delta /= 35
      k += base
    }
    return k + 36 * delta / (delta + 38)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x61...0x7A: Int(byte) - 0x61
    case 0x41...0x5A: Int(byte) - 0x41
    case 0x30...0x39: Int(byte) - 0x30 + 26
    default: nil
    }
  }

  private static func letter(_ digit: Int) -> UInt8 {
    UInt8(digit < 26 ? digit + 0x61 : digit - 26 + 0x30)
  }
}
