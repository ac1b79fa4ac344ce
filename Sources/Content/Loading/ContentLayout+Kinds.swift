extension ContentLayout {
  /// The files that galley reads at the content root itself.
  package static let rootFiles = [ContentRoot.fileName, switchesFile]

  /// The folder of expected outputs.
  package static let snapshotsFolder = "snapshots"

  /// Returns what a file is, in a word, and the id of the thing it belongs to.
  ///
  /// Nil for files that are not galley's: a README, a CI configuration, anything hidden.
  package static func kind(of path: String) -> (kind: String, id: String?)? {
    if path == ContentRoot.fileName { return ("settings", nil) }
    if path == switchesFile { return ("switches", nil) }
    if path.hasPrefix(snapshotsFolder + "/") { return ("snapshot", nil) }
    guard let folder = path.split(separator: "/").first, folders.contains(String(folder)) else {
      return nil
    }
    switch role(of: path) {
    case .template(let id, _): return ("template", id)
    case .fragment(let name, _): return ("fragment", name)
    case .function(let name): return ("function", name)
    case .profile(let id): return ("profile", id)
    case .source(let id): return ("source", id)
    case .recording(let source, let name): return ("recording", "\(source)/\(name)")
    case .locale(let tag): return ("locale", tag)
    case .journey(let id): return ("journey", id)
    case .scenario(let journey, let name): return ("scenario", "\(journey)/\(name)")
    case .schema: return ("schema", nil)
    case .switches: return ("switches", nil)
    case .unknown, nil: return nil
    }
  }
}
