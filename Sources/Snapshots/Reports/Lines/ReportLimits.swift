/// The bounds under which the lines of a report are read, since they may come from anywhere.
package struct ReportLimits: Sendable {
  /// Most bytes of a file.
  package static let maximumBytes = 1 << 30

  /// Most bytes of a line; the longest hold two texts of an output, or an edit's outputs.
  package var maximumLineBytes = 128 << 20
  /// Most lines.
  package var maximumLines = 5_000_000
  /// Deepest nesting of arrays and objects in a line.
  package var maximumDepth = 16
  /// The largest number that counts things: sums of many stay far from the largest there is.
  package var maximumCount = 1 << 31
  /// The largest offset, line or duration.
  package var maximumNumber = 1 << 53

  /// Creates the limits of a report.
  package init() {}
}
