/// The stale snapshots as lines of text: a few of each folder, and how many more there are.
struct StaleList {
  /// Most names of one folder.
  private static let namesOfFolder = 3
  /// Most folders that are named.
  private static let maximumFolders = 10

  let paths: [String]

  var text: String {
    var folders: [(name: Substring, paths: [String])] = []
    for path in paths {
      let name = path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)
      if folders.last?.name != name { folders.append((name, [])) }
      folders[folders.count - 1].paths.append(path)
    }
    var text = ""
    for folder in folders.prefix(Self.maximumFolders) {
      for path in folder.paths.prefix(Self.namesOfFolder) { text += "stale  \(path)\n" }
      let more = folder.paths.count - Self.namesOfFolder
      if more > 0 { text += "stale  \(folder.name)/… \(more) more\n" }
    }
    let rest = folders.dropFirst(Self.maximumFolders)
    guard !rest.isEmpty else { return text }
    let count = rest.reduce(0) { $0 + $1.paths.count }
    return text + "stale  … \(count) more in \(counted(rest.count, "folder"));"
      + " '--format json' lists all\n"
  }
}
