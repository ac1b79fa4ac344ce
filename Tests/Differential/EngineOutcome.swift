/// What an engine made of a case.
package enum EngineOutcome: Sendable {
  case output(String)
  case error(String)

  /// Whether two engines agree: the same bytes, or both refuse.
  package func agrees(with other: EngineOutcome) -> Bool {
    switch (self, other) {
    case (.output(let mine), .output(let theirs)): mine.utf8.elementsEqual(theirs.utf8)
    case (.error, .error): true
    default: false
    }
  }

  /// The outcome in words.
  package var words: String {
    switch self {
    case .output(let text): "prints \(text.debugDescription)"
    case .error(let message): "fails: \(message)"
    }
  }
}
