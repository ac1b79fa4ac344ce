package import Content
package import Diagnostics

/// The committed snapshots of a content source.
package struct SnapshotStore: Sendable {
  /// The paths of all stored files, in order.
  package let paths: [String]
  /// Files among them that are no snapshots by their names, in order; they are left as they are.
  package let foreign: [String]
  /// What stands among the stored files and is none: links, devices, other repositories.
  package let problems: [Diagnostic]
  private let blocked: [String]
  private let known: Set<String>
  private let source: any ContentSource
  /// The work tree, where the files lie on disk and can be told apart without being read.
  let workTree: WorkTreeSource?

  /// Lists the stored files; none is read before it is asked for.
  package init(_ source: any ContentSource) throws(ContentError) {
    let entries = try source.entries(below: SnapshotFiles.folder)
    let files = entries.filter { $0.kind == .regular && !$0.fileName.hasPrefix(".") }.map(\.path)
    paths = files.filter(SnapshotFiles.isName)
    foreign = paths.count == files.count ? [] : files.filter { !SnapshotFiles.isName($0) }
    let whole = try source.entry(at: SnapshotFiles.folder).map { [$0] } ?? []
    let others = (whole + entries).filter { $0.kind != .regular || $0.path == SnapshotFiles.folder }
    blocked = others.map(\.path)
    problems = others.map { .unreadableSnapshot($0.path, "'\($0.path)' \(Self.words($0))") }
    known = Set(paths)
    self.source = source
    workTree = source as? WorkTreeSource
  }

  private static func words(_ entry: ContentEntry) -> String {
    switch entry.kind {
    case .regular: "is no folder"
    case .symbolicLink: "is a symbolic link, and galley follows none"
    case .repository: "is another git repository"
    case .special: "is neither a file nor a folder"
    }
  }

  /// What stands in the place of a file or of a folder above it, or nil.
  func problem(at path: String) -> Diagnostic? {
    guard let index = blocked.firstIndex(where: { path == $0 || path.hasPrefix($0 + "/") }) else {
      return nil
    }
    return problems[index]
  }

  /// Whether a file is stored.
  func contains(_ path: String) -> Bool { known.contains(path) }

  /// The bytes of a stored file, or nil if there is none.
  package func bytes(at path: String) throws(ContentError) -> [UInt8]? {
    guard known.contains(path) else { return nil }
    do throws(ContentError) {
      return try source.bytes(at: path)
    } catch  where error.code == .notFound {
      // Removed since it was listed.
      return nil
    }
  }
}

extension Diagnostic {
  /// Says that a stored output cannot be read, and so not be compared or replaced.
  static func unreadableSnapshot(_ path: String, _ error: ContentError) -> Diagnostic {
    unreadableSnapshot(path, error.message)
  }

  fileprivate static func unreadableSnapshot(_ path: String, _ message: String) -> Diagnostic {
    Diagnostic(
      .snapshotUnreadable, message,
      at: SourceSpan(SourceText(path: path, bytes: []), at: 0), severity: .error,
      notes: [Diagnostic.Note("move it away, or put the file itself there; it is left as it is")])
  }
}

extension DiagnosticCode {
  /// A link, a folder, or a file that is too large or may not be read in the place of a snapshot.
  package static let snapshotUnreadable = DiagnosticCode(
    "snapshot/unreadable", "what stands in the place of a snapshot cannot be read")
}
