extension SampleGenerator {
  /// Draws a text that a regular expression matches; nil where that needs more than drawing.
  mutating func text(matching pattern: String, isLong: Bool) -> String? {
    guard let node = try? PatternParser.parse(pattern, limits: PatternLimits()) else { return nil }
    var text = String.UnicodeScalarView()
    return append(node, isLong: isLong, to: &text) ? String(text) : nil
  }

  private mutating func append(
    _ node: PatternNode, isLong: Bool, to text: inout String.UnicodeScalarView
  ) -> Bool {
    budget -= 1
    guard budget > 0, text.count <= Self.longestMatch else { return false }
    switch node {
    // Conditions that take no letter: the validator sees whether they hold.
    case .empty, .start, .end, .boundary, .look: return true
    case .backreference, .namedBackreference: return false
    case .set(let set):
      guard let scalar = scalar(of: set) else { return false }
      text.append(scalar)
      return true
    case .sequence(let nodes):
      for node in nodes where !append(node, isLong: isLong, to: &text) { return false }
      return true
    case .choice(let nodes):
      return append(nodes[random.below(nodes.count)], isLong: isLong, to: &text)
    case .group(let node, _): return append(node, isLong: isLong, to: &text)
    case .repetition(let node, let minimum, let maximum, _, _):
      let most = min(maximum ?? minimum + 3, max(minimum, Self.longestRepetition))
      let count = isLong ? most : minimum + random.below(min(most - minimum, 3) + 1)
      for _ in 0..<count where !append(node, isLong: isLong, to: &text) { return false }
      return true
    }
  }

  private static var longestMatch: Int { 4_000 }
  private static var longestRepetition: Int { 64 }

  /// A code point of a set: of those that are easily read where there are any.
  private mutating func scalar(of set: CodePointSet) -> Unicode.Scalar? {
    let plain = (0x21...0x7E).filter { set.contains($0) && $0 != 0x22 && $0 != 0x5C }
    let words = plain.filter { CodePointSet.word.contains($0) }
    let pool = words.isEmpty ? plain : words
    if !pool.isEmpty { return Unicode.Scalar(pool[random.below(pool.count)] as UInt32) }
    return set.ranges.first.flatMap { Unicode.Scalar($0.lowerBound) }
  }
}
