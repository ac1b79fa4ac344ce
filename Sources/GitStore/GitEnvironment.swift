/// What git reads from a process's environment, given as a value by the caller.
///
/// Nothing here looks at the real environment: two repositories in one process may have different
/// ones, and tests have their own.
package struct GitEnvironment: Sendable, Hashable {
  /// The variables, such as `HOME`, `GIT_DIR`, `GIT_AUTHOR_NAME` or `SSH_AUTH_SOCK`.
  package var variables: [String: String]
  /// The folder against which relative paths in variables are resolved.
  ///
  /// Without it they are resolved against the path a repository is opened at.
  package var workingDirectory: String?

  /// Makes an environment.
  package init(variables: [String: String], workingDirectory: String? = nil) {
    self.variables = variables
    self.workingDirectory = workingDirectory
  }

  /// Returns a variable's value; an empty one counts as absent, as it does in git.
  package subscript(name: String) -> String? {
    guard let value = variables[name], !value.isEmpty else {
      return nil
    }
    return value
  }

  /// Returns whether a variable is set to something that git takes for yes.
  func flag(_ name: String) -> Bool {
    guard let value = self[name]?.lowercased() else {
      return false
    }
    return !["0", "false", "no", "off"].contains(value)
  }

  /// Returns a variable that holds a path, made absolute if a folder to start from is known.
  func path(_ name: String, relativeTo folder: String) -> String? {
    guard let value = self[name] else {
      return nil
    }
    guard !value.hasPrefix("/") else {
      return value
    }
    return (workingDirectory ?? folder) + "/" + value
  }

  /// Returns a path with a leading `~/` replaced by the home folder.
  func expandingHome(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = self["HOME"] else {
      return path
    }
    return home + path.dropFirst(1)
  }
}
