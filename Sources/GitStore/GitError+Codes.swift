extension GitError.Code {
  // Opening a repository.

  /// No repository at the path or above it.
  package static let notARepository = GitError.Code("not-a-repository")
  /// A repository is already there.
  package static let alreadyARepository = GitError.Code("already-a-repository")
  /// The repository names its objects by SHA-256.
  package static let unsupportedObjectFormat = GitError.Code("unsupported-object-format")
  /// The repository keeps its references in another form than files (reftable).
  package static let unsupportedReferenceStorage = GitError.Code("unsupported-reference-storage")
  /// The repository needs an extension or a format version that is not known here.
  package static let unsupportedExtension = GitError.Code("unsupported-extension")
  /// The repository belongs to another user.
  package static let foreignOwner = GitError.Code("foreign-owner")
  /// The operation needs a work tree and the repository has none.
  package static let bareRepository = GitError.Code("bare-repository")
  /// A configuration file cannot be read.
  package static let unreadableConfiguration = GitError.Code("unreadable-configuration")

  // Reading objects.

  /// No commit has that name.
  package static let unknownRevision = GitError.Code("unknown-revision")
  /// A short object name fits several objects.
  package static let ambiguousRevision = GitError.Code("ambiguous-revision")
  /// The revision names something that is not a commit.
  package static let notACommit = GitError.Code("not-a-commit")
  /// HEAD names a branch that has no commit yet.
  package static let unbornHead = GitError.Code("unborn-head")
  /// An object is not in the repository.
  package static let missingObject = GitError.Code("missing-object")
  /// An object was left on the server by a partial clone.
  package static let missingPartialCloneObject = GitError.Code("missing-partial-clone-object")
  /// The history was cut before the commit asked for by a shallow clone.
  package static let shallowHistory = GitError.Code("shallow-history")
  /// An object does not have the content its name promises.
  package static let corruptObject = GitError.Code("corrupt-object")
  /// No file or folder at that path.
  package static let unknownPath = GitError.Code("unknown-path")
  /// The path is not usable: absolute, with `..`, inside `.git`, behind a symbolic link.
  package static let invalidPath = GitError.Code("invalid-path")
  /// The path is not a file.
  package static let notAFile = GitError.Code("not-a-file")
  /// The file is larger than the reader allows.
  package static let blobTooLarge = GitError.Code("blob-too-large")
  /// A tree, commit or tag is larger than is ever read.
  package static let objectTooLarge = GitError.Code("object-too-large")
  /// A tree has more entries, or more levels, than the reader allows.
  package static let treeTooLarge = GitError.Code("tree-too-large")

  // Index and work tree.

  /// The index is a sparse index.
  package static let sparseIndex = GitError.Code("sparse-index")
  /// The index is a split index.
  package static let splitIndex = GitError.Code("split-index")
  /// The index cannot be read.
  package static let unreadableIndex = GitError.Code("unreadable-index")
  /// Another program holds the lock of the index.
  package static let indexLocked = GitError.Code("index-locked")
  /// An external filter (Git LFS, for example) decides the content of the path.
  package static let externalFilter = GitError.Code("external-filter")
  /// The path is outside the sparse checkout.
  package static let outsideSparseCheckout = GitError.Code("outside-sparse-checkout")
  /// The path is ignored.
  package static let ignoredPath = GitError.Code("ignored-path")
  /// Paths of the index are in conflict.
  package static let unmergedPaths = GitError.Code("unmerged-paths")

  /// The index changed since it was checked.
  package static let staleIndex = GitError.Code("stale-index")

  // Commits, tags, references.

  /// No author or committer is configured.
  package static let missingIdentity = GitError.Code("missing-identity")
  /// A date cannot be read.
  package static let invalidDate = GitError.Code("invalid-date")
  /// A merge waits for its commit.
  package static let mergeInProgress = GitError.Code("merge-in-progress")
  /// A rebase, cherry-pick, revert, bisect or series of patches is under way.
  package static let operationInProgress = GitError.Code("operation-in-progress")
  /// The commit would change nothing.
  package static let nothingToCommit = GitError.Code("nothing-to-commit")
  /// The message is empty, or holds a zero byte.
  package static let invalidMessage = GitError.Code("invalid-message")
  /// The branch moved meanwhile.
  package static let staleReference = GitError.Code("stale-reference")
  /// Another program holds the lock of the reference.
  package static let referenceLocked = GitError.Code("reference-locked")
  /// The name is not allowed for a branch or tag.
  package static let invalidName = GitError.Code("invalid-name")
  /// A tag of that name exists.
  package static let tagExists = GitError.Code("tag-exists")
  /// The configured signing format is not SSH.
  package static let unsupportedSigningFormat = GitError.Code("unsupported-signing-format")
  /// Signing is wanted but no key is configured.
  package static let missingSigningKey = GitError.Code("missing-signing-key")
  /// The signing program failed.
  package static let signingFailed = GitError.Code("signing-failed")

  /// A signature is not one of the people that count, or not of this text.
  package static let badSignature = GitError.Code("bad-signature")

  // The rest.

  /// A file of the repository cannot be read or written.
  package static let fileSystem = GitError.Code("file-system")
  /// Any other failure of the library.
  package static let library = GitError.Code("library")
}
