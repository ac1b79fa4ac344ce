package import Diagnostics

extension DiagnosticCode {
  /// A comment, tag or attribute that never ends.
  package static let htmlUnclosed = DiagnosticCode(
    "channel/html-unclosed", "something in the HTML is not closed and swallows the rest")
  /// No language for screen readers.
  package static let htmlLang = DiagnosticCode(
    "channel/html-lang", "the <html> element names no language")
  /// A picture without a text for those who do not see it.
  package static let imageAlt = DiagnosticCode(
    "channel/image-alt", "an image has no alternative text")
  /// A link or resource without encryption.
  package static let linkInsecure = DiagnosticCode(
    "channel/link-insecure", "a link or resource is not encrypted")
  /// A link to nowhere.
  package static let linkEmpty = DiagnosticCode(
    "channel/link-empty", "a link leads nowhere")
  /// A link to the machine of whoever wrote it.
  package static let linkLocal = DiagnosticCode(
    "channel/link-local", "a link leads to the reader's own machine")
  /// A link that runs a program.
  package static let linkScript = DiagnosticCode(
    "channel/link-script", "a link runs a script")
  /// A script where none runs.
  package static let emailScript = DiagnosticCode(
    "channel/email-script", "an email holds a script, which no client runs")
}
