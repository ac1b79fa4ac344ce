/// Where values come from, while a source map is recorded: values carry the numbers of origins.
///
/// A class, so that reading a value, which changes nothing of the render, can add to it.
final class OriginTable {
  /// Where one value comes from.
  enum Origin: Hashable {
    /// No data.
    case none
    /// A document's node.
    case node(document: Int, node: Int)
    /// A value that the caller gave by a name and that stands in no document.
    case given(String)
    /// Made by a filter or helper from a value, and from another where `also` is not 0.
    case derived(from: UInt16, also: UInt16, by: String)
    /// Output that was kept apart: runs of `kept`.
    case captured(Range<Int>)
  }

  private var origins: [Origin] = [.none]
  private var numbers: [Origin: UInt16] = [:]
  /// The runs of outputs that were kept apart; their ends count from the start of the output.
  private(set) var kept: [WrittenRun] = []
  /// Whether an origin found no number.
  private(set) var isFull = false

  subscript(_ number: UInt16) -> Origin { origins[Int(number)] }

  /// The number of an origin; 0, which says nothing, when there are no more numbers.
  func number(of origin: Origin) -> UInt16 {
    if let known = numbers[origin] { return known }
    guard origins.count <= Int(UInt16.max) else {
      isFull = true
      return 0
    }
    let number = UInt16(origins.count)
    origins.append(origin)
    numbers[origin] = number
    return number
  }

  /// Keeps the runs of a captured output and returns the number of the whole.
  func keep(_ runs: [WrittenRun]) -> UInt16 {
    guard !runs.isEmpty else { return 0 }
    let start = kept.count
    kept += runs
    return number(of: .captured(start..<kept.count))
  }

  /// The nodes, names and filters behind an origin.
  func trace(_ number: UInt16) -> Trace {
    var trace = Trace()
    follow(number, &trace, isMain: true)
    return trace
  }

  /// What is behind an origin.
  struct Trace {
    var nodes: [(document: Int, node: Int)] = []
    var given: String?
    var filters: [String] = []
  }

  private func follow(_ number: UInt16, _ trace: inout Trace, isMain: Bool) {
    switch self[number] {
    case .none: break
    case .node(let document, let node):
      if !trace.nodes.contains(where: { $0 == (document, node) }) {
        trace.nodes.append((document, node))
      }
    case .given(let name):
      if trace.given == nil, trace.nodes.isEmpty { trace.given = name }
    case .derived(let from, let also, let name):
      follow(from, &trace, isMain: isMain)
      if also != 0 { follow(also, &trace, isMain: false) }
      if isMain { trace.filters.append(name) }
    case .captured(let range):
      for run in kept[range] { follow(run.origin, &trace, isMain: false) }
    }
  }
}

/// A run of output bytes while rendering; it begins where the run before it ends.
struct WrittenRun {
  var end: Int
  var step: Int32
  var origin: UInt16
}
