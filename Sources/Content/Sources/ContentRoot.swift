import Glibc

/// Finds the content root: the nearest folder upward that holds `galley.yaml`.
package enum ContentRoot {
  /// The file that makes a folder the content root.
  package static let fileName = "galley.yaml"

  /// Returns the nearest folder from `start` upward that holds `galley.yaml`.
  ///
  /// - Parameter start: The absolute path of a folder.
  /// - Returns: The absolute path of the root.
  /// - Throws: `ContentError.Code.rootNotFound` where no folder is a content root.
  package static func find(from start: String) throws(ContentError) -> String {
    guard start.hasPrefix("/") else {
      throw ContentError(.invalidPath, "'\(start)' is not an absolute path")
    }
    var components = start.split(separator: "/").filter { $0 != "." }
    var similar: String?
    while true {
      let folder = "/" + components.joined(separator: "/")
      let prefix = folder == "/" ? "/" : folder + "/"
      if isFile(prefix + fileName) { return folder }
      if similar == nil {
        similar = ["galley.yml", "galley.json", "Galley.yaml"].first { isFile(prefix + $0) }
      }
      if components.popLast() == nil { break }
    }
    var hints: [String] = []
    if let similar { hints.append("rename '\(similar)' to '\(fileName)'") }
    hints.append("start in a content repository, or make one with 'galley init'")
    throw ContentError(
      .rootNotFound, "no '\(fileName)' in '\(start)' or any folder above it", hints: hints)
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
