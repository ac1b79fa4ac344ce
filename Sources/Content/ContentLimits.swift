package import Documents

/// The bounds under which content is listed and read.
package struct ContentLimits: Sendable {
  /// Largest file of content in bytes (`content/file-too-large`).
  package var maximumFileBytes: Int
  /// Most files below the content root's own folders.
  package var maximumFiles: Int
  /// Deepest nesting of folders.
  package var maximumFolderDepth: Int
  /// The bounds of each YAML or JSON file.
  package var documents: DocumentLimits

  /// Creates limits; the defaults are generous for content and small for an attack.
  package init(
    maximumFileBytes: Int = 8 << 20, maximumFiles: Int = 500_000, maximumFolderDepth: Int = 32,
    documents: DocumentLimits = DocumentLimits()
  ) {
    self.maximumFileBytes = maximumFileBytes
    self.maximumFiles = maximumFiles
    self.maximumFolderDepth = maximumFolderDepth
    self.documents = documents
  }
}
