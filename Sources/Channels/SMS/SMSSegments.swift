package import Diagnostics

/// How an SMS is encoded and cut into the segments that are sent and paid for.
package struct SMSSegments: Sendable {
  /// The two encodings; one character outside GSM 7-bit turns the whole message into UCS-2.
  package enum Encoding: String, Sendable {
    /// GSM 7-bit default alphabet with its extension: units are septets.
    case gsm7 = "GSM-7"
    /// UCS-2, sent as UTF-16: units are 16 bits.
    case ucs2 = "UCS-2"

    /// Units that fit when the message is one segment.
    package var singleLimit: Int { self == .gsm7 ? 160 : 70 }

    /// Units that fit in each of several segments, beside the header of six bytes.
    package var partLimit: Int { self == .gsm7 ? 153 : 67 }
  }

  /// A character that GSM 7-bit cannot hold.
  package struct Offender: Sendable {
    /// Where its first byte stands in the text.
    package let offset: Int
    /// The character.
    package let scalar: Unicode.Scalar
    /// A text of GSM 7-bit that can stand for it, empty when it can go, nil when there is none.
    package let replacement: String?
  }

  /// The encoding that the text needs.
  package let encoding: Encoding
  /// Length of the text in the encoding's units.
  package let units: Int
  /// The byte range of each segment; an empty text has one empty segment.
  package let segments: [Range<Int>]
  /// The characters outside GSM 7-bit, in order.
  package let offenders: [Offender]

  /// Encodes and cuts the text; no escape pair and no surrogate pair is split.
  package init(_ text: SourceText) {
    self.init(String(decoding: text.bytes, as: UTF8.self))
  }

  /// Encodes and cuts the text; no escape pair and no surrogate pair is split.
  package init(_ text: String) {
    var offenders: [Offender] = []
    var offset = 0
    for scalar in text.unicodeScalars {
      if GSMAlphabet.septets(scalar) == nil {
        offenders.append(
          Offender(
            offset: offset, scalar: scalar, replacement: GSMAlphabet.replacement(scalar)))
      }
      offset += UTF8.width(scalar)
    }
    let encoding: Encoding = offenders.isEmpty ? .gsm7 : .ucs2
    (units, segments) = Self.cut(text, encoding)
    self.encoding = encoding
    self.offenders = offenders
  }

  private static func cut(
    _ text: String, _ encoding: Encoding
  ) -> (units: Int, segments: [Range<Int>]) {
    var units = 0
    var segments: [Range<Int>] = []
    var start = 0
    var offset = 0
    var used = 0
    for scalar in text.unicodeScalars {
      let cost = encoding == .gsm7 ? GSMAlphabet.septets(scalar) ?? 1 : UTF16.width(scalar)
      if used + cost > encoding.partLimit {
        segments.append(start..<offset)
        start = offset
        used = 0
      }
      units += cost
      used += cost
      offset += UTF8.width(scalar)
    }
    segments.append(start..<offset)
    return (units, units <= encoding.singleLimit ? [0..<offset] : segments)
  }

  /// The number of segments the text would need with every offender replaced; nil when one has no
  /// replacement.
  package func segmentsWhenReplaced(_ text: String) -> Int? {
    guard offenders.allSatisfy({ $0.replacement != nil }) else { return nil }
    var replaced = ""
    for scalar in text.unicodeScalars {
      if GSMAlphabet.septets(scalar) != nil {
        replaced.unicodeScalars.append(scalar)
      } else {
        replaced += GSMAlphabet.replacement(scalar) ?? ""
      }
    }
    return SMSSegments(replaced).segments.count
  }
}
