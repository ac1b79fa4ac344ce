package import Documents

/// A recorded answer of a source: `recordings/<source>/<name>.json`.
package struct Recording: Identified {
  /// The ways in which a call goes wrong without an answer that can be used.
  package enum Fault: String, Sendable, CaseIterable {
    /// No answer in time.
    case timeout
    /// The connection could not be made or broke.
    case connection
    /// An answer without a body.
    case empty
    /// A body that is not JSON.
    case malformed
    /// The call was refused because too many were made.
    case capped
  }

  /// What a call gave.
  package enum Outcome: Sendable {
    /// An answer; a status from 400 on is a failed call.
    case response(status: Int, headers: [Header], body: DocumentValue?)
    /// No usable answer.
    case fault(Located<Fault>)
  }

  /// The source it belongs to.
  package let source: String
  /// The name by which fixtures and scenarios choose it.
  package let name: String
  /// The file.
  package let document: Document
  /// What the call gave.
  package let outcome: Outcome

  /// Source and name: `weather/sunny`.
  package var id: String { "\(source)/\(name)" }

  /// Whether the source's fallback takes the place of the answer.
  package var isFailure: Bool {
    switch outcome {
    case .response(let status, _, _): status >= 400
    case .fault: true
    }
  }
}
