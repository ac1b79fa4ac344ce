/// The spelling of paths inside a content root.
package enum ContentPath {
  /// Splits a path into its components, refusing every spelling that could leave the root.
  package static func components(of path: String) throws(ContentError) -> [Substring] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for part in parts where part.isEmpty || part == "." || part == ".." || part.contains("\0") {
      throw ContentError(
        .invalidPath, "'\(path)' is not a path inside the content root",
        hints: ["write it relative to the folder of galley.yaml, with '/' and without '..'"])
    }
    return parts
  }

  /// Orders two paths by their UTF-8 bytes, as git does.
  package static func isOrdered(_ left: String, before right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
