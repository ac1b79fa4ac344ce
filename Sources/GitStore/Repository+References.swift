import Clibgit2

extension Repository {
  /// Returns whether a reference with that full name exists.
  func referenceExists(_ name: String) throws(GitError) -> Bool {
    var oid = git_oid()
    let status = git_reference_name_to_id(&oid, raw, name)
    if status == GIT_ENOTFOUND.rawValue {
      return false
    }
    try check("look up \(name)", status)
    return true
  }

  /// Moves a reference if it is where it is believed to be; without an old place it must be new.
  func move(
    _ reference: String, from old: ObjectID?, to new: ObjectID, log: String,
    patience: LockPatience
  ) throws(GitError) {
    let operation = "move \(reference)"
    var attempt = 0
    while true {
      let status = write(reference, old, new, log)
      if status >= 0 {
        return
      }
      let failure = LibraryFailure(status: status)
      if failure.is(GIT_EMODIFIED) || failure.is(GIT_EEXISTS) || failure.is(GIT_ENOTFOUND) {
        throw GitError(
          .staleReference, operation, "it moved meanwhile; nothing was changed",
          hints: ["look at the new commits, then try again"])
      }
      guard failure.is(GIT_ELOCKED) else {
        throw GitError(operation, failure)
      }
      guard patience.waits(after: attempt) else {
        let folder = reference == "HEAD" ? gitDirectory : commonDirectory
        throw GitError(
          .referenceLocked, operation, "another program holds \(folder)\(reference).lock",
          hints: ["wait for other git programs, or delete that file if none is running"])
      }
      attempt += 1
    }
  }

  private func write(
    _ reference: String, _ old: ObjectID?, _ new: ObjectID, _ log: String
  ) -> Int32 {
    var pointer: OpaquePointer?
    var target = new.libraryValue
    let status: Int32
    if let old {
      var current = old.libraryValue
      status = git_reference_create_matching(
        &pointer, raw, reference, &target, 1, &current, log)
    } else {
      status = git_reference_create(&pointer, raw, reference, &target, 0, log)
    }
    if let pointer {
      git_reference_free(pointer)
    }
    return status
  }
}
