package import Content

/// A file of the content that differs between two versions.
package struct FileChange: Sendable {
  /// How a file differs.
  package enum Kind: String, Sendable {
    /// Only in the new version.
    case added
    /// Only in the old version.
    case removed
    /// In both, with other bytes.
    case modified
  }

  /// Path below the content root.
  package let path: String
  /// How it differs.
  package let kind: Kind

  /// Returns the files that differ, ordered by path; `.galley` and hidden files are left out.
  package static func changes(
    from old: any ContentSource, to new: any ContentSource
  ) throws(ContentError) -> [FileChange] {
    let oldFiles = try files(of: old)
    let newFiles = try files(of: new)
    var changes: [FileChange] = []
    for (path, entry) in oldFiles {
      guard let other = newFiles[path] else {
        changes.append(FileChange(path: path, kind: .removed))
        continue
      }
      if let blob = entry.blob, let otherBlob = other.blob {
        if blob != otherBlob { changes.append(FileChange(path: path, kind: .modified)) }
      } else if try old.bytes(at: path) != new.bytes(at: path) {
        changes.append(FileChange(path: path, kind: .modified))
      }
    }
    for path in newFiles.keys where oldFiles[path] == nil {
      changes.append(FileChange(path: path, kind: .added))
    }
    return changes.sorted { ContentPath.isOrdered($0.path, before: $1.path) }
  }

  private static func files(
    of source: any ContentSource
  ) throws(ContentError) -> [String: ContentEntry] {
    var files: [String: ContentEntry] = [:]
    for folder in ContentLayout.folders + [SnapshotFiles.folder] {
      for entry in try source.entries(below: folder) where entry.kind == .regular {
        files[entry.path] = entry
      }
    }
    for path in ContentLayout.rootFiles {
      if let entry = try source.entry(at: path), entry.kind == .regular { files[path] = entry }
    }
    return files
  }
}
