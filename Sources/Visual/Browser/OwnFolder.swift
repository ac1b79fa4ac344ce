import Glibc

/// A folder that nobody else has put anything into.
package enum OwnFolder {
  /// Makes a folder of a new name, or returns nil.
  static func make(in folder: String) -> String? {
    let template = strdup("\(folder)/galley-visual-XXXXXX")
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
    guard let listing = opendir(folder) else { return }
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
