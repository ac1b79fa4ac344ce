import Content
package import Rendering

/// One of several parts of all cases, for machines that test side by side.
///
/// All machines must cut the same way, or cases would be left out: with the same costs the parts
/// weigh the same; without any, the hash of a case's template decides, and a new template moves none.
package struct CaseShard: Sendable, Equatable {
  /// The number of this part, from 1.
  package let number: Int
  /// How many parts there are.
  package let count: Int

  /// Most parts.
  package static let maximumCount = 10_000

  /// Creates a part; nil unless 1 ≤ number ≤ count.
  package init?(number: Int, of count: Int) {
    guard count >= 1, count <= Self.maximumCount, (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `2/5`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else {
      return nil
    }
    self.init(number: number, of: count)
  }

  /// Returns the cases of this part in their order.
  ///
  /// - Parameters:
  ///   - cases: All selected cases, the same on every machine.
  ///   - costs: What they cost at an earlier run, by id; the same on every machine.
  /// - Returns: The cases of this part. Cases of one template stay together: it is compiled once.
  package func select(_ cases: [Case], costs: [String: Int] = [:]) -> [Case] {
    guard count > 1 else { return cases }
    var groups: [(id: String, cost: Int)] = []
    for testCase in cases {
      let cost = max(costs[testCase.id] ?? 0, 1)
      if groups.last?.id == testCase.template.id {
        groups[groups.count - 1].cost += cost
      } else {
        groups.append((id: testCase.template.id, cost: cost))
      }
    }
    var mine: Set<String> = []
    if costs.isEmpty {
      for group in groups
      where ContentDigest(of: Array(group.id.utf8)).bucket(of: UInt64(count))
        == UInt64(number - 1)
      {
        mine.insert(group.id)
      }
    } else {
      // The heaviest first, each to the part that is lightest so far.
      var loads = [Int](repeating: 0, count: count)
      for group in groups.sorted(by: { ($1.cost, $0.id) < ($0.cost, $1.id) }) {
        let lightest = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
        loads[lightest] += group.cost
        if lightest == number - 1 { mine.insert(group.id) }
      }
    }
    return cases.filter { mine.contains($0.template.id) }
  }
}
