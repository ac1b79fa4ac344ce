package import Content
import Diagnostics
import Rendering

/// What waits for review, grouped by the same edit.
package struct PendingReview: Sendable {
  /// Everything that waits, ordered by path.
  package let items: [PendingSnapshots.Item]
  /// Edits, new outputs and stale ones; outliers first, outputs in the order of a test run.
  package let clusters: [OutputCluster]
  /// The edits of each changed output.
  let edits: [String: [EditKey]]
  let pending: PendingSnapshots
  /// How often what waits is read before it is given up, since others change it all the time.
  private static let maximumReadings = 20
  private let origins: CaseOrigins?
  private let latest: (@Sendable () throws -> CaseOrigins?)?
  let changes: [String: OutputChange]

  /// Reads the pending tree and compares it with what is stored.
  ///
  /// `origins` renders the content as it is now; without it nothing can be accepted. `latest` reads the
  /// content once more when something is to be stored: a review may take an hour.
  package init(
    _ pending: PendingSnapshots, origins: CaseOrigins? = nil,
    latest: (@Sendable () throws -> CaseOrigins?)? = nil
  ) throws(ContentError) {
    let read = try Self.read(pending)
    items = read.items
    var changes: [OutputChange] = []
    changes.reserveCapacity(items.count)
    for (item, texts) in zip(items, read.texts) {
      let testCase = origins?.testCase(at: item.path)
      changes.append(
        OutputChange(
          caseID: testCase?.id ?? Self.caseID(of: item.path), path: item.path,
          kind: item.outputKind, old: texts.stored, new: texts.waiting,
          locale: testCase?.locale))
    }
    changes = origins?.inOrder(changes) ?? changes
    clusters = OutputClustering.clusters(changes, origins: origins?.finder)
    var edits: [String: [EditKey]] = [:]
    for cluster in clusters {
      guard let key = cluster.key else { continue }
      for change in cluster.changes { edits[change.path, default: []].append(key) }
    }
    self.edits = edits
    self.pending = pending
    self.origins = origins
    self.latest = latest
    self.changes = Dictionary(
      changes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads what waits and what is stored, without a turn of its own: where another process decides
  /// about an output meanwhile, so that it is gone, all of it is read once more.
  private static func read(
    _ pending: PendingSnapshots
  ) throws(ContentError) -> (
    items: [PendingSnapshots.Item], texts: [(stored: [UInt8]?, waiting: [UInt8]?)]
  ) {
    for _ in 1..<maximumReadings {
      do throws(ContentError) {
        let items = try pending.items()
        return (items, try pending.texts(of: items))
      } catch  where error.code == .notFound {
        continue
      }
    }
    let items = try pending.items()
    return (items, try pending.texts(of: items))
  }

  /// Every word that `choice(_:)` understands.
  package var names: [String] {
    clusters.map { "edit:\($0.id)" } + items.map(\.path) + items.map { template(of: $0.path) }
  }

  /// Returns what a word names: an edit (`edit:ID` or its beginning), a path or its end, a template.
  ///
  /// - Throws: `ReviewError` for the beginning of several edits.
  package func choice(_ word: String) throws(ReviewError) -> ReviewChoice? {
    if word.hasPrefix("edit:") {
      let id = word.dropFirst(5)
      let found = clusters.filter { $0.id == id || id.utf8.count >= 4 && $0.id.hasPrefix(id) }
      if found.count > 1 {
        throw ReviewError(
          .ambiguous, "'\(word)' fits \(found.count) edits",
          hints: [found.map { "edit:\($0.id)" }.joined(separator: ", ")])
      }
      if let cluster = found.first { return .edit(cluster) }
    }
    let found = items.filter {
      $0.path == word || template(of: $0.path) == word || $0.path.hasSuffix("/" + word)
    }
    return found.isEmpty ? nil : .outputs(found)
  }

  /// Returns the part of a choice that lies in one of some scopes; without scopes all of it.
  package func narrowed(_ choice: ReviewChoice, to scopes: [OutputScope]) -> ReviewChoice? {
    guard !scopes.isEmpty else { return choice }
    switch choice {
    case .edit(let cluster): return cluster.narrowed(to: scopes).map { .edit($0) }
    case .outputs(let items):
      let kept = items.filter { item in
        changes[item.path].map { change in scopes.contains { $0.contains(change) } } ?? false
      }
      return kept.isEmpty ? nil : .outputs(kept)
    }
  }

  /// The first scope in which nothing waits, with the word that was probably meant.
  package func emptyScope(among scopes: [OutputScope]) -> (word: String, suggestion: String?)? {
    let scope = scopes.first { scope in !changes.values.contains { scope.contains($0) } }
    guard let scope else { return nil }
    let words = Set(changes.values.flatMap { OutputScope.words(for: $0) }).sorted()
    return (scope.word, NearestName.suggest(scope.word, among: words))
  }

  /// How an output that waits would change.
  package func change(at path: String) -> OutputChange? { changes[path] }

  /// Everything that waits.
  package var everything: ReviewChoice { .outputs(items) }

  /// Stores what is accepted and forgets what is rejected; nobody else writes meanwhile.
  ///
  /// An output is stored when all of its edits are accepted, and only if the content renders exactly
  /// the bytes that wait; otherwise nothing is done at all.
  ///
  /// - Throws: `ContentError.stopped` where the wait for another process was stopped.
  package func apply(
    accepting accepted: [ReviewChoice], rejecting rejected: [ReviewChoice],
    waiting: WorkTreeLock.Waiting = WorkTreeLock.Waiting(), watch: StoringWatch = StoringWatch()
  ) throws -> ReviewResult {
    let result = try WorkTreeLock.hold(root: pending.root, waiting: waiting) {
      Result { try decide(accepted, rejected, watch) }
    }
    guard let result else { throw ContentError(.stopped, "stopped: nothing was stored") }
    return try result.get()
  }

  private func decide(
    _ accepted: [ReviewChoice], _ rejected: [ReviewChoice], _ watch: StoringWatch
  ) throws -> ReviewResult {
    let refused = Set(rejected.flatMap(\.paths))
    var decisions = try pending.decisions()
    var stored: [PendingSnapshots.Item] = []
    var waiting: [String] = []
    let wanted = Dictionary(grouping: accepted.flatMap(marks), by: \.path)
    for item in items where wanted[item.path] != nil && !refused.contains(item.path) {
      let marks = wanted[item.path] ?? []
      let change = changes[item.path]
      if let change {
        for edit in marks.compactMap(\.edit) { decisions.insert(change, edit) }
      }
      let isWhole = marks.contains { $0.edit == nil }
      let isDecided = change.map { change in
        (edits[item.path] ?? []).allSatisfy { decisions.contains(change, $0) }
      }
      if isWhole || isDecided == true { stored.append(item) } else { waiting.append(item.path) }
    }
    try refuseNewerFormats(stored.map(\.path))
    try refuseOutdated(stored.map(\.path) + waiting)
    try pending.accept(stored, known: changes.compactMapValues(\.new), watch: watch)
    let dropped = items.filter { refused.contains($0.path) }
    for item in dropped { try pending.reject(item) }
    let gone = Set(stored.map(\.path)).union(refused)
    let left = items.filter { !gone.contains($0.path) }
    let open = left.flatMap { item -> [(change: OutputChange, edit: EditKey)] in
      guard let change = changes[item.path] else { return [] }
      return (edits[item.path] ?? []).map { (change, $0) }
    }
    try pending.store(decisions, about: open)
    return ReviewResult(
      accepted: stored.map(\.path), rejected: dropped.map(\.path), waiting: waiting,
      left: left.count)
  }

  /// The SHA-256 of everything that waits: equal only while the same edits of the same bytes wait.
  package var digest: String {
    let digests = items.mapOnAllCores { item in
      EditKey.digest([
        Array(item.path.utf8), Array(item.kind.rawValue.utf8), changes[item.path]?.new ?? [],
      ])
    }
    return EditKey.digest(clusters.map(\.id) + digests)
  }

  /// The edits that a choice accepts; an output without an edit is accepted whole.
  private func marks(_ choice: ReviewChoice) -> [(path: String, edit: EditKey?)] {
    switch choice {
    case .edit(let cluster): cluster.changes.map { ($0.path, cluster.key) }
    case .outputs(let items): items.map { ($0.path, nil) }
    }
  }

  /// Refuses to replace or remove what a later galley has stored.
  private func refuseNewerFormats(_ paths: [String]) throws(ReviewError) {
    for change in paths.compactMap({ changes[$0] }) {
      guard let old = change.old,
        let version = SnapshotText.newerVersion(of: old, insteadOf: change.new)
      else { continue }
      throw ReviewError(
        .newerFormat,
        "'\(change.path)' has version \(version) of the format of snapshots: nothing was stored",
        hints: ["a later galley has written it: use that one here, too"])
    }
  }

  /// Refuses what is not rendered any more, and what another run has replaced since it was read.
  private func refuseOutdated(_ paths: [String]) throws {
    guard !paths.isEmpty else { return }
    let current = try latest.map { try $0() } ?? origins
    let wanted = Set(paths)
    let outdated = current.map { origins in
      let accepted = items.filter { wanted.contains($0.path) }
      // What is gone was decided by somebody else meanwhile.
      let replaced = accepted.filter { item in
        guard item.kind != .stale, let waiting = try? pending.bytes(at: item.path) else {
          return false
        }
        return waiting != changes[item.path]?.new
      }.map(\.path)
      return replaced.isEmpty ? origins.outdated(paths.compactMap { changes[$0] }) : replaced
    }
    guard let outdated else {
      throw ReviewError(
        .outdated, "the content cannot be rendered, so nothing can be accepted",
        hints: ["run 'galley check'"])
    }
    if current?.isComplete == false,
      let stale = items.first(where: { $0.kind == .stale && wanted.contains($0.path) })
    {
      throw ReviewError(
        .outdated,
        "the content has errors, so a case may still render '\(stale.path)': nothing was stored",
        hints: ["mend what 'galley check' names, run 'galley test' and review again"])
    }
    guard let first = outdated.first else { return }
    let more = outdated.count > 1 ? " and \(outdated.count - 1) more" : ""
    throw ReviewError(
      .outdated, "'\(first)'\(more) would be rendered otherwise now: nothing was stored",
      hints: ["run 'galley test' and review again, or forget it: 'galley review --reject \(first)'"]
    )
  }

  /// The template that an output belongs to: that of its case, or of its path where no case has it.
  private func template(of path: String) -> String {
    origins?.testCase(at: path)?.template.id ?? Self.template(of: path)
  }

  /// `snapshots/email/cart/anna.html` belongs to the template `cart`.
  private static func template(of path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[2]) : ""
  }

  private static func caseID(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return "\(template(of: path))/\(name.firstIndex(of: ".").map { name[..<$0] } ?? name)"
  }
}

extension PendingSnapshots.Item {
  /// How the output would change.
  fileprivate var outputKind: OutputChange.Kind {
    switch kind {
    case .new: .added
    case .changed: .changed
    case .stale: .removed
    }
  }
}
