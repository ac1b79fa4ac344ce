import Content
import Rendering

/// What became of each case the last time it was run: for `--failed` and for shards of equal cost.
package struct RunHistory: Sendable {
  /// How a case ended and what it cost.
  package struct Entry: Sendable, Equatable {
    /// The word for the outcome.
    package var outcome: String
    /// What rendering took, in microseconds.
    package var cost: Int
  }

  /// The file of the history.
  package static let path = ".galley/last-run"
  private static let mark = "galley run 1"
  /// Most that a case is taken to cost, in microseconds: a day; the file may be anybody's.
  private static let maximumCost = 86_400_000_000

  /// The entries by case.
  package private(set) var entries: [String: Entry] = [:]

  /// Whether there was a run to read of.
  package private(set) var isKnown = false

  /// Creates an empty history.
  package init() {}

  /// Reads the history of a content root; empty where there is none that can be read.
  package init(root: String) {
    let source = WorkTreeSource(root: root, limits: ContentLimits(maximumFileBytes: 256 << 20))
    guard let bytes = try? source.bytes(at: Self.path), let read = Self(bytes) else { return }
    self = read
  }

  /// Reads a history; nil where the bytes are none.
  package init?(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    guard lines.popFirst().map({ $0.elementsEqual(Self.mark.utf8) }) == true else { return nil }
    isKnown = true
    entries.reserveCapacity(lines.count)
    for line in lines {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard fields.count == 3, let cost = Int(String(decoding: fields[1], as: UTF8.self)),
        cost >= 0
      else { continue }
      entries[String(decoding: fields[2], as: UTF8.self)] = Entry(
        outcome: String(decoding: fields[0], as: UTF8.self), cost: min(cost, Self.maximumCost))
    }
  }

  /// The cases that did not pass when they were last run.
  package var failed: Set<String> {
    Set(entries.filter { $0.value.outcome != "passed" }.keys)
  }

  /// What cases cost by several histories, whatever order they come in.
  ///
  /// Each part of a run knows its own cases best and may remember others from before; the most that
  /// a case has cost is what a part that runs it must count on.
  package static func costs(_ histories: [RunHistory]) -> [String: Int] {
    histories.reduce(into: [:]) { costs, history in
      costs.merge(history.entries.mapValues(\.cost)) { max($0, $1) }
    }
  }

  /// Adds the results of a run; cases that no longer exist are forgotten.
  ///
  /// - Returns: Whether anything but costs has changed.
  package mutating func add(_ run: TestRun, of all: CaseMatrix) -> Bool {
    var isChanged = false
    for result in run.results {
      let old = entries[result.testCase.id]
      // A reused result says nothing about its cost.
      let cost = result.isReused ? old?.cost ?? 0 : result.cost
      isChanged = isChanged || old?.outcome != result.word || old?.cost == nil
      entries[result.testCase.id] = Entry(outcome: result.word, cost: cost)
    }
    if entries.count > all.cases.count {
      let known = Set(all.cases.map(\.id))
      entries = entries.filter { known.contains($0.key) }
      isChanged = true
    }
    return isChanged
  }

  /// The bytes of the file.
  package var file: [UInt8] {
    var text = Self.mark + "\n"
    for (id, entry) in entries.sorted(by: { $0.key < $1.key }) {
      text += "\(entry.outcome)\t\(entry.cost)\t\(id)\n"
    }
    return Array(text.utf8)
  }
}
