/// What of a stored file is form and says nothing about the output.
package struct SnapshotForm: Sendable, Equatable {
  /// What differs from the form that is written today.
  package enum Change: String, Sendable {
    /// CR LF of a checkout instead of LF.
    case lineEnds = "line-ends"
    /// No line end at the end of the file.
    case finalLineEnd = "final-line-end"
    /// Another order, other escapes or other blanks in the comment that holds the envelope.
    case envelope
  }

  /// What differs; nothing for a file that is as it would be written.
  package let changes: [Change]
  /// The file as it would be written.
  package let bytes: [UInt8]

  /// Looks at the bytes of a stored file; only one that carries the envelope has a comment to look at.
  ///
  /// The output stays what it is: one final line end is form, a second one is content, and so is
  /// every CR LF beside an LF.
  package init(_ stored: [UInt8], carriesEnvelope: Bool) {
    let output = SnapshotText.normalized(stored)
    var bytes = output + [0x0A]
    var changes: [Change] = []
    // A lone CR at the end would become one half of a line end.
    guard SnapshotText.normalized(bytes) == output else {
      (self.bytes, self.changes) = (stored, [])
      return
    }
    let lines = SnapshotText.lineFeeds(stored)
    if lines != stored { changes.append(.lineEnds) }
    if lines.last != 0x0A { changes.append(.finalLineEnd) }
    if carriesEnvelope, let envelope = SnapshotEnvelope(bytes),
      !bytes.starts(with: envelope.canonical)
    {
      bytes.replaceSubrange(..<envelope.length, with: envelope.canonical)
      changes.append(.envelope)
    }
    (self.bytes, self.changes) = (bytes, changes)
  }
}
