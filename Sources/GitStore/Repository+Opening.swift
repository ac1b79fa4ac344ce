import Clibgit2

extension Repository {
  /// Opens the repository that a path belongs to.
  ///
  /// Looks at the path and the folders above it, or where `GIT_DIR` says; stops at a folder of
  /// `GIT_CEILING_DIRECTORIES` and at the border of a file system, as git does.
  package static func open(
    at path: String, environment: GitEnvironment
  ) throws(GitError) -> Repository {
    try LibraryRuntime.start()
    var flags: UInt32 = 0
    var start = path
    if let directory = environment.path("GIT_DIR", relativeTo: path) {
      start = directory
      flags |= GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
    } else if environment.flag("GIT_DISCOVERY_ACROSS_FILESYSTEM") {
      flags |= GIT_REPOSITORY_OPEN_CROSS_FS.rawValue
    }
    let ceilings = environment["GIT_CEILING_DIRECTORIES"]
    let handle: Handle<RepositoryKind>
    do {
      var pointer: OpaquePointer?
      let status = git_repository_open_ext(&pointer, start, flags, ceilings)
      guard status >= 0, let pointer else {
        throw openingError(LibraryFailure(status: status), path: start)
      }
      handle = Handle(owning: pointer)
    }
    if let workTree = environment.path("GIT_WORK_TREE", relativeTo: path) {
      try check(
        "use the work tree \(workTree)", git_repository_set_workdir(handle.raw, workTree, 0))
    }
    return try Repository(handle: handle, environment: environment, startingAt: path)
  }

  /// Creates a repository with a work tree at a path, making the folder if need be.
  ///
  /// The first branch is the one named, or `init.defaultBranch`, or `main`.
  package static func create(
    at path: String, initialBranch: String? = nil, environment: GitEnvironment
  ) throws(GitError) -> Repository {
    try LibraryRuntime.start()
    let operation = "create a repository at \(path)"
    var options = git_repository_init_options()
    try check(
      operation,
      git_repository_init_options_init(
        &options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
    options.flags =
      GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
    let configured = try configuredInitialBranch(environment: environment)
    let branch = initialBranch ?? configured ?? "main"
    guard isValidReferenceName("refs/heads/" + branch) else {
      throw GitError(.invalidName, operation, "'\(branch)' is not a valid branch name")
    }
    var pointer: OpaquePointer?
    let status = branch.withCString { name in
      options.initial_head = name
      return git_repository_init_ext(&pointer, path, &options)
    }
    guard status >= 0, let pointer else {
      let failure = LibraryFailure(status: status)
      if failure.is(GIT_EEXISTS) {
        throw GitError(.alreadyARepository, operation, "a repository is already there")
      }
      throw GitError(operation, failure)
    }
    return try Repository(
      handle: Handle(owning: pointer), environment: environment, startingAt: path)
  }

  private static func configuredInitialBranch(
    environment: GitEnvironment
  ) throws(GitError) -> String? {
    let configuration = try layeredConfiguration(
      of: nil, commonDirectory: nil, gitDirectory: nil, environment: environment)
    return try string("init.defaultBranch", in: configuration)
  }

  /// Translates a failure to open a repository.
  private static func openingError(_ failure: LibraryFailure, path: String) -> GitError {
    let operation = "open the repository"
    let message = failure.message
    let extensionMark = "unsupported extension name extensions."
    if failure.is(GIT_EOWNER) || message.contains("safe.directory") {
      return GitError(
        .foreignOwner, operation, "the repository at \(path) belongs to another user",
        hints: ["git config --global --add safe.directory FOLDER  (the folder itself, not '*')"])
    }
    if let mark = message.firstRange(of: extensionMark) {
      let name = message[mark.upperBound...].lowercased()
      switch name {
      case "objectformat":
        return GitError(
          .unsupportedObjectFormat, operation,
          "the repository names its objects by SHA-256, which is not supported",
          hints: ["use a repository made by: git init --object-format=sha1"])
      case "refstorage":
        return GitError(
          .unsupportedReferenceStorage, operation,
          "the repository keeps its references as reftable, which is not supported",
          hints: ["git refs migrate --ref-format=files"])
      default:
        return GitError(
          .unsupportedExtension, operation,
          "the repository uses the extension '\(name)', which is not supported",
          hints: name == "worktreeconfig" ? ["git config --unset extensions.worktreeConfig"] : [])
      }
    }
    if message.contains("unsupported repository version") {
      return GitError(.unsupportedExtension, operation, message)
    }
    if failure.is(GIT_ENOTFOUND) {
      return GitError(
        .notARepository, operation, "no git repository at \(path) or above it", hints: ["git init"])
    }
    return GitError(operation, failure)
  }
}

extension String {
  /// Returns where a text occurs first.
  func firstRange(of text: String) -> Range<String.Index>? {
    let wanted = Array(text.utf8)
    var start = utf8.startIndex
    while start != utf8.endIndex {
      if utf8[start...].starts(with: wanted) {
        return start..<utf8.index(start, offsetBy: wanted.count)
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
