/// A file as a release lists it.
package struct ReleaseFile: Sendable, Hashable {
  /// Path relative to the content root.
  package let path: String
  /// The number of bytes.
  package let size: Int
  /// The SHA-256 of the bytes.
  package let digest: ContentDigest
  /// What the file is: `template`, `journey`, `schema`.
  package let kind: String
  /// The id of the object the file belongs to, if it belongs to one.
  package let id: String?
}

/// The configuration C of a release: what it is called and every file in it.
package struct ReleaseConfig: Sendable {
  /// The product's name.
  package let name: String
  /// The files in the order of their paths' bytes.
  package let files: [ReleaseFile]
  /// The SHA-256 of the uncompressed archive.
  package let contentDigest: ContentDigest
  /// The repository the files are from.
  package let repository: String
  /// The id of the git tree.
  package let tree: String
  /// The version of the rendering rules that the content asks for.
  package let engine: String

  /// Creates a configuration from its parts.
  init(
    name: String, files: [ReleaseFile], contentDigest: ContentDigest, repository: String,
    tree: String, engine: String
  ) {
    self.name = name
    self.files = files
    self.contentDigest = contentDigest
    self.repository = repository
    self.tree = tree
    self.engine = engine
  }

  /// The canonical bytes, which are the blob.
  var bytes: [UInt8] {
    let list = files.map { file in
      var members: [String: CanonicalValue] = [
        "path": .string(file.path), "size": .integer(file.size), "sha256": .string(file.digest.hex),
        "kind": .string(file.kind),
      ]
      if let id = file.id { members["id"] = .string(id) }
      return CanonicalValue.object(members)
    }
    return CanonicalValue.object([
      "schema": .string(ReleaseFormat.configSchema),
      "formatVersion": .integer(ReleaseFormat.version), "name": .string(name),
      "files": .array(list), "contentTarSha256": .string(contentDigest.hex),
      "source": .object(["repo": .string(repository), "tree": .string(tree)]),
      "requires": .object(["engine": .string(engine)]),
    ]).bytes
  }
}
