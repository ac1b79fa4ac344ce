/// How long pictures may take.
package struct CameraLimits: Sendable {
  /// Seconds until the browser must answer.
  package var start = 30.0
  /// Seconds for one picture.
  package var page = 15.0
  /// Seconds for all of them.
  package var total = 300.0
  /// The most rows of a picture; what is longer is cut.
  package var rows = 8_000

  /// Creates the usual limits.
  package init() {}
}
