package import Content
import Diagnostics
import Documents
import Rendering
import Synchronization

/// What is not as it was when the stored snapshots were rendered.
///
/// It explains edits and decides nothing: whatever cannot be known is left out.
package final class InputChanges: Sendable {
  /// The inputs that differ.
  let names: Set<String>
  /// Whether another build of galley rendered them.
  let isOtherEngine: Bool
  private let oldBytes: @Sendable (String) -> [UInt8]?
  private let lines = Mutex<[String: Lines]>([:])
  private let texts = Mutex<[String: Set<String>?]>([:])

  /// The lines of a file that differ from its old form.
  private enum Lines {
    /// The old form is not known.
    case unknown
    /// Lines that are new or other, and places where lines went away; both counted from 1.
    case known(changed: [Range<Int>], removed: Set<Int>)
  }

  private init(
    names: Set<String>, isOtherEngine: Bool, oldBytes: @escaping @Sendable (String) -> [UInt8]?
  ) {
    self.names = names
    self.isOtherEngine = isOtherEngine
    self.oldBytes = oldBytes
  }

  /// Compares two projects.
  package convenience init(from old: Project, to new: Project) {
    let files = ProjectDigests.bytes(of: old)
    self.init(
      names: InputState(new).differences(from: InputState(old)), isOtherEngine: false,
      oldBytes: { files[$0] })
  }

  /// Compares a project with the last run that passed, an earlier version in git, or both.
  ///
  /// With both, only what differs from both counts: work that was accepted and not yet committed,
  /// or committed elsewhere, explains nothing. Nil when neither is known.
  ///
  /// - Parameters:
  ///   - project: The project as it is now.
  ///   - accepted: The inputs of the last run that passed.
  ///   - engine: This build of galley.
  ///   - git: The paths that differ from an earlier version, and that version.
  package convenience init?(
    of project: Project, since accepted: AcceptedInputs?, engine: String,
    git: (paths: Set<String>, source: any ContentSource)?
  ) {
    let state = InputState(project)
    var names: Set<String>?
    if let accepted { names = state.differences(from: accepted.state) }
    if let git {
      let files = Set(state.digests.keys).union(git.paths).filter { name in
        git.paths.contains(String(name.prefix { $0 != "#" }))
      }
      let both = names?.intersection(files)
      // Where they have nothing in common, the last run knows better.
      if names == nil || both?.isEmpty == false {
        names = both ?? Self.withoutEqualSettings(files, state, git.source)
      }
    }
    guard let names else { return nil }
    let isOther = accepted.map { $0.engine != ContentDigest(of: Array(engine.utf8)) } ?? false
    let source = git?.source
    self.init(names: names, isOtherEngine: isOther) { path in
      guard let bytes = try? source?.bytes(at: path) else { return nil }
      // The last run may have seen another form than git has.
      if let known = accepted?.state.digests[path], known != ContentDigest(of: bytes) { return nil }
      return bytes
    }
  }

  /// A change of galley.yaml is a change of what it says about clocks, environments and rendering.
  private static func withoutEqualSettings(
    _ names: Set<String>, _ state: InputState, _ source: any ContentSource
  ) -> Set<String> {
    guard names.contains(InputState.settings),
      let old = (try? Project.load(from: source))?.project
    else { return names }
    let different = state.differences(from: InputState(old))
    return names.filter { !$0.hasPrefix(InputState.settings) || different.contains($0) }
  }

  /// Whether a line of a file is new or other than it was, or whether its file is.
  ///
  /// The file counts where its old lines are not known. `isRemoval` also asks for lines that went
  /// away beside it.
  func isChanged(_ line: Int, of path: String, _ source: [UInt8], isRemoval: Bool) -> Bool {
    guard names.contains(path) else { return false }
    switch known(path, source) {
    case .unknown: return true
    case .known(let changed, let removed):
      return changed.contains { $0.contains(line) }
        || isRemoval && (removed.contains(line) || removed.contains(line + 1))
    }
  }

  /// The first line of a file that differs; nil where that is not known.
  func firstChange(of path: String, _ source: [UInt8]) -> Int? {
    guard names.contains(path), case .known(let changed, let removed) = known(path, source) else {
      return nil
    }
    return (changed.map(\.lowerBound) + removed).min()
  }

  private func known(_ path: String, _ source: [UInt8]) -> Lines {
    if let known = lines.withLock({ $0[path] }) { return known }
    var found = Lines.unknown
    if let old = oldBytes(path) {
      let edits = TextDifference(old: old, new: source).edits
      found = .known(
        changed: edits.filter { !$0.new.isEmpty }.map {
          $0.new.lowerBound + 1..<$0.new.upperBound + 1
        },
        removed: Set(edits.filter { $0.new.isEmpty }.map { $0.new.lowerBound + 1 }))
    }
    lines.withLock { $0[path] = found }
    return found
  }

  /// The keys of a file of translations whose texts differ; nil where the old ones are not known.
  func changedTexts(_ locale: Document) -> Set<String>? {
    let path = locale.source.path
    if let known = texts.withLock({ $0[path] }) { return known }
    var found: Set<String>?
    if let bytes = oldBytes(path) {
      let source = SourceText(path: path, bytes: bytes)
      let old =
        path.hasSuffix(".json")
        ? JSONReader.read(source).document : YAMLReader.read(source).document
      if let old {
        func table(_ document: Document) -> [String: String] {
          Dictionary(
            document.value.leaves().map { ($0.path, $0.value.string ?? "") },
            uniquingKeysWith: { first, _ in first })
        }
        let (before, after) = (table(old), table(locale))
        found = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
      }
    }
    let result = found
    texts.withLock { $0[path] = .some(result) }
    return result
  }
}
