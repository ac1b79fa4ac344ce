/// Where content is read from: a work tree, a revision, the index, memory, a bundle.
///
/// Paths are relative to the content root, `/`-separated. Listing reads no file; each file is read
/// when it is asked for. Any thread may call.
package protocol ContentSource: Sendable {
  /// What the content is read from, as it fits into a message: "the work tree", "revision 3f9a21c".
  var name: String { get }

  /// Lists everything below a folder at any depth, ordered by the bytes of the path.
  ///
  /// A folder that does not exist has no entries. Symbolic links and other repositories are listed
  /// as what they are and never entered.
  func entries(below folder: String) throws(ContentError) -> [ContentEntry]

  /// Returns the entry at a path, or nil if nothing is there.
  func entry(at path: String) throws(ContentError) -> ContentEntry?

  /// Reads the file at a path whole.
  func bytes(at path: String) throws(ContentError) -> [UInt8]
}
