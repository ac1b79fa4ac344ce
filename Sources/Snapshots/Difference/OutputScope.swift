/// Some of the outputs that wait: those of a template, a locale or both (`cart-sms@de`), or with a
/// path or its end.
package struct OutputScope: Sendable, Hashable {
  /// The word that says which.
  package let word: String

  /// Creates a scope.
  package init(_ word: String) {
    self.word = word
  }

  /// Whether an output is one of them.
  package func contains(_ change: OutputChange) -> Bool {
    if change.path == word || change.path.hasSuffix("/" + word) { return true }
    let parts = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count > 1 else { return change.template == word }
    return (parts[0].isEmpty || change.template == parts[0]) && change.locale == String(parts[1])
  }

  /// The words for the outputs of a change: by template, by locale, by both.
  static func words(for change: OutputChange) -> [String] {
    let template = String(change.template)
    guard let locale = change.locale else { return [template, change.path] }
    return [template, "@" + locale, "\(template)@\(locale)", change.path]
  }
}

extension OutputCluster {
  /// The cluster with the outputs of some scopes only; nil where it has none of them.
  package func narrowed(to scopes: [OutputScope], named name: String? = nil) -> OutputCluster? {
    let kept = changes.indices.filter { index in
      scopes.contains { $0.contains(changes[index]) }
    }
    guard !kept.isEmpty else { return nil }
    let edits = self.edits.isEmpty ? [] : kept.map { self.edits[$0] }
    var part = OutputCluster(
      id: id, digest: digest, kind: kind, key: key, changes: kept.map { changes[$0] },
      edits: edits, positions: positions.isEmpty ? [] : kept.map { positions[$0] })
    part.scope = name ?? scope
    return part
  }

  /// The cluster in parts: one for each template, or where it has one only for each locale.
  ///
  /// The largest comes first; there is none where the outputs cannot be told apart any further.
  package var parts: [OutputCluster] {
    var words = Set(changes.map { String($0.template) })
    if words.count < 2 {
      // What no case renders has no locale.
      let locales = Set(changes.map { change in change.locale.map { "\(change.template)@\($0)" } })
      words = Set(locales.compactMap(\.self))
      guard words.count == locales.count else { return [] }
    }
    guard words.count > 1 else { return [] }
    let sorted = words.sorted { NaturalOrder.precedes($0, $1) }
    let parts = sorted.compactMap { narrowed(to: [OutputScope($0)], named: $0) }
    // A stable sort: parts of one size keep the order of their names.
    return parts.enumerated().sorted { left, right in
      let sizes = (left.element.changes.count, right.element.changes.count)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left.offset < right.offset
    }.map(\.element)
  }
}
