import Glibc

extension WorkTreeWriter {
  /// Puts a new folder with files in its place by one rename, so that a kill leaves all of them or
  /// none; what the machine has not written to the disk may be lost when it stops.
  ///
  /// - Returns: False where something stands in its place already; nothing is changed then.
  package func writeFolder(
    _ files: [(name: String, bytes: [UInt8])], at path: String
  ) throws(ContentError) -> Bool {
    var components = try ContentPath.components(of: path)
    let last = String(components.removeLast())
    do throws(SystemError) {
      let temporary = try FileDescriptor.makeFolder([".galley", "tmp"], below: root)
      temporary.shareTemporaryFiles()
      let name = try temporary.makeTemporaryFolder()
      var isPlaced = false
      defer { if !isPlaced { temporary.removeTree(name) } }
      let folder = try temporary.openFolder(name)
      for file in files { try folder.createFile(file.name).writeAll(file.bytes) }
      let parent = try FileDescriptor.makeFolder(components, below: root)
      do throws(SystemError) {
        try temporary.rename(name, to: last, in: parent)
      } catch  where [ENOTEMPTY, EEXIST, ENOTDIR].contains(error.number) {
        return false
      }
      isPlaced = true
      return true
    } catch {
      throw .writing(error, "write", path)
    }
  }
}

extension WorkTreeWriter {
  /// Removes a folder with all that is in it, as far as that can be done; a link in its place is
  /// removed alone, and what lies behind a link above it is left.
  package func removeFolder(_ path: String) throws(ContentError) {
    var components = try ContentPath.components(of: path)
    let last = String(components.removeLast())
    do throws(SystemError) {
      try FileDescriptor.openFolder(components, below: root).removeTree(last)
    } catch  where error.number == ENOENT {
      return
    } catch {
      throw .writing(error, "remove", path)
    }
  }
}

extension FileDescriptor {
  /// Makes a folder in this folder of temporary files under a name that nobody has.
  fileprivate borrowing func makeTemporaryFolder() throws(SystemError) -> String {
    while true {
      let name = TemporaryName.next()
      if unsafe mkdirat(number, name, 0o777) == 0 { return name }
      guard errno == EEXIST else { throw SystemError(number: errno) }
    }
  }
}
