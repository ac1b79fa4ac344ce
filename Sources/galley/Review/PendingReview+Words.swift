import Diagnostics
import Snapshots

extension PendingReview {
  /// Returns what a word names, in some scopes; nothing is an error that suggests the nearest name.
  func required(_ word: String, in scopes: [OutputScope] = []) throws -> ReviewChoice {
    guard let choice = try choice(word) else {
      let near = NearestName.suggest(word, among: names)
      throw ReviewError(
        .unmatched, "nothing that waits matches '\(word)'",
        hints: near.map { ["did you mean '\($0)'?"] } ?? ["run 'galley review' to see what waits"])
    }
    guard let narrowed = narrowed(choice, to: scopes) else {
      let places = scopes.map { "'\($0.word)'" }.joined(separator: ", ")
      throw ReviewError(
        .unmatched, "no output of '\(word)' lies in \(places)",
        hints: ["it has \(choice.paths.first ?? "none")"])
    }
    return narrowed
  }

  /// Returns the one output that a word names in some scopes; of an edit the typical one.
  func output(_ word: String, in scopes: [OutputScope]) throws -> OutputChange {
    let choice = try required(word, in: scopes)
    if case .edit(let cluster) = choice, let sample = cluster.samples.first {
      return cluster.changes[sample]
    }
    guard choice.paths.count == 1, let change = choice.paths.first.flatMap(change) else {
      throw CommandFailure(
        "'\(word)' names \(choice.paths.count) outputs, and one can be opened at a time",
        hints: ["name one of them, such as \(choice.paths.first ?? word), or an edit"])
    }
    return change
  }

  /// Reads words that say where; one where nothing waits is an error that suggests the nearest.
  func required(scopes words: [String]) throws -> [OutputScope] {
    let scopes = words.map { OutputScope($0) }
    guard !items.isEmpty, let empty = emptyScope(among: scopes) else { return scopes }
    throw ReviewError(
      .unmatched, "nothing waits in '\(empty.word)'",
      hints: empty.suggestion.map { ["did you mean '\($0)'?"] } ?? [
        "expected a template, a locale (@de), both (cart-sms@de), or a path or its end"
      ])
  }
}
