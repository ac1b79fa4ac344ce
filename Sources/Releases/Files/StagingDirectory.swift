import Glibc

/// A temporary directory beside a target: filled, put on disk, then renamed once; removed otherwise.
struct StagingDirectory: ~Copyable {
  private let parent: DirectoryHandle
  private let targetName: String
  private let name: String
  /// The directory to fill.
  let contents: DirectoryHandle

  /// Makes a temporary directory beside `target`.
  init(beside target: String) throws(ReleaseError) {
    let (parentPath, targetName) = try FileSystem.split(target)
    let parent = try DirectoryHandle(opening: parentPath)
    Self.sweep(parent, targetName)
    var attempt = 0
    var name = ""
    repeat {
      name = ".\(targetName).tmp-\(getpid())-\(attempt)"
      attempt += 1
      guard attempt < 1_000 else {
        throw ReleaseError(
          .ioWrite, "no free temporary name beside the target", at: target,
          advice: "remove the left-over '.\(targetName).tmp-…' directories")
      }
    } while try !parent.createDirectoryIfFree(name, mode: 0o755)
    do throws(ReleaseError) {
      contents = try parent.directory(name)
      // A lock ends with its process however that ends, so a free one marks a left-over.
      _ = contents.lock()
    } catch {
      parent.removeTree(name)
      throw error
    }
    self.parent = parent
    self.targetName = targetName
    self.name = name
  }

  deinit { parent.removeTree(name) }

  /// Removes what runs that were killed have left beside a target.
  static func sweep(beside target: String) throws(ReleaseError) {
    let (parentPath, targetName) = try FileSystem.split(target)
    try sweep(DirectoryHandle(opening: parentPath), targetName)
  }

  private static func sweep(_ parent: borrowing DirectoryHandle, _ targetName: String) {
    let prefix = Array(".\(targetName).tmp-".utf8)
    guard let names = try? parent.names(maximum: .max) else { return }
    for bytes in names where bytes.starts(with: prefix) {
      let name = String(decoding: bytes, as: UTF8.self)
      guard let directory = try? parent.directory(name), directory.lock() else { continue }
      parent.removeTree(name)
    }
  }

  /// Renames the directory itself to the target, which must be free.
  func publishDirectory() throws(ReleaseError) {
    try contents.synchronize()
    guard !FileSystem.exists(parent.memberPath(targetName)) else {
      throw ReleaseError(
        .targetExists, "the target exists already", at: parent.memberPath(targetName))
    }
    try parent.rename(name, into: parent, as: targetName)
    try parent.synchronize()
  }

  /// Moves one file of the directory to the target; an existing target is an error or is replaced.
  func publishFile(_ file: String, replacing: Bool) throws(ReleaseError) {
    if replacing {
      try contents.rename(file, into: parent, as: targetName)
    } else {
      try contents.link(file, into: parent, as: targetName)
    }
    try parent.synchronize()
  }
}
