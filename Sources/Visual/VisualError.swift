package import Diagnostics

/// Why a picture could not be taken or read.
package struct VisualError: Error, Sendable, Equatable {
  /// What kind of failure it is.
  package let code: DiagnosticCode
  /// What is wrong, one sentence.
  package let message: String
  /// What may help.
  package let hints: [String]

  /// Creates an error.
  package init(_ code: DiagnosticCode, _ message: String, hints: [String] = []) {
    self.code = code
    self.message = message
    self.hints = hints
  }
}

extension DiagnosticCode {
  /// The browser does not start, ends, or answers nonsense.
  package static let visualBrowserFailed = DiagnosticCode(
    "visual/browser-failed", "the browser that takes pictures does not do its work")
  /// A page takes longer than the limit.
  package static let visualPageTimeout = DiagnosticCode(
    "visual/page-timeout", "a message takes too long to show in the browser")
  /// All pictures together take longer than the limit.
  package static let visualTotalTimeout = DiagnosticCode(
    "visual/total-timeout", "the pictures of a run take too long together")
  /// What should be a picture is none that galley reads.
  package static let visualNotAPicture = DiagnosticCode(
    "visual/not-a-picture", "what should be a PNG picture is none, or is too large")
  /// Galley's own folder of pictures is read-only or full.
  package static let visualUnwritable = DiagnosticCode(
    "visual/unwritable", "pictures cannot be kept for the next run")
  /// A baseline that may not be replaced is no picture.
  package static let visualBaselineUnreadable = DiagnosticCode(
    "visual/baseline-unreadable", "a baseline is damaged, and this run may not replace it")
  /// A message looks different though its text is as it is stored.
  package static let visualChanged = DiagnosticCode(
    "visual/changed", "an unchanged message looks different from its baseline")
}
