import Clibgit2

/// What `.gitattributes` says about a path.
package enum AttributeValue: Sendable, Hashable {
  /// Nothing.
  case unspecified
  /// The attribute is set, without a value.
  case set
  /// The attribute is unset: `-text`.
  case unset
  /// The attribute has a value: `filter=lfs`.
  case value(String)
}

extension Repository {
  /// Returns what the attribute files say about a path.
  package func attribute(_ name: String, of path: String) throws(GitError) -> AttributeValue {
    let operation = "read the attributes of '\(path)'"
    let clean = try RepositoryPath(path, operation).text
    var value: UnsafePointer<CChar>?
    let flags = isBare ? GIT_ATTR_CHECK_INDEX_ONLY : GIT_ATTR_CHECK_FILE_THEN_INDEX
    try check(operation, git_attr_get(&value, raw, UInt32(flags), clean, name))
    switch git_attr_value(value) {
    case GIT_ATTR_VALUE_TRUE: return .set
    case GIT_ATTR_VALUE_FALSE: return .unset
    case GIT_ATTR_VALUE_STRING: return value.map { .value(String(cString: $0)) } ?? .unspecified
    default: return .unspecified
    }
  }

  /// Returns the program that turns a path's file into its content, such as `lfs`, or nothing.
  ///
  /// Git itself would run it; this module never does.
  package func externalFilter(of path: String) throws(GitError) -> String? {
    if case .value(let name) = try attribute("filter", of: path) {
      return name
    }
    if case .value(let name) = try attribute("working-tree-encoding", of: path) {
      return "working-tree-encoding=\(name)"
    }
    return nil
  }

  /// Returns whether ignore files exclude a path that git does not track.
  package func isIgnored(_ path: String) throws(GitError) -> Bool {
    let operation = "read the ignore rules for '\(path)'"
    let isFolder = path.utf8.last == UInt8(ascii: "/")
    let clean = try RepositoryPath(path, operation).text
    var ignored: Int32 = 0
    try check(operation, git_ignore_path_is_ignored(&ignored, raw, clean + (isFolder ? "/" : "")))
    return ignored != 0
  }
}
