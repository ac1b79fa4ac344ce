/// One file of the content as its source lists it, not yet read.
package struct ContentEntry: Sendable, Equatable {
  /// What stands at a path.
  package enum Kind: Sendable {
    /// A file with bytes.
    case regular
    /// A symbolic link; never followed.
    case symbolicLink
    /// The root of another repository (a submodule or a nested clone); never entered.
    case repository
    /// A socket, device or pipe.
    case special
  }

  /// Path relative to the content root; bytes that are not UTF-8 are replaced by U+FFFD.
  package let path: String
  /// What stands there.
  package let kind: Kind
  /// Size in bytes, where the source knows it without reading.
  package let size: Int?
  /// The id of the git blob in hexadecimal, where the source knows it.
  package let blob: String?
  /// Whether the path's bytes are UTF-8; a file whose path is not cannot be read.
  package let hasValidName: Bool

  /// Creates an entry.
  package init(
    path: String, kind: Kind = .regular, size: Int? = nil, blob: String? = nil,
    hasValidName: Bool = true
  ) {
    self.path = path
    self.kind = kind
    self.size = size
    self.blob = blob
    self.hasValidName = hasValidName
  }

  /// The last component of the path.
  package var fileName: Substring {
    let bytes = path.utf8
    return path[
      (bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? path.startIndex)...]
  }
}
