import Glibc

/// Content on disk: a folder that holds `galley.yaml`.
///
/// No symbolic link below the root is ever followed, neither as a file nor as a folder on the way.
package struct WorkTreeSource: ContentSource {
  /// The content root.
  package let root: String
  let limits: ContentLimits

  /// Creates a source that reads below `root`.
  package init(root: String, limits: ContentLimits = ContentLimits()) {
    self.root = root
    self.limits = limits
  }

  /// What the content is read from, for messages.
  package var name: String { "the work tree" }

  /// Lists everything below a folder.
  package func entries(below folder: String) throws(ContentError) -> [ContentEntry] {
    let components = try ContentPath.components(of: folder)
    let start: FileDescriptor
    do throws(SystemError) {
      start = try openFolder(components)
    } catch  where error.number == ENOENT || error.number == ENOTDIR || error.number == ELOOP {
      // A link or a file in the folder's place is found by `entry(at:)`.
      return []
    } catch {
      throw failure(error, "list", folder)
    }
    var entries: [ContentEntry] = []
    try list(start, at: Array(folder.utf8), depth: components.count, into: &entries)
    entries.sort { ContentPath.isOrdered($0.path, before: $1.path) }
    return entries
  }

  /// Returns the entry at a path, or nil.
  package func entry(at path: String) throws(ContentError) -> ContentEntry? {
    let components = try ContentPath.components(of: path)
    do throws(SystemError) {
      let parent = try openFolder(components.dropLast())
      let status = try parent.status(of: String(components[components.count - 1]))
      switch status.st_mode & S_IFMT {
      case S_IFREG: return ContentEntry(path: path, kind: .regular, size: Int(status.st_size))
      case S_IFLNK: return ContentEntry(path: path, kind: .symbolicLink)
      case S_IFDIR: return nil
      default: return ContentEntry(path: path, kind: .special)
      }
    } catch  where error.number == ENOENT || error.number == ENOTDIR || error.number == ELOOP {
      return nil
    } catch {
      throw failure(error, "read", path)
    }
  }

  /// Reads the file at a path whole.
  package func bytes(at path: String) throws(ContentError) -> [UInt8] {
    let components = try ContentPath.components(of: path)
    do throws(SystemError) {
      let parent = try openFolder(components.dropLast())
      let file = try parent.openFile(String(components[components.count - 1]))
      let status = try file.status()
      guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(number: EINVAL) }
      let limit = limits.maximumFileBytes
      let size = Int(status.st_size)
      let bytes = size > limit ? [] : try file.readAll(expecting: size, limit: limit)
      if max(size, bytes.count) <= limit { return bytes }
    } catch  where error.number == ENOENT || error.number == ENOTDIR {
      throw ContentError(.notFound, "'\(path)' is not in \(name)")
    } catch  where error.number == ELOOP {
      throw ContentError(
        .symbolicLink, "'\(path)' is a symbolic link or lies behind one",
        hints: ["galley follows no links; put the file itself there"])
    } catch {
      throw failure(error, "read", path)
    }
    throw ContentError(
      .fileTooLarge, "'\(path)' is larger than \(limits.maximumFileBytes) bytes")
  }

  func openFolder(
    _ components: some Sequence<Substring>
  ) throws(SystemError) -> FileDescriptor {
    var folder = try FileDescriptor.openRoot(root)
    for component in components {
      folder = try folder.openFolder(String(component))
    }
    return folder
  }

  private func list(
    _ folder: borrowing FileDescriptor, at path: [UInt8], depth: Int,
    into entries: inout [ContentEntry]
  ) throws(ContentError) {
    guard depth <= limits.maximumFolderDepth else {
      throw ContentError(
        .tooManyFiles,
        "'\(String(decoding: path, as: UTF8.self))' is nested deeper than "
          + "\(limits.maximumFolderDepth) folders")
    }
    let listing: FolderListing
    do throws(SystemError) {
      listing = try FolderListing(folder)
    } catch {
      throw failure(error, "list", String(decoding: path, as: UTF8.self))
    }
    for member in listing.members {
      let memberPath = path + [0x2F] + member.name
      let text = String(decoding: memberPath, as: UTF8.self)
      let validName = String(validating: member.name, as: UTF8.self)
      switch member.kind {
      case .folder:
        guard let validName else {
          entries.append(ContentEntry(path: text, kind: .special, hasValidName: false))
          continue
        }
        try listFolder(validName, in: folder, at: memberPath, depth: depth + 1, into: &entries)
      case .file: entries.append(ContentEntry(path: text, hasValidName: validName != nil))
      case .symbolicLink: entries.append(ContentEntry(path: text, kind: .symbolicLink))
      case .special: entries.append(ContentEntry(path: text, kind: .special))
      }
    }
    guard entries.count <= limits.maximumFiles else {
      throw ContentError(
        .tooManyFiles, "the content has more than \(limits.maximumFiles) files",
        hints: ["keep files that are not content outside of galley's folders"])
    }
  }

  private func listFolder(
    _ name: String, in parent: borrowing FileDescriptor, at path: [UInt8], depth: Int,
    into entries: inout [ContentEntry]
  ) throws(ContentError) {
    let text = String(decoding: path, as: UTF8.self)
    // Another repository's folder holds its `.git`, a folder in a clone and a file in a submodule.
    if name == ".git" { return }
    let folder: FileDescriptor
    do throws(SystemError) {
      folder = try parent.openFolder(name)
    } catch {
      throw failure(error, "list", text)
    }
    if (try? folder.status(of: ".git")) != nil {
      entries.append(ContentEntry(path: text, kind: .repository))
      return
    }
    try list(folder, at: path, depth: depth, into: &entries)
  }

  func failure(_ error: SystemError, _ verb: String, _ path: String) -> ContentError {
    ContentError(.readFailed, "cannot \(verb) '\(path)': \(error.message)")
  }
}
