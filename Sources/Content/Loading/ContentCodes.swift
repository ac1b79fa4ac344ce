package import Diagnostics

extension DiagnosticCode {
  /// A symbolic link below the content root.
  package static let symbolicLink = DiagnosticCode(
    "content/symlink", "a symbolic link stands among the content; galley follows none")
  /// Another repository inside a folder of the content.
  package static let nestedRepository = DiagnosticCode(
    "content/nested-repository", "another git repository lies in a folder of the content")
  /// A pipe, socket or device.
  package static let specialFile = DiagnosticCode(
    "content/special-file", "something that is neither a file nor a folder lies in the content")
  /// A path that is not UTF-8.
  package static let invalidFileName = DiagnosticCode(
    "content/invalid-file-name", "a file's name is not valid UTF-8")
  /// Two paths that a case-insensitive file system cannot tell apart.
  package static let caseCollision = DiagnosticCode(
    "content/case-collision", "two paths differ only in upper and lower case")
  /// Two paths that a normalising file system cannot tell apart.
  package static let unicodeCollision = DiagnosticCode(
    "content/unicode-collision", "two paths differ only in how their letters are composed")
  /// A file above `ContentLimits.maximumFileBytes`.
  package static let fileTooLarge = DiagnosticCode(
    "content/file-too-large", "a file of the content is larger than the limit")
  /// A file in a folder of galley's that fits no format.
  package static let unknownFile = DiagnosticCode(
    "content/unknown-file", "a file in a folder of galley's fits none of its formats")
  /// A file or folder name that is no id.
  package static let invalidID = DiagnosticCode(
    "content/invalid-id", "an id has letters that ids do not have")
  /// Two files that define the same id.
  package static let duplicateID = DiagnosticCode(
    "content/duplicate-id", "two files define the same id")
  /// A template's folder without `template.yaml`.
  package static let missingFile = DiagnosticCode(
    "content/missing-file", "a file that the content needs is not there")
  /// A channel's required part that is not there.
  package static let missingPart = DiagnosticCode(
    "content/missing-part", "a template lacks a part that its channel requires")
  /// Two parts of which a channel takes only one.
  package static let conflictingParts = DiagnosticCode(
    "content/conflicting-parts", "a template has two parts of which its channel takes one")
  /// A key of `template.yaml` that the channel does not have.
  package static let notForChannel = DiagnosticCode(
    "content/not-for-channel", "a key of template.yaml belongs to another channel")
  /// A date or time that the calendar does not have.
  package static let invalidTime = DiagnosticCode(
    "content/invalid-time", "a date, a time or a length of time does not exist")
  /// A window that ends before it begins.
  package static let emptyWindow = DiagnosticCode(
    "content/empty-window", "a switch's window is over before it begins")
  /// A file that its format's schema accepts and that galley still cannot use.
  package static let invalidShape = DiagnosticCode(
    "content/invalid-shape", "a file does not have the shape of its format")
  /// A fixture's case selector that names nothing it can match.
  package static let unknownVariant = DiagnosticCode(
    "content/unknown-variant", "a variant that the template does not have is named")
}
