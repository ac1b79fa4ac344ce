import Glibc

/// A folder that nobody else has put anything into.
package enum OwnFolder {
  private static let prefix = "galley-visual-"
  /// Seconds after which a folder is locked, if it ever is.
  private static let patience = 60

  /// Locks a folder while this descriptor is open, so that no other galley takes it for a leftover.
  static func lock(_ folder: String) -> CInt {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor >= 0 { flock(descriptor, LOCK_EX | LOCK_NB) }
    return descriptor
  }

  /// Removes folders that killed processes of the same user have left in a folder.
  static func removeLeftovers(in folder: String) {
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), name.utf8.count == prefix.utf8.count + 6 else { continue }
      let path = folder + "/" + name
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
        status.st_mtim.tv_sec + patience < time(nil), flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      remove(path)
    }
  }

  /// Makes a folder of a new name, or returns nil.
  static func make(in folder: String) -> String? {
    let template = strdup("\(folder)/\(prefix)XXXXXX")
    defer { free(template) }
    guard let template, mkdtemp(template) != nil else { return nil }
    return String(cString: template)
  }

  /// Removes a folder with all that is in it; links are removed, never followed.
  ///
  /// - Returns: Whether it is gone.
  @discardableResult package static func remove(_ folder: String) -> Bool {
    empty(folder)
    return rmdir(folder) == 0 || errno == ENOENT
  }

  private static func empty(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    guard let listing = fdopendir(descriptor) else {
      close(descriptor)
      return
    }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      let path = folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        remove(path)
      } else {
        unlink(path)
      }
    }
  }
}
