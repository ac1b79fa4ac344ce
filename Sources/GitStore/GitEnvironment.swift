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
    self[name].map { resolved($0, relativeTo: folder) }
  }

  /// Returns a path as seen from the working directory, or else from a folder.
  func resolved(_ path: String, relativeTo folder: String) -> String {
    path.hasPrefix("/") ? path : (workingDirectory ?? folder) + "/" + path
  }

  /// Returns the configuration value that `GIT_CONFIG_COUNT` and its sisters set, the last one.
  func configurationValue(_ name: String) -> String? {
    guard let count = self["GIT_CONFIG_COUNT"].flatMap({ Int($0) }), 1...1000 ~= count else {
      return nil
    }
    let wanted = Self.normalized(name)
    for position in (0..<count).reversed() {
      if let key = self["GIT_CONFIG_KEY_\(position)"], Self.normalized(key) == wanted {
        return variables["GIT_CONFIG_VALUE_\(position)"] ?? ""
      }
    }
    return nil
  }

  /// Lowers the section and the name of a configuration key, but not what stands between them.
  private static func normalized(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else {
      return key.lowercased()
    }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }

  /// Returns a path with a leading `~/` replaced by the home folder.
  func expandingHome(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = self["HOME"] else {
      return path
    }
    return home + path.dropFirst(1)
  }
}
