import Clibgit2

extension Handle where Kind == StoredObjectKind {
  /// The object's bytes, valid while the handle lives.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: git_odb_object_data(raw), count: git_odb_object_size(raw))
  }
}
