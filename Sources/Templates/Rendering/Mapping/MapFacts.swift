import Documents

/// What the entries of a source map are read from when they are asked.
final class MapFacts: Sendable {
  let program: Program
  private let documents: [Document]
  private let origins: [Origin]
  private let kept: [WrittenRun]

  init(_ program: Program, _ documents: [Document], _ origins: [Origin], kept: [WrittenRun]) {
    self.program = program
    self.documents = documents
    self.origins = origins
    self.kept = kept
  }

  /// What is behind an origin.
  struct Trace {
    var data: [DocumentValue] = []
    var given: String?
    var filters: [String] = []
  }

  /// The values, names and filters behind an origin.
  func trace(_ number: UInt16) -> Trace {
    var trace = Trace()
    follow(number, &trace, isMain: true)
    return trace
  }

  private func follow(_ number: UInt16, _ trace: inout Trace, isMain: Bool) {
    switch origins[Int(number)] {
    case .none: break
    case .node(let document, let node):
      let known = trace.data.contains {
        $0.node.index == node
          && Program.position($0.document, in: documents) == Int(document)
      }
      if !known {
        trace.data.append(DocumentValue(documents[Int(document)], NodeID(node)))
      }
    case .given(let name):
      if trace.given == nil, trace.data.isEmpty { trace.given = name }
    case .derived(let from, let also, let maker):
      follow(from, &trace, isMain: isMain)
      if also != 0 { follow(also, &trace, isMain: false) }
      if isMain { trace.filters.append(maker.name) }
    case .captured(let range):
      for run in kept[range] { follow(run.origin, &trace, isMain: false) }
    }
  }
}
