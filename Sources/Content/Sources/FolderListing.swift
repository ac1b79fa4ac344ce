import Glibc

/// The names in one folder of the work tree with their kinds, as the system gives them.
struct FolderListing {
  /// A name and what stands under it.
  struct Member {
    let name: [UInt8]
    let kind: Kind
  }

  enum Kind {
    case file
    case folder
    case symbolicLink
    case special
  }

  private(set) var members: [Member] = []

  /// Lists the folder, sorted by the bytes of the names, without `.` and `..`.
  init(_ folder: borrowing FileDescriptor) throws(SystemError) {
    // fdopendir takes ownership of the descriptor it is given, so it gets one of its own.
    let copy = unsafe openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw SystemError(number: errno) }
    guard let stream = unsafe fdopendir(copy) else {
      let number = errno
      close(copy)
      throw SystemError(number: number)
    }
    defer { unsafe closedir(stream) }
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        guard errno == 0 else { throw SystemError(number: errno) }
        break
      }
      let name = unsafe Self.name(of: entry)
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      let kind = try unsafe Self.kind(of: entry, name: name, in: folder)
      members.append(Member(name: name, kind: kind))
    }
    members.sort { $0.name.lexicographicallyPrecedes($1.name) }
  }

  @unsafe
  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
      unsafe Array(buffer.prefix { $0 != 0 })
    }
  }

  @unsafe
  private static func kind(
    of entry: UnsafeMutablePointer<dirent>, name: [UInt8], in folder: borrowing FileDescriptor
  ) throws(SystemError) -> Kind {
    switch Int(unsafe entry.pointee.d_type) {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .folder
    case Int(DT_LNK): return .symbolicLink
    case Int(DT_UNKNOWN):
      // A file system that keeps no kinds in its folders; a name that is not UTF-8 stays unknown.
      guard let name = String(validating: name, as: UTF8.self) else { return .special }
      switch try folder.status(of: name).st_mode & S_IFMT {
      case S_IFREG: return .file
      case S_IFDIR: return .folder
      case S_IFLNK: return .symbolicLink
      default: return .special
      }
    default: return .special
    }
  }
}
