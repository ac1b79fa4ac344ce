/// Content held in memory: for tests, skeletons and unsaved editors.
package struct InMemorySource: ContentSource {
  /// What the content is read from, for messages.
  package let name: String
  private let files: [String: [UInt8]]
  private let others: [ContentEntry]

  /// Creates a source from the files' bytes by path; `others` are entries that hold no bytes.
  package init(name: String = "memory", files: [String: [UInt8]], others: [ContentEntry] = []) {
    self.name = name
    self.files = files
    self.others = others
  }

  /// Creates a source from the files' texts by path.
  package init(name: String = "memory", texts: [String: String]) {
    self.init(name: name, files: texts.mapValues { Array($0.utf8) })
  }

  /// Lists everything below a folder.
  package func entries(below folder: String) throws(ContentError) -> [ContentEntry] {
    let prefix = folder + "/"
    let regular = files.filter { $0.key.hasPrefix(prefix) }
      .map { ContentEntry(path: $0.key, size: $0.value.count) }
    let listed = regular + others.filter { $0.path.hasPrefix(prefix) }
    return listed.sorted { ContentPath.isOrdered($0.path, before: $1.path) }
  }

  /// Returns the entry at a path, or nil.
  package func entry(at path: String) throws(ContentError) -> ContentEntry? {
    if let bytes = files[path] { return ContentEntry(path: path, size: bytes.count) }
    return others.first { $0.path == path }
  }

  /// Reads the file at a path whole.
  package func bytes(at path: String) throws(ContentError) -> [UInt8] {
    guard let bytes = files[path] else {
      throw ContentError(.notFound, "'\(path)' is not in \(name)")
    }
    return bytes
  }
}
