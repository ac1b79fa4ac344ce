/// One thing that the outputs of an edit measure, before and after.
package struct OutputMetric: Sendable, Equatable {
  /// What is measured; the raw value is its name in JSON.
  package enum Name: String, Sendable, CaseIterable {
    /// Segments that an SMS is sent in.
    case smsSegments
    /// The encoding of an SMS.
    case smsEncoding
    /// Bytes of the HTML of an email as it is sent.
    case htmlBytes
    /// Bytes of the AMP part of an email.
    case ampBytes
    /// Bytes of a push payload as minified JSON.
    case payloadBytes

    /// The name for people.
    var words: String {
      switch self {
      case .smsSegments: "SMS segments"
      case .smsEncoding: "SMS encoding"
      case .htmlBytes: "HTML bytes"
      case .ampBytes: "AMP bytes"
      case .payloadBytes: "payload bytes"
      }
    }
  }

  /// A range of numbers, or a word.
  package enum Value: Sendable, Hashable {
    /// The least and the greatest number.
    case range(ClosedRange<Int>)
    /// The name of an encoding.
    case word(String)

    /// `2`, `1–3`, `GSM-7`.
    var words: String {
      switch self {
      case .range(let range):
        range.lowerBound == range.upperBound
          ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
      case .word(let word): word
      }
    }
  }

  /// What is measured.
  package let name: Name
  /// What the outputs had; nil for new ones.
  package let old: Value?
  /// What they have.
  package let new: Value
  /// How many outputs of the edit this is about.
  package let outputs: Int

  /// `SMS segments: 1 → 2–3 (4 of 10 outputs)`, where the edit has this many outputs.
  func words(of total: Int) -> String {
    let change = old.map { "\($0.words) → \(new.words)" } ?? new.words
    let share = outputs == total ? "" : " (\(outputs) of \(ReportCounts.outputs(total)))"
    return "\(name.words): \(change)\(share)"
  }
}
