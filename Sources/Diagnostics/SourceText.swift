/// The bytes of one file and the path they are known by: what every span points into.
///
/// A class so that a span is one word and two offsets: thousands of spans share one text.
public final class SourceText: Sendable {
  /// Path relative to the content root, `/`-separated, as printed in reports.
  public let path: String
  /// The exact bytes of the file; spans are offsets into them.
  public let bytes: [UInt8]

  /// Creates the text of the file at `path`.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Creates a text from a string, for tests and for snippets made in memory.
  public convenience init(path: String, _ text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}
