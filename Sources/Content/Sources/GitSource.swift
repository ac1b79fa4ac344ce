package import GitStore
import Synchronization

/// Content that git has stored: a commit's, or what is staged for the next one.
///
/// The list of files is read once; each file's bytes are read when they are asked for. Spans count
/// in the stored bytes, before any line-ending conversion.
package struct GitSource: ContentSource {
  /// What the content is read from, for messages.
  package let name: String
  private let listed: [ContentEntry]
  private let files: [String: ObjectID]
  private let reader: BlobReader

  /// Creates a source over the content of a commit.
  ///
  /// - Parameters:
  ///   - revision: The commit, as `Repository.resolve` found it.
  ///   - title: How the user named it, for messages.
  ///   - root: The content root's path in the repository; empty where they are the same.
  ///   - repository: An open repository, which the source keeps for itself.
  ///   - skipped: Folders below the content root that the source is to be without.
  ///   - limits: The bounds of reading.
  /// - Throws: `GitError` where the tree cannot be listed.
  package init(
    revision: Revision, title: String, root: String,
    repository: consuming sending Repository, without skipped: Set<String> = [],
    limits: ContentLimits = ContentLimits()
  ) throws(GitError) {
    let listing = try repository.files(
      of: revision.tree, below: root,
      skipping: root.isEmpty ? skipped : Set(skipped.map { "\(root)/\($0)" }),
      limits: TreeLimits(entries: limits.maximumFiles, depth: limits.maximumFolderDepth * 2))
    self.init(
      name: "revision \(title)", files: listing.files, submodules: listing.submodules,
      unreadable: listing.unreadableNames, root: root,
      reader: BlobReader(repository, limit: limits.maximumFileBytes))
  }

  /// Creates a source over what is staged, in the index that the repository was opened with.
  ///
  /// - Parameters:
  ///   - repository: An open repository, which the source keeps for itself.
  ///   - root: The content root's path in the repository; empty where they are the same.
  ///   - limits: The bounds of reading.
  /// - Throws: `GitError` where the index cannot be read, or where a merge is not finished.
  package init(
    indexOf repository: consuming sending Repository, root: String,
    limits: ContentLimits = ContentLimits()
  ) throws(GitError) {
    let listing = try repository.index(below: root)
    if let path = listing.unmergedPaths.first {
      throw GitError(
        .unmergedPaths, "read the index", "'\(path)' is in conflict",
        hints: ["resolve the conflict and stage the file with 'git add'"])
    }
    let submodules = listing.entries.filter { $0.file.mode == .submodule }.map(\.file.path)
    self.init(
      name: "the index", files: listing.files, submodules: submodules,
      unreadable: listing.unreadableNames, root: root,
      reader: BlobReader(repository, limit: limits.maximumFileBytes))
  }

  private init(
    name: String, files: [TreeFile], submodules: [String], unreadable: [String], root: String,
    reader: BlobReader
  ) {
    self.name = name
    self.reader = reader
    let prefix = root.isEmpty ? 0 : root.utf8.count + 1
    let relative = { (path: String) in String(decoding: path.utf8.dropFirst(prefix), as: UTF8.self)
    }
    var listed: [ContentEntry] = []
    var ids: [String: ObjectID] = [:]
    for file in files {
      let path = relative(file.path)
      let kind: ContentEntry.Kind = file.mode == .symlink ? .symbolicLink : .regular
      listed.append(ContentEntry(path: path, kind: kind, blob: file.id.hex))
      if kind == .regular { ids[path] = file.id }
    }
    listed += submodules.map { ContentEntry(path: relative($0), kind: .repository) }
    listed += unreadable.map { ContentEntry(path: relative($0), hasValidName: false) }
    self.listed = listed.sorted { ContentPath.isOrdered($0.path, before: $1.path) }
    self.files = ids
  }

  /// Lists everything below a folder.
  package func entries(below folder: String) throws(ContentError) -> [ContentEntry] {
    _ = try ContentPath.components(of: folder)
    let prefix = folder + "/"
    return listed.filter { $0.path.utf8.starts(with: prefix.utf8) }
  }

  /// Returns the entry at a path, or nil.
  package func entry(at path: String) throws(ContentError) -> ContentEntry? {
    _ = try ContentPath.components(of: path)
    return listed.first { $0.path.utf8.elementsEqual(path.utf8) }
  }

  /// Reads the file at a path whole.
  package func bytes(at path: String) throws(ContentError) -> [UInt8] {
    _ = try ContentPath.components(of: path)
    guard let id = files[path] else {
      throw ContentError(.notFound, "'\(path)' is not in \(name)")
    }
    return try reader.bytes(of: id, path: path)
  }
}

/// The one repository of a source, used by one thread at a time.
private final class BlobReader: Sendable {
  private let repository: Mutex<Repository>
  private let limit: Int

  init(_ repository: consuming sending Repository, limit: Int) {
    self.repository = Mutex(repository)
    self.limit = limit
  }

  func bytes(of id: ObjectID, path: String) throws(ContentError) -> [UInt8] {
    let limit = limit
    do {
      return try repository.withLock { repository throws(GitError) in
        try repository.blob(id, limit: limit)
      }
    } catch  where error.code == .blobTooLarge {
      throw ContentError(.fileTooLarge, "'\(path)' is larger than \(limit) bytes")
    } catch {
      throw ContentError(
        .readFailed, "cannot read '\(path)': \(error.message)", hints: error.hints)
    }
  }
}
