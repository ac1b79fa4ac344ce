package import Content
import Diagnostics
package import Rendering

/// What rewriting the stored files of some cases in today's form does, and what it leaves.
package struct SnapshotFormatting: Sendable {
  /// A file that is not as it would be written.
  package struct File: Sendable {
    /// Path below the content root.
    package let path: String
    /// What of it is form.
    package let form: SnapshotForm
  }

  /// A file that is left as it is.
  package struct LeftFile: Sendable, Equatable {
    /// Why it is left.
    package enum Reason: String, Sendable {
      /// No case renders it.
      case noCase = "no-case"
      /// Git's index holds it in conflict.
      case unmerged
      /// It is a link, a folder, too large, or may not be read.
      case unreadable
      /// A later galley has written it.
      case newerFormat = "newer-format"
    }

    /// Path below the content root.
    package let path: String
    /// Why it is left.
    package let reason: Reason
    /// The same in words.
    package let message: String
  }

  /// The files to be rewritten, in order.
  package let files: [File]
  /// The files that are left, in order.
  package let left: [LeftFile]
  /// How many files are as they would be written.
  package let unchanged: Int

  /// Whether a snapshot of the cases is left that could not be looked at.
  package var isIncomplete: Bool { left.contains { $0.reason != .noCase } }

  private enum Finding: Sendable {
    case missing
    case unchanged
    case file(File)
    case left(LeftFile)
  }

  /// Looks at the stored files of `cases`; with `all`, files that no case of it renders are named.
  ///
  /// `unmerged` are the paths that git's index holds in conflict.
  package init(
    _ cases: [Case], of all: CaseMatrix?, in store: SnapshotStore, unmerged: Set<String>
  ) throws(ContentError) {
    let places = cases.flatMap { testCase in
      let carriesEnvelope = SnapshotFiles.carriesEnvelope(testCase.template)
      return SnapshotFiles.paths(of: testCase).enumerated().map { index, path in
        (path: path, carriesEnvelope: index == 0 && carriesEnvelope)
      }
    }
    let findings = try places.mapOnAllCores { place throws(ContentError) in
      Self.finding(place.path, place.carriesEnvelope, store, unmerged)
    }
    var files: [File] = []
    var left: [LeftFile] = []
    var unchanged = 0
    for finding in findings {
      switch finding {
      case .missing: break
      case .unchanged: unchanged += 1
      case .file(let file): files.append(file)
      case .left(let file): left.append(file)
      }
    }
    if let all {
      let known = all.paths
      for path in store.paths where !known.contains(path) {
        left.append(LeftFile(path: path, reason: .noCase, message: "no case renders it"))
      }
    }
    self.files = files.sorted { ContentPath.isOrdered($0.path, before: $1.path) }
    self.left = left.sorted { ContentPath.isOrdered($0.path, before: $1.path) }
    self.unchanged = unchanged
  }

  private static func finding(
    _ path: String, _ carriesEnvelope: Bool, _ store: SnapshotStore, _ unmerged: Set<String>
  ) -> Finding {
    func left(_ reason: LeftFile.Reason, _ message: String) -> Finding {
      .left(LeftFile(path: path, reason: reason, message: message))
    }
    if let problem = store.problem(at: path) { return left(.unreadable, problem.message) }
    if unmerged.contains(path) { return left(.unmerged, "it is in conflict in git's index") }
    let bytes: [UInt8]?
    do throws(ContentError) {
      bytes = try store.bytes(at: path)
    } catch {
      return left(.unreadable, error.message)
    }
    guard let bytes else { return .missing }
    if let version = SnapshotText.newerVersion(of: bytes) {
      return left(.newerFormat, "it has version \(version) of the format: use a later galley")
    }
    let form = SnapshotForm(bytes, carriesEnvelope: carriesEnvelope)
    return form.changes.isEmpty ? .unchanged : .file(File(path: path, form: form))
  }

  /// Writes the files below a content root: each as a whole, all on the disk before the first.
  package func store(
    below root: String, watch: StoringWatch = StoringWatch()
  ) throws(ContentError) {
    try WorkTreeWriter(root: root).write(
      files.map { (path: $0.path, bytes: $0.form.bytes) }, watch: watch)
  }
}
