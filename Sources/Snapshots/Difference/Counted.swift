/// A value and how often it was found.
package struct Counted<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The value.
  package let value: Value
  /// How often it was found, at least once.
  package let count: Int

  /// Creates a count.
  package init(_ value: Value, count: Int = 1) {
    self.value = value
    self.count = count
  }

  /// Adds up counts of equal values: the most frequent first, equally frequent ones in an order.
  ///
  /// Counts that were ranked apart can be ranked again together.
  static func ranked(
    _ counts: some Sequence<Counted>, by precedes: (Value, Value) -> Bool
  ) -> [Counted] {
    var sums: [Value: Int] = [:]
    for counted in counts { sums[counted.value, default: 0] += counted.count }
    return sums.sorted { left, right in
      left.value != right.value ? left.value > right.value : precedes(left.key, right.key)
    }.map { Counted($0.key, count: $0.value) }
  }
}

extension Counted<EditCause> {
  /// Ranks causes; equally frequent ones stand by place.
  static func ranked(_ counts: some Sequence<Counted>) -> [Counted] {
    ranked(counts) { left, right in
      if left.path != right.path { return left.path < right.path }
      if left.line != right.line { return left.line < right.line }
      return (left.data ?? "") < (right.data ?? "")
    }
  }
}

extension Counted<EditReason> {
  /// Ranks reasons; equally frequent ones stand by name.
  static func ranked(_ counts: some Sequence<Counted>) -> [Counted] {
    ranked(counts) { left, right in
      left.name == right.name
        ? left.kind.rawValue < right.kind.rawValue
        : NaturalOrder.precedes(left.name, right.name)
    }
  }
}
