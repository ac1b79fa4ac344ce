import Clibgit2

/// The library's start, done once, at the first repository.
///
/// It costs several milliseconds (the library parses the system's certificates), so nothing may
/// touch it for commands that need no repository.
enum LibraryRuntime {
  private static let status = git_libgit2_init()

  /// Starts the library unless it runs.
  static func start() throws(GitError) {
    try check("start libgit2", status)
  }
}
