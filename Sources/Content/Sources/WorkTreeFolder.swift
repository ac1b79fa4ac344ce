import Glibc

/// What the system says about a file without reading it: two equal signatures mean the same bytes,
/// unless the file was written within the same tick of the file system's clock.
package struct FileSignature: Sendable, Equatable {
  /// When the bytes were written, in nanoseconds since 1970.
  package let modified: Int64
  /// When bytes, name or rights changed, in nanoseconds since 1970.
  package let changed: Int64
  /// The number of bytes.
  package let size: Int64
  /// The number of the file in its file system.
  package let node: UInt64

  /// Creates a signature.
  package init(modified: Int64, changed: Int64, size: Int64, node: UInt64) {
    self.modified = modified
    self.changed = changed
    self.size = size
    self.node = node
  }

  fileprivate init(_ status: stat) {
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    size = Int64(status.st_size)
    node = UInt64(status.st_ino)
  }
}

/// One folder of the work tree, held open: many files of it are read with one look-up each.
///
/// As everywhere, no symbolic link is followed.
package struct WorkTreeFolder: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: String
  private let limit: Int

  init(_ descriptor: consuming FileDescriptor, path: String, limit: Int) {
    self.descriptor = descriptor
    self.path = path
    self.limit = limit
  }

  /// The signature of a regular file, or nil.
  package func signature(of name: String) -> FileSignature? {
    guard let status = try? descriptor.status(of: name), status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return FileSignature(status)
  }

  /// Whether a folder stands under a name.
  package func hasFolder(_ name: String) -> Bool {
    (try? descriptor.status(of: name)).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// The bytes of a regular file with the signature it had before it was read, or nil.
  package func read(
    _ name: String
  ) throws(ContentError) -> (bytes: [UInt8], signature: FileSignature)? {
    do throws(SystemError) {
      let file = try descriptor.openFile(name)
      let status = try file.status()
      guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(number: EINVAL) }
      let size = Int(status.st_size)
      let bytes = size > limit ? [] : try file.readAll(expecting: size, limit: limit)
      if max(size, bytes.count) <= limit {
        return (bytes: bytes, signature: FileSignature(status))
      }
    } catch  where error.number == ENOENT || error.number == ENOTDIR {
      return nil
    } catch {
      throw ContentError(.readFailed, "cannot read '\(path)/\(name)': \(error.message)")
    }
    throw ContentError(.fileTooLarge, "'\(path)/\(name)' is larger than \(limit) bytes")
  }
}

extension WorkTreeSource {
  /// Opens a folder, or returns nil where there is none.
  package func folder(at path: String) throws(ContentError) -> WorkTreeFolder? {
    let components = try ContentPath.components(of: path)
    do throws(SystemError) {
      return WorkTreeFolder(
        try openFolder(components), path: path, limit: limits.maximumFileBytes)
    } catch  where error.number == ENOENT || error.number == ENOTDIR || error.number == ELOOP {
      return nil
    } catch {
      throw failure(error, "open", path)
    }
  }
}
