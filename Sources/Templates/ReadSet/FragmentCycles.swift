import Diagnostics

/// Finds fragments that run each other without any condition: rendering such a one never ends.
struct FragmentCycles {
  private let trees: [LiquidBody]
  private let units: [ProgramUnit]
  private let unitIndex: [String: Int]
  private let files: [SourceText]

  init(compiler: LiquidCompiler) {
    trees = compiler.trees
    units = compiler.builder.units
    unitIndex = compiler.builder.unitIndex
    files = compiler.builder.files
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
    for (target, range) in calls(trees[unit]) {
      if state[target] == 1 {
        let cycle = (path + [unit]).drop { $0 != target } + [target]
        let names = cycle.map { units[$0].name.isEmpty ? "the template" : "'\(units[$0].name)'" }
        diagnostics.append(
          Diagnostic(
            .fragmentCycle, "rendering never ends: \(names.joined(separator: " runs "))",
            at: SourceSpan(files[units[unit].file], start: range.start, end: range.end),
            notes: [Diagnostic.Note("run it only under a condition that becomes false")]))
      } else {
        visit(target, &state, path + [unit], &diagnostics)
      }
    }
    state[unit] = 2
  }

  /// The fragments that a body runs whatever the data, up to a `break` that ends it.
  private func calls(_ body: LiquidBody) -> [(Int, LiquidRange)] {
    var result: [(Int, LiquidRange)] = []
    for node in body.nodes {
      switch node.kind {
      case .leave: return result
      case .capture(_, let inner), .changed(let inner): result += calls(inner)
      case .render(let call) where !call.isLoop, .include(let call) where !call.isLoop:
        if let name = call.constantName, let unit = unitIndex[name] {
          result.append((unit, node.range))
        }
      default: break
      }
    }
    return result
  }
}
