/// Host names with labels beyond ASCII (IDNA 2008, RFC 5890 to 5893).
enum InternationalHostName {
  /// Whether a text is one host name, in U-labels, A-labels or both.
  ///
  /// A mail address's domain (RFC 6531) may be written in any normal form.
  static func accepts(_ text: String, isNormalised: Bool = true) -> Bool {
    let separators: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    var labels: [[UInt32]] = [[]]
    for scalar in text.unicodeScalars {
      if separators.contains(scalar) {
        labels.append([])
      } else {
        labels[labels.count - 1].append(scalar.value)
      }
    }
    var length = labels.count - 1
    var hasRightToLeft = false
    var unicode: [[UInt32]] = []
    for label in labels {
      guard let (count, scalars) = check(label, isNormalised) else { return false }
      length += count
      unicode.append(scalars)
      hasRightToLeft = hasRightToLeft || BidiRule.isRightToLeft(scalars)
    }
    if hasRightToLeft, !unicode.allSatisfy(BidiRule.accepts) { return false }
    return length <= 253
  }

  /// The length of a label's ASCII form with its code points, or nil where it is no label.
  private static func check(_ label: [UInt32], _ isNormalised: Bool) -> (Int, [UInt32])? {
    guard !label.isEmpty else { return nil }
    if label.allSatisfy({ $0 < 0x80 }) {
      let bytes = label.map { UInt8($0) }
      guard HostName.isLabel(bytes[...]) else { return nil }
      let isEncoded = bytes.starts(with: Array("xn--".utf8))
      return (bytes.count, isEncoded ? Punycode.decode(Array(bytes.dropFirst(4))) ?? label : label)
    }
    guard InternationalLabel.isValid(label, isNormalised: isNormalised) else { return nil }
    let count = Punycode.encode(label).count + 4
    return count <= 63 ? (count, label) : nil
  }
}
