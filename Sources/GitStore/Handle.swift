import Clibgit2

/// A kind of object that the library allocates and takes back.
protocol HandleKind {
  /// Gives the object back.
  static func free(_ raw: OpaquePointer)
}

/// One object of the library, given back when the value ends.
///
/// The library's pointers all have one type in Swift; the kind keeps a tree from being passed where
/// a commit is meant.
struct Handle<Kind: HandleKind>: ~Copyable {
  /// The library's pointer.
  let raw: OpaquePointer

  /// Acquires an object by a call that returns a status and writes a pointer.
  init(
    _ operation: String, _ acquire: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var pointer: OpaquePointer?
    let status = acquire(&pointer)
    guard status >= 0, let pointer else {
      throw GitError(operation, status: status)
    }
    raw = pointer
  }

  /// Takes over an object that the caller owns.
  init(owning raw: OpaquePointer) {
    self.raw = raw
  }

  deinit {
    Kind.free(raw)
  }
}

/// A repository.
enum RepositoryKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_repository_free(raw) }
}

/// A repository's store of objects.
enum DatabaseKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_odb_free(raw) }
}

/// The bytes of one object.
enum StoredObjectKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_odb_object_free(raw) }
}

/// A parsed object of any type.
enum AnyObjectKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_object_free(raw) }
}

/// A reference.
enum ReferenceKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_reference_free(raw) }
}

/// A walk over references.
enum ReferenceIteratorKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_reference_iterator_free(raw) }
}

/// A configuration made of several files.
enum ConfigurationKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_config_free(raw) }
}

/// An index.
enum IndexKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_index_free(raw) }
}

/// A list of changes in work tree and index.
enum StatusListKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_status_list_free(raw) }
}

/// A note.
enum NoteKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_note_free(raw) }
}

/// A walk over notes.
enum NoteIteratorKind: HandleKind {
  static func free(_ raw: OpaquePointer) { git_note_iterator_free(raw) }
}
