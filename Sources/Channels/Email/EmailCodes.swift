package import Diagnostics

extension DiagnosticCode {
  /// HTML beyond the size at which Gmail cuts it.
  package static let emailClipped = DiagnosticCode(
    "channel/email-clipped", "the HTML is so large that Gmail cuts it")
  /// HTML near that size.
  package static let emailLarge = DiagnosticCode(
    "channel/email-large", "the HTML comes near the size at which Gmail cuts it")
  /// A subject without text.
  package static let emailSubject = DiagnosticCode(
    "channel/email-subject", "an email has no subject")
  /// A missing or too long preheader.
  package static let emailPreheader = DiagnosticCode(
    "channel/email-preheader", "the preheader is missing or longer than clients show")
  /// An email without a body.
  package static let emailBody = DiagnosticCode(
    "channel/email-body", "an email has neither HTML nor text")
  /// An email with HTML only.
  package static let emailText = DiagnosticCode(
    "channel/email-text", "an email has no plain text part")
  /// A line break in a header.
  package static let headerInjection = DiagnosticCode(
    "channel/header-injection", "a header's value holds a line break or a control character")
  /// A header name that the format does not allow or that galley writes itself.
  package static let headerName = DiagnosticCode(
    "channel/header-name", "a header's name is not allowed")
  /// An address that mail servers refuse.
  package static let emailAddress = DiagnosticCode(
    "channel/email-address", "an address is not one that mail servers accept")
  /// No way to unsubscribe, or one that mailbox providers do not accept.
  package static let listUnsubscribe = DiagnosticCode(
    "channel/list-unsubscribe", "the headers for unsubscribing are missing or incomplete")
}
