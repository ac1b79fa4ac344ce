/// Where values come from, while a source map is recorded: values carry the numbers of origins.
///
/// A class, so that reading a value, which changes nothing of the render, can add to it.
final class OriginTable {
  private(set) var origins: [Origin] = [.none]
  /// The runs of outputs that were kept apart; their ends count from the start of the output.
  private(set) var kept: [WrittenRun] = []
  /// Whether an origin found no number.
  private(set) var isFull = false
  private var nodes: [Int: UInt16] = [:]
  private var results: [Int: UInt16] = [:]

  subscript(_ number: UInt16) -> Origin { origins[Int(number)] }

  /// The number of a new origin; 0, which says nothing, when there are no more numbers.
  func add(_ origin: Origin) -> UInt16 {
    guard origins.count <= Int(UInt16.max) else {
      isFull = true
      return 0
    }
    origins.append(origin)
    return UInt16(origins.count - 1)
  }

  /// The number of a document's node.
  func number(document: UInt16, node: Int) -> UInt16 {
    let key = node << 16 | Int(document)
    if let known = nodes[key] { return known }
    let number = add(.node(document: document, node: node))
    nodes[key] = number
    return number
  }

  /// The number of what `maker` makes of a value, and of another where `also` is not 0.
  func number(from: UInt16, also: UInt16, by maker: OriginMaker) -> UInt16 {
    let key = Int(from) | Int(also) << 16 | Int(maker.code) << 32
    if let known = results[key] { return known }
    let number = add(.derived(from: from, also: also, by: maker))
    results[key] = number
    return number
  }

  /// Keeps the runs of a captured output and returns the number of the whole.
  func keep(_ runs: [WrittenRun]) -> UInt16 {
    guard !runs.isEmpty else { return 0 }
    kept += runs
    return add(.captured(kept.count - runs.count..<kept.count))
  }
}

/// Where one value comes from.
enum Origin: Sendable {
  /// No data.
  case none
  /// A document's node.
  case node(document: UInt16, node: Int)
  /// A value that the caller gave by a name and that stands in no document.
  case given(String)
  /// Made by a filter or helper from a value, and from another where `also` is not 0.
  case derived(from: UInt16, also: UInt16, by: OriginMaker)
  /// Output that was kept apart: runs of `kept`.
  case captured(Range<Int>)
}

/// A run of output bytes while rendering; it begins where the run before it ends.
struct WrittenRun: Sendable {
  var end: Int
  var step: Int32
  var origin: UInt16
}
