package import Content
package import Documents

/// What a source gave: its answer, its fallback after a failed call, or nothing.
package enum SourceAnswer: Sendable {
  /// The body of the answer.
  case answer(DocumentValue)
  /// The call failed; the declared fallback takes its place.
  case fallback(DocumentValue, reason: String)
  /// The call failed and the source declares no fallback.
  case failed(reason: String)

  /// Replays a recording of a source.
  package init(source: Source, recording: Recording) {
    let reason: String
    switch recording.outcome {
    case .response(let status, _, let body):
      if status < 400, let body {
        self = .answer(body)
        return
      }
      reason = status < 400 ? "the answer is empty" : "the answer has status \(status)"
    case .fault(let fault):
      reason =
        switch fault.value {
        case .timeout: "the call timed out"
        case .connection: "no connection"
        case .empty: "the answer is empty"
        case .malformed: "the answer cannot be read"
        case .capped: "the call was rejected by a cap"
        }
    }
    if let fallback = source.fallback {
      self = .fallback(fallback, reason: reason)
    } else {
      self = .failed(reason: reason)
    }
  }

  /// The value a template sees, or nil when there is none.
  package var value: DocumentValue? {
    switch self {
    case .answer(let value), .fallback(let value, _): value
    case .failed: nil
    }
  }
}
