import Content

/// The folder that holds all snapshots of one template, open where it lies on disk.
struct SnapshotFolder: ~Copyable {
  private let store: SnapshotStore
  private let folder: WorkTreeFolder?
  /// The path of the folder with a slash behind it.
  private let prefix: String

  init(_ path: String, in store: SnapshotStore) throws(ContentError) {
    self.store = store
    prefix = path + "/"
    folder = try store.workTree?.folder(at: path)
  }

  /// What the system says about a stored file; nil where there is none or no disk.
  func signature(of path: String) -> FileSignature? {
    guard folder != nil, store.contains(path) else { return nil }
    return folder?.signature(of: name(path))
  }

  /// The bytes of a stored file, or nil.
  func read(
    _ path: String
  ) throws(ContentError) -> (bytes: [UInt8], signature: FileSignature?)? {
    guard folder != nil else {
      return try store.bytes(at: path).map { (bytes: $0, signature: nil) }
    }
    guard store.contains(path) else {
      guard folder?.hasFolder(name(path)) == true else { return nil }
      throw ContentError(.readFailed, "cannot read '\(path)': a folder is in the way")
    }
    return try folder?.read(name(path)).map { (bytes: $0.bytes, signature: $0.signature) }
  }

  private func name(_ path: String) -> String {
    String(path.utf8.dropFirst(prefix.utf8.count)) ?? path
  }
}
