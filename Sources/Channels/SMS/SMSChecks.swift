package import Diagnostics

extension DiagnosticCode {
  /// A message without text.
  package static let smsEmpty = DiagnosticCode(
    "channel/sms-empty", "an SMS has no text")
  /// Characters outside GSM 7-bit.
  package static let smsUnicode = DiagnosticCode(
    "channel/sms-unicode", "a character outside GSM 7-bit halves the room of an SMS")
  /// More segments than the template allows.
  package static let smsSegments = DiagnosticCode(
    "channel/sms-segments", "an SMS needs more segments than allowed")
}

/// What is checked in a rendered SMS.
package enum SMSChecks {
  /// Segments allowed unless the template says otherwise.
  package static let defaultMaximumSegments = 10
  /// Characters named in one diagnostic.
  private static let maximumNamed = 5

  /// Checks the text against a number of segments.
  package static func check(
    _ text: SourceText, maximumSegments: Int = defaultMaximumSegments
  ) -> [Diagnostic] {
    let string = String(decoding: text.bytes, as: UTF8.self)
    guard !string.allSatisfy(\.isWhitespace) else {
      return [
        Diagnostic(
          .smsEmpty, "the message has no text", at: SourceSpan(text, at: 0),
          notes: [.init("check the conditions around the text of the template")])
      ]
    }
    var diagnostics = UnrenderedChecks.check(text)
    let segments = SMSSegments(string)
    if let diagnostic = encodingDiagnostic(text, string, segments) {
      diagnostics.append(diagnostic)
    }
    let count = segments.segments.count
    if count > maximumSegments {
      let start = segments.segments[maximumSegments].lowerBound
      diagnostics.append(
        Diagnostic(
          .smsSegments,
          "the message needs \(count) segments in \(segments.encoding.rawValue); allowed are "
            + "\(maximumSegments)",
          at: SourceSpan(text, start: start, end: text.bytes.count),
          notes: [.init("shorten the text, or raise the template's limit of segments")]))
    }
    return diagnostics
  }

  private static func encodingDiagnostic(
    _ text: SourceText, _ string: String, _ segments: SMSSegments
  ) -> Diagnostic? {
    guard let first = segments.offenders.first else { return nil }
    let count = segments.segments.count
    let replaced = segments.segmentsWhenReplaced(string)
    let isCostly = replaced.map { $0 < count } ?? false
    let cost = replaced.map { ", which needs \(count) instead of \($0) segments" } ?? ""
    var notes: [Diagnostic.Note] = []
    var seen: Set<Unicode.Scalar> = []
    for offender in segments.offenders where seen.insert(offender.scalar).inserted {
      guard notes.count < maximumNamed else { break }
      notes.append(note(offender, text))
    }
    return Diagnostic(
      .smsUnicode,
      "\(name(first.scalar)) is not in GSM 7-bit: the message is sent as UCS-2"
        + (isCostly ? cost : ""),
      at: span(first, text), severity: isCostly ? .warning : .information, notes: notes,
      fix: segments.offenders.count == 1 ? fix(first, text) : nil)
  }

  private static func note(_ offender: SMSSegments.Offender, _ text: SourceText) -> Diagnostic.Note
  {
    let name = name(offender.scalar)
    let span = span(offender, text)
    guard let replacement = offender.replacement else {
      return .init("\(name) has no counterpart in GSM 7-bit", at: span)
    }
    let advice = replacement.isEmpty ? "remove \(name)" : "write '\(replacement)' for \(name)"
    return .init(advice, at: span)
  }

  private static func fix(_ offender: SMSSegments.Offender, _ text: SourceText) -> Diagnostic.Fix? {
    offender.replacement.map { replacement in
      let message = replacement.isEmpty ? "remove it" : "replace with '\(replacement)'"
      return .init(message, replacing: span(offender, text), with: replacement)
    }
  }

  private static func span(_ offender: SMSSegments.Offender, _ text: SourceText) -> SourceSpan {
    let end = offender.offset + UTF8.width(offender.scalar)
    return SourceSpan(text, start: offender.offset, end: end)
  }

  /// The character itself with its code point, or the code point alone when it is invisible.
  private static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark,
      .enclosingMark, .unassigned, .privateUse, .surrogate:
      return code
    default: return "'\(scalar)' (\(code))"
    }
  }
}
