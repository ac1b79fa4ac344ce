import Content
import Glibc
import Visual

/// A folder of pictures, of which each is written whole.
///
/// No link below its root is followed: a repository may hold links where galley keeps its own files.
struct PictureFolder {
  private let root: String
  /// The folder below the root with a slash behind it; empty where it is the root itself.
  private let prefix: String
  private let source: WorkTreeSource

  /// A folder that the user named.
  init(path: String) { self.init(root: path, prefix: "") }

  /// A folder of galley's own below a content root.
  init(_ folder: String, below root: String) { self.init(root: root, prefix: folder + "/") }

  private init(root: String, prefix: String) {
    self.root = root
    self.prefix = prefix
    source = WorkTreeSource(
      root: root, limits: ContentLimits(maximumFileBytes: PNGDecoder.maximumBytes))
  }

  /// Whether something of a name is there.
  func has(_ name: String) -> Bool { ((try? source.entry(at: prefix + name)) ?? nil) != nil }

  /// Reads a file; nil where there is none, or none that could be a picture.
  func read(_ name: String) -> [UInt8]? { try? source.bytes(at: prefix + name) }

  /// Writes a file.
  func write(_ name: String, _ bytes: [UInt8]) throws(ContentError) {
    make()
    try WorkTreeWriter(root: root).write([(path: prefix + name, bytes: bytes)], durable: false)
  }

  /// Makes the root and the folders above it; what cannot be made is told by the first file.
  private func make() {
    guard access(root, F_OK) != 0 else { return }
    for end in root.indices where root[end] == "/" && end > root.startIndex {
      mkdir(String(root[..<end]), 0o755)
    }
    mkdir(root, 0o755)
  }

  /// Writes a baseline in place of those of other texts of the same message: `…@600-DIGEST.png`.
  func keep(_ name: String, _ bytes: [UInt8]) throws(ContentError) {
    try write(name, bytes)
    guard let dash = name.lastIndex(of: "-"), let slash = name.lastIndex(of: "/") else { return }
    let own = prefix + name
    let folder = prefix + name[..<slash]
    let stem = prefix + name[...dash]
    for other in (try? source.entries(below: folder))?.map(\.path) ?? []
    where other != own && other.hasPrefix(stem) && other.hasSuffix(".png")
      && other.utf8.count == own.utf8.count
    {
      try WorkTreeWriter(root: root).remove(other)
    }
  }
}
