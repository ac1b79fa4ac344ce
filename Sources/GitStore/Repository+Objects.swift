import Clibgit2

/// The type of an object.
enum ObjectType: String {
  case blob
  case tree
  case commit
  case tag

  init?(_ type: git_object_t) {
    switch type {
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }

  var libraryValue: git_object_t {
    switch self {
    case .blob: GIT_OBJECT_BLOB
    case .tree: GIT_OBJECT_TREE
    case .commit: GIT_OBJECT_COMMIT
    case .tag: GIT_OBJECT_TAG
    }
  }
}

extension Repository {
  /// The largest file that is read unless the caller says otherwise: 64 MiB.
  package static let defaultBlobLimit = 64 << 20

  /// The largest tree, commit or tag that is read: 16 MiB, some 300,000 files in one folder.
  package static let objectLimit = 16 << 20

  /// Returns the content of a file.
  ///
  /// A file larger than the limit is refused before it is read.
  package func blob(
    _ id: ObjectID, limit: Int = Repository.defaultBlobLimit
  ) throws(GitError) -> [UInt8] {
    let operation = "read the file content \(id.short)"
    let size = try blobSize(id)
    guard size <= limit else {
      throw GitError(
        .blobTooLarge, operation, "it has \(size) bytes and at most \(limit) are read")
    }
    return try withObject(id, .blob, operation) { bytes throws(GitError) in [UInt8](bytes) }
  }

  /// Returns the size of a file's content in bytes.
  package func blobSize(_ id: ObjectID) throws(GitError) -> Int {
    let operation = "read the file content \(id.short)"
    var oid = id.libraryValue
    var size = 0
    var type = GIT_OBJECT_INVALID
    let status = git_odb_read_header(&size, &type, database.raw, &oid)
    guard status >= 0 else {
      throw objectError(operation, LibraryFailure(status: status), id)
    }
    guard type == GIT_OBJECT_BLOB else {
      throw GitError(.notAFile, operation, "the object \(id.short) is not a file")
    }
    return size
  }

  /// Returns whether an object is in the repository.
  package func contains(_ id: ObjectID) -> Bool {
    var oid = id.libraryValue
    return git_odb_exists(database.raw, &oid) == 1
  }

  /// Returns the name that content would have as a file, without writing it.
  package static func blobID(of content: [UInt8]) throws(GitError) -> ObjectID {
    try LibraryRuntime.start()
    var oid = git_oid()
    let status = content.withUnsafeBytes { bytes in
      git_odb_hash(&oid, bytes.baseAddress, bytes.count, GIT_OBJECT_BLOB)
    }
    try check("name the content", status)
    return ObjectID(oid)
  }

  /// Lends the bytes of an object to a closure.
  func withObject<Result>(
    _ id: ObjectID, _ expected: ObjectType, _ operation: String,
    _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let object = try storedObject(id, expected, operation)
    return try body(object.bytes)
  }

  /// Reads an object of an expected type.
  func storedObject(
    _ id: ObjectID, _ expected: ObjectType, _ operation: String
  ) throws(GitError) -> Handle<StoredObjectKind> {
    var oid = id.libraryValue
    if expected != .blob {
      try checkSize(&oid, id, operation)
    }
    var pointer: OpaquePointer?
    let status = git_odb_read(&pointer, database.raw, &oid)
    guard status >= 0, let pointer else {
      throw objectError(operation, LibraryFailure(status: status), id)
    }
    let object = Handle<StoredObjectKind>(owning: pointer)
    guard let type = ObjectType(git_odb_object_type(object.raw)), type == expected else {
      throw GitError(
        expected == .blob ? .notAFile : .corruptObject, operation,
        "the object \(id.short) is not a \(expected.rawValue)")
    }
    return object
  }

  /// Refuses a tree, commit or tag that was made to fill the memory.
  private func checkSize(
    _ oid: inout git_oid, _ id: ObjectID, _ operation: String
  ) throws(GitError) {
    var size = 0
    var type = GIT_OBJECT_INVALID
    let status = git_odb_read_header(&size, &type, database.raw, &oid)
    guard status >= 0 else {
      throw objectError(operation, LibraryFailure(status: status), id)
    }
    guard size <= Self.objectLimit else {
      throw GitError(
        .objectTooLarge, operation,
        "the object \(id.hex) has \(size) bytes and at most \(Self.objectLimit) are read")
    }
  }

  /// Writes an object.
  func store(
    _ bytes: [UInt8], _ type: ObjectType, _ operation: String
  ) throws(GitError) -> ObjectID {
    var oid = git_oid()
    let status = bytes.withUnsafeBytes { buffer in
      git_odb_write(&oid, database.raw, buffer.baseAddress, buffer.count, type.libraryValue)
    }
    try check(operation, status)
    return ObjectID(oid)
  }

  /// Whether the repository leaves objects on its server until they are asked for.
  package var isPartialClone: Bool {
    if (try? configurationValue("extensions.partialClone")) != nil {
      return true
    }
    return (try? configurationFlag("remote.origin.promisor")) ?? false
  }

  /// Translates a failure to read an object, naming the object.
  func objectError(_ operation: String, _ failure: LibraryFailure, _ id: ObjectID) -> GitError {
    guard failure.is(GIT_ENOTFOUND) else {
      return GitError(
        failure.is(GIT_EMISMATCH) || failure.status == -1 ? .corruptObject : .library, operation,
        "the object \(id.hex) cannot be read: \(failure.message)", hints: ["git fsck"])
    }
    if isPartialClone {
      return GitError(
        .missingPartialCloneObject, operation,
        "the object \(id.hex) was not fetched: the repository is a partial clone",
        hints: ["git fetch --refetch --no-filter"])
    }
    return GitError(
      .missingObject, operation, "the object \(id.hex) is not in the repository",
      hints: ["git fsck"])
  }
}
