/// A decision that cannot be carried out, or an archive of pending outputs that is refused.
package struct ReviewError: Error, Sendable {
  /// The kind of failure; open, so that a new kind breaks nobody.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the kind.
    package let description: String

    init(_ description: String) {
      self.description = description
    }

    /// Nothing that waits has the name.
    package static let unmatched = ReviewError.Code("unmatched")
    /// The beginning of an edit's name fits several edits.
    package static let ambiguous = ReviewError.Code("ambiguous")
    /// What waits is not what the content renders now.
    package static let outdated = ReviewError.Code("outdated")
    /// A later galley has written the stored output.
    package static let newerFormat = ReviewError.Code("newer-format")
    /// The file is no archive that can be read.
    package static let archiveFormat = ReviewError.Code("archive-format")
    /// The archive holds a link, a device or another special file.
    package static let archiveEntryType = ReviewError.Code("archive-entry-type")
    /// A name of the archive leaves its folder or is no path of a snapshot.
    package static let archivePath = ReviewError.Code("archive-path")
    /// Two names of the archive are one file.
    package static let archiveDuplicate = ReviewError.Code("archive-duplicate")
    /// The archive, a file of it or their number is larger than the limit.
    package static let archiveSize = ReviewError.Code("archive-size")
  }

  /// The kind of failure.
  package let code: Code
  /// What went wrong, one sentence without a full stop.
  package let message: String
  /// What to do next.
  package let hints: [String]

  /// Creates an error.
  package init(_ code: Code, _ message: String, hints: [String] = []) {
    self.code = code
    self.message = message
    self.hints = hints
  }

  /// Whether the bytes are refused rather than the command wrong.
  package var isRefusal: Bool { code != .unmatched && code != .ambiguous }
}
