import Diagnostics

/// Checks the graph of a journey's steps: that it hangs together, moves on and ends.
struct JourneyGraphCheck {
  private let journey: Journey
  private let positions: [String: Int]
  /// The steps that each step can lead to, by position.
  private var edges: [[Int]] = []
  var findings = Findings()

  init(_ journey: Journey) {
    self.journey = journey
    var positions: [String: Int] = [:]
    for (position, step) in journey.steps.enumerated() { positions[step.id] = position }
    self.positions = positions
  }

  mutating func run() {
    let steps = References(
      "step", home: "the journey", code: .journeyUnknownStep, names: journey.steps.map(\.id))
    var isWhole = steps.check(journey.start, findings: &findings)
    for step in journey.steps {
      for next in step.successors where !steps.check(next, findings: &findings) { isWhole = false }
      checkSplit(step)
      checkCall(step)
    }
    edges = journey.steps.map { $0.successors.compactMap { positions[$0.value] } }
    checkLoops()
    // A wrong name cuts the graph; what hangs on it is not reported a second time.
    guard isWhole, let start = positions[journey.start.value] else { return }
    let reached = reachable(from: [start], along: edges)
    for (position, step) in journey.steps.enumerated() where !reached[position] {
      findings.report(
        .unreachableStep, "no path leads to the step '\(step.id)'", at: step.name.span,
        notes: ["lead a step to it, or remove it"])
    }
    checkEnds(reached)
  }

  private mutating func checkSplit(_ step: JourneyStep) {
    guard case .split(let branches) = step.action else { return }
    var names: Set<String> = []
    for branch in branches where !names.insert(branch.name.value).inserted {
      findings.report(
        .duplicateBranch, "the split has two branches called '\(branch.name.value)'",
        at: branch.name.span, notes: ["scenarios choose a branch by its name; rename one"])
    }
    let sum = branches.reduce(0) { $0 + $1.percent.value }
    guard abs(sum - 100) > 1e-6 else { return }
    let shown = sum == sum.rounded() ? "\(Int(sum))" : "\(sum)"
    findings.report(
      .splitSum, "the percentages of the split '\(step.id)' add up to \(shown), not to 100",
      at: branches.last?.percent.span ?? step.name.span)
  }

  private mutating func checkCall(_ step: JourneyStep) {
    guard case .call = step.action, step.onError == nil else { return }
    findings.report(
      .missingErrorPath, "the call '\(step.id)' has no 'onError', so a failure ends the run",
      at: step.name.span, severity: .warning, notes: ["add 'onError' with the step to go on with"])
  }

  /// Reports each group of steps that lead around to themselves without a wait, once.
  private mutating func checkLoops() {
    let waits = journey.steps.map(\.letsTimePass)
    let moving = edges.enumerated().map { position, targets in
      waits[position] ? [] : targets.filter { !waits[$0] }
    }
    let movingBack = reversed(moving)
    var reported = Array(repeating: false, count: edges.count)
    for position in edges.indices where !reported[position] && !waits[position] {
      let ahead = reachable(from: moving[position], along: moving)
      guard ahead[position] else { continue }
      let behind = reachable(from: [position], along: movingBack)
      let loop = edges.indices.filter { ahead[$0] && behind[$0] }
      for other in loop { reported[other] = true }
      let step = journey.steps[position]
      findings.report(
        .loopWithoutWait, "the step '\(step.id)' leads back to itself without a wait",
        at: step.name.span,
        notes: [
          "the loop goes through " + loop.map { journey.steps[$0].id }.joined(separator: ", "),
          "put a wait into it",
        ])
    }
  }

  /// Reports the first step from which no end can be reached.
  private mutating func checkEnds(_ reached: [Bool]) {
    // An event that ends the journey wherever it is ends a loop with waits as well.
    guard journey.exitOn.isEmpty else { return }
    let ends = journey.steps.indices.filter { journey.steps[$0].mayEndRun }
    let ending = reachable(from: Array(ends), along: reversed(edges))
    guard let stuck = journey.steps.indices.first(where: { reached[$0] && !ending[$0] }) else {
      return
    }
    let step = journey.steps[stuck]
    findings.report(
      .noExit, "from the step '\(step.id)' on, the journey never ends", at: step.name.span,
      notes: ["lead a step of the loop to one with 'exit', or name an event in 'exitOn'"])
  }

  private func reversed(_ edges: [[Int]]) -> [[Int]] {
    var result = Array(repeating: [Int](), count: edges.count)
    for (position, targets) in edges.enumerated() {
      for target in targets { result[target].append(position) }
    }
    return result
  }

  private func reachable(from starts: [Int], along edges: [[Int]]) -> [Bool] {
    var seen = Array(repeating: false, count: edges.count)
    var open = starts
    while let position = open.popLast() {
      guard !seen[position] else { continue }
      seen[position] = true
      open += edges[position]
    }
    return seen
  }
}

extension JourneyStep {
  /// Whether time passes at the step, so that a loop through it is no busy loop.
  fileprivate var letsTimePass: Bool {
    switch action {
    case .wait(.duration(let amount)): amount.value.milliseconds > 0
    case .wait: true
    case .condition, .split, .message, .call, .update, .exit: false
    }
  }

  /// Whether the run may end at the step.
  fileprivate var mayEndRun: Bool {
    switch action {
    case .exit: true
    case .condition(_, let otherwise): otherwise == nil
    case .wait, .split, .message, .call, .update: false
    }
  }
}
