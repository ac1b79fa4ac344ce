/// What kind of file an entry of a tree or of the index is.
package enum FileMode: Sendable, Hashable {
  /// An ordinary file.
  case file
  /// A file that may be run.
  case executable
  /// A symbolic link; its content is the target.
  case symlink
  /// The commit of another repository.
  case submodule

  /// Reads git's number; nothing for a folder or an unknown kind.
  init?(raw: UInt32) {
    switch raw & 0o170000 {
    case 0o100000: self = raw & 0o100 == 0 ? .file : .executable
    case 0o120000: self = .symlink
    case 0o160000: self = .submodule
    default: return nil
    }
  }
}

/// A file of a tree or of the index.
package struct TreeFile: Sendable, Hashable {
  /// The path from the root of the repository.
  package let path: String
  /// What kind of file it is.
  package let mode: FileMode
  /// The content.
  package let id: ObjectID

  /// Describes a file.
  package init(path: String, mode: FileMode, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}

/// The files of a tree, in git's order (by the bytes of the path).
package struct TreeListing: Sendable, Hashable {
  /// The files and symbolic links.
  package var files: [TreeFile] = []
  /// The paths at which another repository is mounted; their files are not listed.
  package var submodules: [String] = []
  /// Paths whose bytes are not UTF-8, with the bytes written as `\377`; their files are not listed.
  package var unreadableNames: [String] = []
}

/// How much of a tree is read before it is refused.
package struct TreeLimits: Sendable, Hashable {
  /// The most files and folders.
  package var entries: Int
  /// The most folders inside each other.
  package var depth: Int

  /// Sets the limits.
  package init(entries: Int = 1_000_000, depth: Int = 128) {
    self.entries = entries
    self.depth = depth
  }
}
