/// The spelling of paths inside a content root.
package enum ContentPath {
  /// Splits a path into its components, refusing every spelling that could leave the root.
  package static func components(of path: String) throws(ContentError) -> [Substring] {
    let parts = pieces(of: path, separator: "/")
    for part in parts
    where part.isEmpty || part == "." || part == ".." || part.utf8.contains(0) {
      throw ContentError(
        .invalidPath, "'\(path)' is not a path inside the content root",
        hints: ["write it relative to the folder of galley.yaml, with '/' and without '..'"])
    }
    return parts
  }

  /// Splits a name at an ASCII letter, empty pieces kept; by bytes, which is quick.
  static func pieces(of text: String, separator: Unicode.Scalar) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// Orders two paths by their UTF-8 bytes, as git does.
  package static func isOrdered(_ left: String, before right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
