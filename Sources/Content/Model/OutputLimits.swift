/// The bounds of what a template may produce.
package struct OutputLimits: Sendable, Equatable {
  /// Most parts of an SMS.
  package var smsSegments = 10
  /// Largest HTML part in bytes; mail clients clip longer ones.
  package var htmlBytes = 102_400
  /// Largest rendered part of any kind in bytes.
  package var outputBytes = 10_485_760
  /// Most instructions that rendering one part may take.
  package var steps = 10_000_000

  /// Creates the limits of a project that sets none.
  package init() {}
}
