import Clibgit2

/// An open repository: every operation starts here and returns plain values.
///
/// Three things that `git` would do are never done here: hooks are not run, external filters
/// (`filter=` attributes, Git LFS) are not run, and replacements and grafts are not followed. Files
/// are read as stored, without the conversion of line ends that a work tree may have.
///
/// It is deliberately not `Sendable`: open one for each task. Nothing is cached that a concurrent
/// `git` command could make wrong.
package final class Repository {
  let handle: Handle<RepositoryKind>
  let database: Handle<DatabaseKind>
  let configuration: Handle<ConfigurationKind>
  /// The index that `GIT_INDEX_FILE` names, if it does.
  let indexPathGiven: String?

  /// What the caller said about the process's environment.
  package let environment: GitEnvironment
  /// The folder of the repository's own data, ending in a slash.
  package let gitDirectory: String
  /// The folder of the data that all work trees of the repository share, ending in a slash.
  package let commonDirectory: String
  /// The folder of the work tree, ending in a slash; nothing in a bare repository.
  package let workTree: String?

  init(
    handle: consuming Handle<RepositoryKind>, environment: GitEnvironment, startingAt folder: String
  ) throws(GitError) {
    let operation = "open the repository"
    let raw = handle.raw
    let gitDirectory = String(cString: git_repository_path(raw))
    let commonDirectory = String(cString: git_repository_commondir(raw))
    let configuration = try Self.layeredConfiguration(
      of: raw, commonDirectory: commonDirectory, gitDirectory: gitDirectory,
      environment: environment)
    try check(operation, git_repository_set_config(raw, configuration.raw))
    let indexPathGiven = environment.path("GIT_INDEX_FILE", relativeTo: folder)
    if let indexPathGiven {
      // An index that cannot be read is an error only where it is read; trees do not need it.
      _ = try? Self.useIndex(at: indexPathGiven, in: raw)
    }
    database = try Handle(operation) { git_repository_odb(&$0, raw) }
    try Self.addObjectFolders(
      to: database, environment: environment, startingAt: folder, operation)
    self.configuration = configuration
    self.environment = environment
    self.gitDirectory = gitDirectory
    self.commonDirectory = commonDirectory
    self.indexPathGiven = indexPathGiven
    workTree = git_repository_workdir(raw).map { String(cString: $0) }
    self.handle = handle
  }

  /// The library's pointer.
  var raw: OpaquePointer { handle.raw }

  /// Whether the repository has no work tree.
  package var isBare: Bool { workTree == nil }

  /// Adds the folders in which git lets a hook find the objects of a push that is not accepted yet.
  private static func addObjectFolders(
    to database: borrowing Handle<DatabaseKind>, environment: GitEnvironment,
    startingAt folder: String, _ operation: String
  ) throws(GitError) {
    var folders: [String] = []
    if let own = environment.path("GIT_OBJECT_DIRECTORY", relativeTo: folder) {
      folders.append(own)
    }
    for other in (environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "").split(separator: ":") {
      folders.append(environment.resolved(String(other), relativeTo: folder))
    }
    for folder in folders {
      try check(operation, git_odb_add_disk_alternate(database.raw, folder))
    }
  }

  /// Makes the library read and write another index than the repository's own.
  static func useIndex(at path: String, in raw: OpaquePointer) throws(GitError) {
    let operation = "read the index \(path)"
    var pointer: OpaquePointer?
    let status = git_index_open(&pointer, path)
    guard status >= 0, let pointer else {
      throw indexError(operation, LibraryFailure(status: status))
    }
    let index = Handle<IndexKind>(owning: pointer)
    try check(operation, git_repository_set_index(raw, index.raw))
    try check(operation, git_index_set_caps(index.raw, GIT_INDEX_CAPABILITY_FROM_OWNER.rawValue))
  }
}

@available(*, unavailable)
extension Repository: Sendable {}
