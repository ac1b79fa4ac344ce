/// What a release is made of: the files of one source tree, and nothing that varies between builds.
package struct ReleaseContent: Sendable {
  /// A file of the content repository.
  package struct File: Sendable {
    /// Path relative to the content root, `/`-separated.
    package let path: String
    /// The exact bytes.
    package let bytes: [UInt8]
    /// What the file is: `template`, `journey`, `schema`.
    package let kind: String
    /// The id of the object the file belongs to, if it belongs to one.
    package let id: String?

    /// Creates a file.
    package init(path: String, bytes: [UInt8], kind: String, id: String? = nil) {
      self.path = path
      self.bytes = bytes
      self.kind = kind
      self.id = id
    }
  }

  /// The product's name, which every release of it carries.
  package let name: String
  /// The files in any order.
  package let files: [File]
  /// The id of the git tree the files are.
  package let sourceTree: String
  /// The repository the tree is from, as its users name it; empty for one without a name.
  ///
  /// It is part of the manifest: two clones must name it alike to build the same release.
  package let repository: String
  /// The version of the rendering rules that the content asks for.
  package let engine: String

  /// Creates the content of a release.
  package init(
    name: String, files: [File], sourceTree: String, repository: String, engine: String = "1"
  ) {
    self.name = name
    self.files = files
    self.sourceTree = sourceTree
    self.repository = repository
    self.engine = engine
  }
}
