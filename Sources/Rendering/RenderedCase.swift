package import Diagnostics

/// What rendering a case gave.
package struct RenderedCase: Sendable {
  /// The message; nil when rendering failed.
  package let message: Message?
  /// What went wrong, and warnings about the message.
  package let diagnostics: [Diagnostic]
}
