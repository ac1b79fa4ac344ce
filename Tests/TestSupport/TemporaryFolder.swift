import Foundation

/// A folder for one test, gone when the test ends.
package final class TemporaryFolder: Sendable {
  /// The absolute path, without symbolic links.
  package let path: String

  /// Makes the folder.
  package init() throws {
    var template = Array("/tmp/galley-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw POSIXError(.EIO) }
    path = made
  }

  deinit { remove() }

  /// Removes the folder before the value goes away.
  package func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, making its folders.
  package func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  /// Writes the bytes of a file, making its folders.
  package func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Reads a file.
  package func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path).appending(path: name)))
  }

  /// Whether something is there.
  package func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name)
  }

  /// Every file below a folder with its bytes, links with their targets; `ignored` paths left out.
  package func contents(of folder: String, ignoring ignored: [String]) throws -> [String: [UInt8]] {
    let root = path + "/" + folder
    var contents: [String: [UInt8]] = [:]
    guard let names = FileManager.default.enumerator(atPath: root) else { return [:] }
    while let name = names.nextObject() as? String {
      if ignored.contains(name) {
        names.skipDescendants()
        continue
      }
      // A name that is no UTF-8 cannot be asked for.
      guard !name.unicodeScalars.contains("\u{FFFD}") else {
        contents[name] = Array("unreadable name".utf8)
        continue
      }
      let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + name)
      switch attributes[.type] as? FileAttributeType {
      case .typeRegular: contents[name] = try read(folder + "/" + name)
      case .typeSymbolicLink:
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: root + "/" + name)
        contents[name] = Array("-> \(target)".utf8)
      case .typeDirectory: break
      default: contents[name] = Array("special".utf8)
      }
    }
    return contents
  }
}
