package import Diagnostics

extension DiagnosticCode {
  /// An AMP part without an HTML part.
  package static let ampAlone = DiagnosticCode(
    "channel/amp-alone", "an email has an AMP part without an HTML part")
  /// An AMP part, or its style sheet, beyond the limit.
  package static let ampTooLarge = DiagnosticCode(
    "channel/amp-too-large", "an AMP part or its style sheet is too large")
  /// Something that every AMP document must have.
  package static let ampRequired = DiagnosticCode(
    "channel/amp-required", "an AMP part lacks something that every AMP document has")
  /// An element or attribute that AMP for email does not allow.
  package static let ampForbidden = DiagnosticCode(
    "channel/amp-forbidden", "an AMP part holds something that AMP for email does not allow")
  /// A style that AMP for email does not allow.
  package static let ampStyle = DiagnosticCode(
    "channel/amp-style", "a style is one that AMP for email does not allow")
}
