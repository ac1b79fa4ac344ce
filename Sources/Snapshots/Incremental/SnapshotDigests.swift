import Content

/// The digests of stored snapshots by what the system says about the files, as git's index has them.
///
/// A file whose signature is as old as its digest has not changed, unless it was written in the same
/// tick of the file system's clock as it was read; such entries are not trusted.
struct SnapshotDigests: Sendable {
  struct Entry: Sendable, Equatable {
    let signature: FileSignature
    let digest: ContentDigest
  }

  /// The entries by path.
  var entries: [String: Entry]
  /// A moment of the file system's clock before the first of the files was read.
  var reference: Int64

  /// Takes digests of files that were read after `moment`, and forgets those of files that `isKnown`
  /// does not know.
  mutating func add(
    _ new: [String: Entry], after moment: Int64, isKnown: (String) -> Bool
  ) {
    // Old entries were trusted up to the old moment; the others were read just now.
    entries = entries.filter { path, entry in
      entry.signature.modified < reference && entry.signature.changed < reference && isKnown(path)
    }
    reference = moment
    entries.merge(new) { _, new in new }
  }

  /// The digest of the file that has this signature now, or nil when it must be read.
  func digest(of path: String, _ signature: FileSignature) -> ContentDigest? {
    guard let entry = entries[path], entry.signature == signature,
      signature.modified < reference, signature.changed < reference
    else { return nil }
    return entry.digest
  }
}
