/// A path inside a repository, taken apart and found harmless.
struct RepositoryPath {
  /// The names from the root down; none for the root itself.
  let components: [Substring]

  /// Reads `a/b`; the empty text and `.` mean the root, one slash at the end is allowed.
  init(_ text: String, _ operation: String) throws(GitError) {
    let trimmed = text.utf8.last == UInt8(ascii: "/") ? text.dropLast() : text[...]
    if trimmed.isEmpty && text.isEmpty || trimmed == "." {
      components = []
      return
    }
    components = trimmed.split(separator: "/", omittingEmptySubsequences: false)
    for component in components {
      guard Self.isAllowed(component.utf8) else {
        throw GitError(
          .invalidPath, operation, "'\(text)' is not a path inside the repository",
          hints: ["give a path below the root of the repository, like templates/cart"])
      }
    }
  }

  /// The path with slashes, without one at the end.
  var text: String { components.joined(separator: "/") }

  /// Returns whether a name may be a file or folder of a tree.
  static func isAllowed(_ name: some Collection<UInt8>) -> Bool {
    switch name.count {
    case 0: return false
    case 1: return name.first != UInt8(ascii: ".") && isPlain(name)
    case 2: return !name.elementsEqual("..".utf8) && isPlain(name)
    case 4: return !name.lazy.map { $0 | 0x20 }.elementsEqual(".git".utf8) && isPlain(name)
    default: return isPlain(name)
    }
  }

  private static func isPlain(_ name: some Collection<UInt8>) -> Bool {
    !name.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }
}
