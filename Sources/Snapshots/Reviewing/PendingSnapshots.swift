package import Content

/// Rendered outputs that wait for a decision, under `.galley/pending/`.
///
/// The tree mirrors `snapshots/`; a file `PATH.removed` says that the stored file is stale.
package struct PendingSnapshots: Sendable {
  /// One output that waits.
  package struct Item: Sendable, Equatable {
    /// What would happen on acceptance.
    package enum Kind: String, Sendable {
      /// A file that is not stored yet.
      case new
      /// A stored file gets other bytes.
      case changed
      /// A stored file that no case produces is removed.
      case stale
    }

    /// The path in `snapshots/`.
    package let path: String
    /// What acceptance does.
    package let kind: Kind
  }

  static let folder = ".galley/pending"
  static let removedSuffix = ".removed"

  /// The content root.
  var root: String { source.root }
  private let source: WorkTreeSource
  private let writer: WorkTreeWriter
  private let archive: PendingArchive?

  /// Opens the pending tree of a content root, or the one that an archive of another machine holds.
  package init(root: String, archive: PendingArchive? = nil) {
    source = WorkTreeSource(root: root)
    writer = WorkTreeWriter(root: root)
    self.archive = archive
  }

  /// The paths in the pending tree, in order.
  private func names() throws(ContentError) -> [String] {
    if let archive { return archive.files.keys.sorted { ContentPath.isOrdered($0, before: $1) } }
    return try source.entries(below: Self.folder).filter { $0.kind == .regular }.map {
      String($0.path.dropFirst(Self.folder.utf8.count + 1))
    }
  }

  /// What a run found as an archive, without a file being written here.
  package static func archive(differences: [SnapshotFile], stale: [String]) -> PendingArchive {
    var files: [String: [UInt8]] = [:]
    for file in differences { files[file.path] = file.text.fileBytes }
    for path in stale { files[path + removedSuffix] = [] }
    return PendingArchive(files: files)
  }

  /// Whether nothing waits.
  package var isEmpty: Bool {
    get throws(ContentError) { try names().isEmpty }
  }

  /// The path in `snapshots/` that an entry of the tree is about.
  static func output(of entry: String) -> String {
    entry.hasSuffix(removedSuffix) ? String(entry.dropLast(removedSuffix.utf8.count)) : entry
  }

  /// The outputs that wait, ordered by path.
  ///
  /// What is no snapshot by its name was put there by somebody else and is left. An output that waits
  /// to be removed, too, since a run was cut off, waits to be stored: that is what the run found.
  package func items() throws(ContentError) -> [Item] {
    let names = try names().filter { SnapshotFiles.isName(Self.output(of: $0)) }
    let rendered = Set(names)
    return try names.mapPartsOnAllCores { paths throws(ContentError) in
      var stored = NeighbourFiles(source)
      var items: [Item] = []
      for path in paths {
        let output = Self.output(of: path)
        if output != path {
          if !rendered.contains(output) { items.append(Item(path: output, kind: .stale)) }
        } else {
          items.append(Item(path: path, kind: try stored.contains(path) ? .changed : .new))
        }
      }
      return items
    }
  }

  /// What is stored and what waits for each of the items, in their order; nil where there is nothing.
  ///
  /// Of what is stored in conflict, our side.
  func texts(
    of items: [Item]
  ) throws(ContentError) -> [(stored: [UInt8]?, waiting: [UInt8]?)] {
    try items.mapPartsOnAllCores { items throws(ContentError) in
      var stored = NeighbourFiles(source)
      var pending = NeighbourFiles(source)
      var texts: [(stored: [UInt8]?, waiting: [UInt8]?)] = []
      for item in items {
        var old: [UInt8]?
        if item.kind != .new, try stored.contains(item.path) {
          let bytes = try stored.bytes(at: item.path)
          old = ConflictMarkers.ours(bytes) ?? bytes
        }
        var new: [UInt8]?
        if item.kind != .stale {
          let path = "\(Self.folder)/\(item.path)"
          if let archive {
            new = archive.files[item.path] ?? []
          } else {
            new = try pending.bytes(at: path)
          }
        }
        texts.append((stored: old, waiting: new))
      }
      return texts
    }
  }

  /// The bytes that wait at a path of `snapshots/`.
  package func bytes(at path: String) throws(ContentError) -> [UInt8] {
    if let archive { return archive.files[path] ?? [] }
    return try source.bytes(at: "\(Self.folder)/\(path)")
  }

  func decisions() throws(ContentError) -> ReviewDecisions { try ReviewDecisions(source) }

  func store(
    _ decisions: ReviewDecisions, about open: [(change: OutputChange, edit: EditKey)]
  ) throws(ContentError) {
    try decisions.store(open, writer)
  }

  /// The bytes stored at a path of `snapshots/`, or nil.
  package func storedBytes(at path: String) throws(ContentError) -> [UInt8]? {
    guard try source.entry(at: path) != nil else { return nil }
    return try source.bytes(at: path)
  }

  /// Makes the pending tree say what a run found; old entries of `judged` paths are out of date.
  ///
  /// They are asked for only where something waits. Out of date are also those
  /// of paths that no case has; `possible` are all that a case has, nil if nobody knows.
  package func replace(
    judged: @autoclosure () -> Set<String>, differences: [SnapshotFile], stale: [String],
    possible: Set<String>? = nil
  ) throws(ContentError) {
    let entries = try source.entries(below: Self.folder)
    let present = Set(entries.map(\.path))
    let wanted = Set(differences.map(\.path) + stale.map { $0 + Self.removedSuffix })
    let judged = entries.isEmpty ? [] : judged()
    let outdated = entries.map(\.path).filter { place in
      let path = String(place.dropFirst(Self.folder.utf8.count + 1))
      let isRemoval = path.hasSuffix(Self.removedSuffix)
      return !wanted.contains(path)
        && (isRemoval || judged.contains(path) || possible?.contains(path) == false)
    }
    // What a file system without case would take for a new file goes before it is written.
    let folded =
      outdated.isEmpty ? [] : Set(wanted.map { "\(Self.folder)/\($0)".lowercased() })
    for path in outdated where folded.contains(path.lowercased()) { try writer.remove(path) }
    try write(differences, present)
    try writer.write(
      stale.map { (path: "\(Self.folder)/\($0)\(Self.removedSuffix)", bytes: []) }, durable: false)
    for path in outdated where !folded.contains(path.lowercased()) { try writer.remove(path) }
  }

  /// Writes outputs on all cores, each folder on one of them.
  ///
  /// Not waited for until they are on the disk: acceptance renders them again before it stores them.
  private func write(
    _ differences: [SnapshotFile], _ present: Set<String>
  ) throws(ContentError) {
    let folders = Set(present.map { Self.folder(of: $0) })
    _ = try Self.neighbours(differences).mapOnAllCores(share: 1) { part throws(ContentError) in
      let folder = Self.folder(of: part.first?.path ?? "")
      let place = "\(Self.folder)/\(folder)"
      if !folders.contains(place[...]) {
        let files = part.map { file in
          (name: String(file.path[folder.endIndex...].dropFirst()), bytes: file.text.fileBytes)
        }
        if try writer.writeFolder(files, at: place) { return }
      }
      var pending = NeighbourFiles(source)
      var files: [(path: String, bytes: [UInt8])] = []
      for file in part {
        let path = "\(Self.folder)/\(file.path)"
        let bytes = file.text.fileBytes
        if present.contains(path), try pending.bytes(at: path) == bytes { continue }
        files.append((path: path, bytes: bytes))
      }
      try writer.write(files, durable: false)
    }
  }

  /// The path of the folder that a file lies in.
  private static func folder(of path: String) -> Substring {
    path[..<(path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)]
  }

  /// Runs of files that lie in the same folder.
  private static func neighbours(_ files: [SnapshotFile]) -> [ArraySlice<SnapshotFile>] {
    var parts: [ArraySlice<SnapshotFile>] = []
    var start = 0
    for index in files.indices
    where index + 1 == files.count
      || folder(of: files[index + 1].path) != folder(of: files[index].path)
    {
      parts.append(files[start...index])
      start = index + 1
    }
    return parts
  }

  /// Does what items wait for and forgets them; all new bytes are stored before any is forgotten.
  ///
  /// `known` bytes are stored as they are, though others may wait by now; a file that holds its bytes
  /// already, since an acceptance was cut off after it, is not written again.
  package func accept(
    _ items: [Item], known: [String: [UInt8]] = [:], watch: StoringWatch = StoringWatch()
  ) throws(ContentError) {
    let stale = items.filter { $0.kind == .stale }.map(\.path)
    let folded = Set(stale.map { $0.lowercased() })
    var files: [(path: String, bytes: [UInt8])] = []
    for item in items where item.kind != .stale {
      var new = known[item.path] ?? []
      if known[item.path] == nil { new = try bytes(at: item.path) }
      let stored = item.kind == .new ? nil : try storedBytes(at: item.path)
      // On a file system that ignores case the stored file may be the stale one.
      if stored != new || folded.contains(item.path.lowercased()) {
        files.append((path: item.path, bytes: new))
      }
    }
    try writer.write(files, removing: stale, watch: watch)
    for item in items { try reject(item) }
  }

  /// Forgets an item; the stored file stays.
  package func reject(_ item: Item) throws(ContentError) {
    let suffix = item.kind == .stale ? Self.removedSuffix : ""
    try writer.remove("\(Self.folder)/\(item.path)\(suffix)")
  }
}
