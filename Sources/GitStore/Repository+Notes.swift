import Clibgit2

/// A note about an object.
package struct Note: Sendable, Hashable {
  /// What the note is about.
  package let object: ObjectID
  /// The text.
  package let text: String

  /// Describes a note.
  package init(object: ObjectID, text: String) {
    self.object = object
    self.text = text
  }
}

extension Repository {
  /// Returns the note about an object that a reference such as `refs/notes/approvals` keeps.
  package func note(about object: ObjectID, in reference: String) throws(GitError) -> Note? {
    let operation = "read the note about \(object.short)"
    guard let tip = try tip(of: reference, operation) else {
      return nil
    }
    let commit = try notesCommit(tip, operation)
    let repository = raw
    var oid = object.libraryValue
    var pointer: OpaquePointer?
    let status = git_note_commit_read(&pointer, repository, commit.raw, &oid)
    if status == GIT_ENOTFOUND.rawValue {
      return nil
    }
    guard status >= 0, let pointer else {
      throw GitError(operation, status: status)
    }
    let note = Handle<NoteKind>(owning: pointer)
    let text = git_note_message(note.raw).map { String(cString: $0) } ?? ""
    return Note(object: object, text: text)
  }

  /// Returns all notes that a reference keeps, in the order of the objects' names.
  package func notes(in reference: String) throws(GitError) -> [Note] {
    let operation = "read the notes in \(reference)"
    guard let tip = try tip(of: reference, operation) else {
      return []
    }
    let commit = try notesCommit(tip, operation)
    let iterator = try Handle<NoteIteratorKind>(operation) {
      git_note_commit_iterator_new(&$0, commit.raw)
    }
    var notes: [Note] = []
    while true {
      var noteID = git_oid()
      var objectID = git_oid()
      let status = git_note_next(&noteID, &objectID, iterator.raw)
      if status == GIT_ITEROVER.rawValue {
        return notes.sorted { $0.object < $1.object }
      }
      try check(operation, status)
      let text = String(decoding: try blob(ObjectID(noteID)), as: UTF8.self)
      notes.append(Note(object: ObjectID(objectID), text: text))
    }
  }

  /// Writes the note about an object, in place of the one that is there.
  ///
  /// The reference moves only if nobody else moved it meanwhile; then the code is
  /// `staleReference`, and the caller reads, decides and writes again.
  package func write(
    _ note: Note, in reference: String, time: GitTime, patience: LockPatience = LockPatience()
  ) throws(GitError) {
    let operation = "write the note about \(note.object.short)"
    guard reference.hasPrefix("refs/notes/"), Self.isValidReferenceName(reference) else {
      throw GitError(.invalidName, operation, "'\(reference)' is not below refs/notes/")
    }
    let tip = try tip(of: reference, operation)
    let made: ObjectID
    if let tip {
      let parent = try notesCommit(tip, operation)
      made = try notesCommit(with: note, after: parent.raw, time, operation)
    } else {
      made = try notesCommit(with: note, after: nil, time, operation)
    }
    try move(
      reference, from: tip, to: made, log: "notes: about \(note.object.short)",
      patience: patience)
  }

  /// Makes the commit that holds one note more than another commit; no reference moves.
  private func notesCommit(
    with note: Note, after parent: OpaquePointer?, _ time: GitTime, _ operation: String
  ) throws(GitError) -> ObjectID {
    let author = try librarySignature(.author, time, operation)
    let committer = try librarySignature(.committer, time, operation)
    var made = git_oid()
    var object = note.object.libraryValue
    try check(
      operation,
      git_note_commit_create(
        &made, nil, raw, parent, author.pointer, committer.pointer, &object, note.text, 1))
    return ObjectID(made)
  }

  private func tip(of reference: String, _ operation: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let status = git_reference_name_to_id(&oid, raw, reference)
    if status == GIT_ENOTFOUND.rawValue {
      return nil
    }
    try check(operation, status)
    return ObjectID(oid)
  }

  private func notesCommit(
    _ id: ObjectID, _ operation: String
  ) throws(GitError) -> Handle<AnyObjectKind> {
    let repository = raw
    var oid = id.libraryValue
    return try Handle(operation) { git_object_lookup(&$0, repository, &oid, GIT_OBJECT_COMMIT) }
  }

  private func librarySignature(
    _ role: IdentityRole, _ time: GitTime, _ operation: String
  ) throws(GitError) -> LibrarySignature {
    let signature = try signature(role, identity: nil, time: time)
    var pointer: UnsafeMutablePointer<git_signature>?
    let status = git_signature_new(
      &pointer, signature.identity.name, signature.identity.email, signature.time.seconds,
      Int32(signature.time.offset))
    guard status >= 0, let pointer else {
      throw GitError(operation, status: status)
    }
    return LibrarySignature(pointer: pointer)
  }
}

/// The library's own form of a signature, given back when the value ends.
private struct LibrarySignature: ~Copyable {
  let pointer: UnsafeMutablePointer<git_signature>

  deinit {
    git_signature_free(pointer)
  }
}
