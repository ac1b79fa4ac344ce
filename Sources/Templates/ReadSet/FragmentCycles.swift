import Diagnostics

/// Finds fragments that run each other without any condition: rendering such a one never ends.
struct FragmentCycles {
  /// A tag that runs a fragment whatever the data.
  struct Call {
    /// The unit of the fragment.
    let target: Int
    /// Where the tag starts and ends in the file of the unit around it.
    let start: Int
    let end: Int
  }

  private let calls: [[Call]]
  private let units: [ProgramUnit]
  private let files: [SourceText]

  init(_ builder: ProgramBuilder, calls: [[Call]]) {
    self.calls = calls
    units = builder.units
    files = builder.files
  }

  /// One problem for each cycle, at the tag that closes it.
  func diagnostics() -> [Diagnostic] {
    var state = [Int](repeating: 0, count: units.count)
    var diagnostics: [Diagnostic] = []
    for unit in units.indices { visit(unit, &state, [], &diagnostics) }
    return diagnostics
  }

  private func visit(
    _ unit: Int, _ state: inout [Int], _ path: [Int], _ diagnostics: inout [Diagnostic]
  ) {
    guard state[unit] == 0 else { return }
    state[unit] = 1
    for call in calls[unit] {
      if state[call.target] == 1 {
        let cycle = (path + [unit]).drop { $0 != call.target } + [call.target]
        let names = cycle.map { units[$0].name.isEmpty ? "the template" : "'\(units[$0].name)'" }
        diagnostics.append(
          Diagnostic(
            .fragmentCycle, "rendering never ends: \(names.joined(separator: " runs "))",
            at: SourceSpan(files[units[unit].file], start: call.start, end: call.end),
            notes: [Diagnostic.Note("run it only under a condition that becomes false")]))
      } else {
        visit(call.target, &state, path + [unit], &diagnostics)
      }
    }
    state[unit] = 2
  }
}

extension LiquidCompiler {
  /// The fragments that a body runs whatever the data, up to a `break` that ends it.
  func unconditionalCalls(_ body: LiquidBody) -> [FragmentCycles.Call] {
    var result: [FragmentCycles.Call] = []
    for node in body.nodes {
      switch node.kind {
      case .leave: return result
      case .capture(_, let inner), .changed(let inner): result += unconditionalCalls(inner)
      case .render(let call) where !call.isLoop, .include(let call) where !call.isLoop:
        if let name = call.constantName, let unit = builder.unitIndex[name] {
          result.append(
            FragmentCycles.Call(target: unit, start: node.range.start, end: node.range.end))
        }
      default: break
      }
    }
    return result
  }
}

extension HandlebarsCompiler {
  /// The partials that a body runs whatever the data.
  ///
  /// Left out is what cannot be known: names worked out while rendering, names that an inline
  /// partial may take, and the body of a partial block whose partial is a file.
  func unconditionalCalls(_ tree: HandlebarsTree, _ body: Int) -> [FragmentCycles.Call] {
    guard tree.bodies.indices.contains(body) else { return [] }
    var result: [FragmentCycles.Call] = []
    for node in tree.bodies[body].nodes.map({ tree.nodes[$0] }) {
      switch node.kind {
      case .partial, .partialBlock: break
      default: continue
      }
      if case .call = node.call.callee { continue }
      let name = node.call.callee.original
      guard !inlineNames.contains(name), name != "@partial-block" else { continue }
      if let unit = builder.unitIndex[name] {
        result.append(
          FragmentCycles.Call(target: unit, start: node.range.start, end: node.range.end))
      } else {
        // Without such a file the body is what runs.
        result += unconditionalCalls(tree, node.body)
      }
    }
    return result
  }
}
