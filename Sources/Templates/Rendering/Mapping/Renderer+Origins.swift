/// What a render does besides when a source map is wanted.
extension Renderer {
  /// The number of a value's origin; 0 for none.
  func origin(of value: Value) -> UInt16 {
    guard let origins else { return 0 }
    switch value.tag {
    case .nodeArray, .nodeObject:
      return origins.number(document: value.document, node: value.index)
    default: return value.origin
    }
  }

  /// A value as read from a document's node.
  @inline(never)
  func marked(_ value: Value, _ document: UInt16, _ node: Int) -> Value {
    guard let origins, value.tag != .nodeArray, value.tag != .nodeObject else { return value }
    var value = value
    value.origin = origins.number(document: document, node: node)
    return value
  }

  /// The key of an object's member as a value.
  func markedKey(_ value: Value, _ document: UInt16, member: Int) -> Value {
    guard let origins else { return value }
    var value = value
    value.origin = origins.number(
      from: origins.number(document: document, node: member), also: 0, by: .key)
    return value
  }

  /// A value that was made from others, which keep their origins.
  mutating func derived(
    _ result: Value, by maker: OriginMaker, from first: Value, _ second: Value = .none,
    _ third: Value = .none
  ) -> Value {
    guard let origins, result.tag != .nodeArray, result.tag != .nodeObject else { return result }
    var result = result
    var from = result.origin
    var also: UInt16 = 0
    // A value that was passed on says itself where it comes from.
    if from == 0 {
      from = origin(of: first)
      for number in [origin(of: second), origin(of: third)] where number != 0 && number != from {
        if from == 0 { from = number } else if also == 0 { also = number }
      }
    }
    guard from != 0 else { return result }
    result.origin = origins.number(from: from, also: also, by: maker)
    if result.tag == .list {
      for index in result.index..<result.index + result.items {
        let tag = heap[index].tag
        if tag != .nodeArray, tag != .nodeObject, heap[index].origin == 0 {
          heap[index].origin = result.origin
        }
      }
    }
    return result
  }

  /// Notes that the current step has written everything since the last run, printing `value`.
  mutating func note(_ value: Value = .none) {
    let start = mappedEnd
    guard output.count > start, let origins else { return }
    if value.tag == .string, case .captured(let range) = origins[value.origin],
      value.items == output.count - start
    {
      for run in origins.kept[range] {
        runs.append(WrittenRun(end: start + run.end, step: run.step, origin: run.origin))
      }
    } else {
      runs.append(WrittenRun(end: output.count, step: Int32(pc), origin: origin(of: value)))
    }
    mappedEnd = output.count
  }

  /// Takes back the runs of the output since `start`; their ends count from there.
  @discardableResult
  mutating func takeRuns(from start: Int) -> [WrittenRun] {
    var first = runs.count
    while first > 0, runs[first - 1].end > start { first -= 1 }
    let taken = runs[first...].map {
      WrittenRun(end: $0.end - start, step: $0.step, origin: $0.origin)
    }
    runs.removeLast(runs.count - first)
    mappedEnd = start
    return taken
  }

  /// Adds the part of `taken` that stands in `range`, as written at the end of the output.
  mutating func putBack(_ taken: [WrittenRun], _ range: Range<Int>) {
    let shift = output.count - range.upperBound
    var start = 0
    for run in taken {
      let end = min(run.end, range.upperBound)
      if end > max(start, range.lowerBound) {
        runs.append(WrittenRun(end: shift + end, step: run.step, origin: run.origin))
      }
      start = run.end
    }
    mappedEnd = output.count
  }
}
