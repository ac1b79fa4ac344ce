import Content
import Diagnostics
import Dispatch
package import Rendering
import Synchronization
import Templates

/// Which branches of templates and fragments the cases of a run reach.
package struct BranchCoverage: Sendable {
  /// The branches that count.
  package let table: BranchTable
  /// The cases that were rendered.
  package let cases: [Case]
  /// For each case, the branches it reaches; none for a case that cannot be rendered.
  package let reachedByCase: [Set<Int>]
  /// The branches that a case reaches.
  package let reached: Set<Int>
  /// The branches that the schemas rule out; they are not counted.
  package let excluded: Set<Int>

  /// Cases that a thread takes at once.
  private static let batch = 8

  /// Renders the cases, with a renderer over a project compiled to record branches.
  package init(_ cases: [Case], renderer: Renderer) {
    let table = BranchTable(
      renderer.compiled, templates: Set(cases.map { $0.template.id }))
    let slots = Mutex([Set<Int>](repeating: [], count: cases.count))
    let batches = (cases.count + Self.batch - 1) / Self.batch
    DispatchQueue.concurrentPerform(iterations: batches) { number in
      let range = number * Self.batch..<min((number + 1) * Self.batch, cases.count)
      let done = range.map { index in
        table.reached(
          cases[index].template.id, renderer.renderNotingBranches(cases[index]).reached)
      }
      slots.withLock { $0.replaceSubrange(range, with: done) }
    }
    self.table = table
    self.cases = cases
    reachedByCase = slots.withLock { $0 }
    let reached = reachedByCase.reduce(into: Set<Int>()) { $0.formUnion($1) }
    self.reached = reached
    var exclusion = ExcludedBranches(renderer.compiled.project)
    // What was reached all the same counts, whatever a schema says.
    excluded = exclusion.find(in: table, renderer.compiled).subtracting(reached)
  }

  /// The branches that no case reaches, in order.
  package var missed: [Int] {
    table.branches.indices.filter { !reached.contains($0) && !excluded.contains($0) }
  }

  /// The number of branches that count.
  package var total: Int { table.branches.count - excluded.count }

  /// Whether at least this share of the branches is reached, in percent; exact.
  package func isAtLeast(_ percent: Double) -> Bool {
    Self.isAtLeast(percent, reached.count, of: total)
  }

  /// Whether `reached` of `count` branches are at least this share, in percent; exact.
  static func isAtLeast(_ percent: Double, _ reached: Int, of count: Int) -> Bool {
    Double(reached) * 100 >= percent * Double(count)
  }

  /// The share of branches that are reached, in tenths of a percent, rounded down: 100 % is all.
  package static func share(_ reached: Int, of count: Int) -> String {
    let tenths = count == 0 ? 1000 : reached * 1000 / count
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
