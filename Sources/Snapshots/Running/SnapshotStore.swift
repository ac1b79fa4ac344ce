package import Content

/// The committed snapshots of a content source.
package struct SnapshotStore: Sendable {
  /// The paths of all stored files, in order.
  package let paths: [String]
  private let known: Set<String>
  private let source: any ContentSource
  /// The work tree, where the files lie on disk and can be told apart without being read.
  let workTree: WorkTreeSource?

  /// Lists the stored files; none is read before it is asked for.
  package init(_ source: any ContentSource) throws(ContentError) {
    let entries = try source.entries(below: SnapshotFiles.folder)
    paths = entries.filter { $0.kind == .regular && !$0.fileName.hasPrefix(".") }.map(\.path)
    known = Set(paths)
    self.source = source
    workTree = source as? WorkTreeSource
  }

  /// Whether a file is stored.
  func contains(_ path: String) -> Bool { known.contains(path) }

  /// The bytes of a stored file, or nil if there is none.
  package func bytes(at path: String) throws(ContentError) -> [UInt8]? {
    guard known.contains(path) else { return nil }
    do throws(ContentError) {
      return try source.bytes(at: path)
    } catch  where error.code == .notFound {
      // Removed since it was listed.
      return nil
    }
  }
}
