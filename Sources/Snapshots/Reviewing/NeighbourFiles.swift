import Content

/// Reads files of the work tree of which many follow each other in one folder: it is held open.
struct NeighbourFiles: ~Copyable {
  private let source: WorkTreeSource
  private var path: Substring = ""
  private var folder: WorkTreeFolder?

  init(_ source: WorkTreeSource) {
    self.source = source
  }

  /// Whether anything but a folder stands at a path.
  mutating func contains(_ path: String) throws(ContentError) -> Bool {
    let name = open(path)
    if folder?.signature(of: name) != nil { return true }
    return try source.entry(at: path) != nil
  }

  /// The bytes of the file at a path.
  mutating func bytes(at path: String) throws(ContentError) -> [UInt8] {
    let name = open(path)
    if let bytes = (try? folder?.read(name))?.bytes { return bytes }
    // Whatever is wrong, this says it.
    return try source.bytes(at: path)
  }

  /// Opens the folder of a path unless it is open, and returns the name in it.
  private mutating func open(_ path: String) -> String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
    if path[..<slash] != self.path || self.path.isEmpty {
      self.path = path[..<slash]
      folder = try? source.folder(at: String(path[..<slash]))
    }
    return String(path[slash...].utf8.drop { $0 == UInt8(ascii: "/") }) ?? path
  }
}
