import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Does the same for each element on all cores and keeps the order.
  ///
  /// - Throws: The error of the first element that has one.
  func mapOnAllCores<Output: Sendable, Failure: Error>(
    share: Int = 64, _ transform: @Sendable (Element) throws(Failure) -> Output
  ) throws(Failure) -> [Output] {
    try mapPartsOnAllCores(share: share) { part throws(Failure) in
      var outputs: [Output] = []
      outputs.reserveCapacity(part.count)
      for element in part { outputs.append(try transform(element)) }
      return outputs
    }
  }

  /// Does the same for each `share` elements on all cores and keeps the order.
  ///
  /// - Throws: The error of the first part that has one.
  func mapPartsOnAllCores<Output: Sendable, Failure: Error>(
    share: Int = 64, _ transform: @Sendable (ArraySlice<Element>) throws(Failure) -> [Output]
  ) throws(Failure) -> [Output] {
    let parts = (count + share - 1) / share
    let slots = Mutex([Result<[Output], Failure>?](repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let result = Result { () throws(Failure) in
        try transform(self[part * share..<Swift.min((part + 1) * share, count)])
      }
      slots.withLock { $0[part] = result }
    }
    var outputs: [Output] = []
    outputs.reserveCapacity(count)
    for slot in slots.withLock({ $0 }) {
      if let slot { outputs += try slot.get() }
    }
    return outputs
  }
}
