/// What changed in the files between two releases, found without unpacking either.
package struct ReleaseDifference: Sendable {
  /// A file that both releases have with different bytes, kind or id.
  package struct Change: Sendable, Hashable {
    /// The file in the older release.
    package let before: ReleaseFile
    /// The file in the newer release.
    package let after: ReleaseFile
  }

  /// Files that only the newer release has, in the order of their paths' bytes.
  package private(set) var added: [ReleaseFile] = []
  /// Files that only the older release has.
  package private(set) var removed: [ReleaseFile] = []
  /// Files that both have and that differ.
  package private(set) var changed: [Change] = []

  /// Whether the releases have the same files.
  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  /// Compares the files of two releases.
  package init(from before: ReleaseDescription, to after: ReleaseDescription) {
    var old = before.files[...]
    var new = after.files[...]
    while let left = old.first, let right = new.first {
      if left.path.utf8.elementsEqual(right.path.utf8) {
        if left != right { changed.append(Change(before: left, after: right)) }
        old.removeFirst()
        new.removeFirst()
      } else if left.path.utf8.lexicographicallyPrecedes(right.path.utf8) {
        removed.append(old.removeFirst())
      } else {
        added.append(new.removeFirst())
      }
    }
    removed += old
    added += new
  }
}
