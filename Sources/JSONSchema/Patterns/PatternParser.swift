/// Reads ECMA-262 regular expressions: with the rules of the `u` flag, or with Annex B's.
struct PatternParser {
  let scalars: [UInt32]
  let isUnicode: Bool
  private let limits: PatternLimits
  var index = 0
  private var depth = 0
  private var groupCount = 0
  private var names: [String: [Int]] = [:]
  let totalGroups: Int
  let hasNames: Bool

  /// Parses `text` by the rules of the `u` flag, and where those refuse it, by Annex B's.
  static func parse(_ text: String, limits: PatternLimits) throws(PatternError) -> PatternNode {
    do {
      return try parseUnicode(text, limits: limits)
    } catch {
      if error.isLimit { throw error }
      var parser = PatternParser(text, isUnicode: false, limits: limits)
      guard let node = try? parser.parseAll() else { throw error }
      return node
    }
  }

  /// Parses `text` by the rules of the `u` flag only.
  static func parseUnicode(
    _ text: String, limits: PatternLimits
  ) throws(PatternError) -> PatternNode {
    var parser = PatternParser(text, isUnicode: true, limits: limits)
    return try parser.parseAll()
  }

  private init(_ text: String, isUnicode: Bool, limits: PatternLimits) {
    scalars = text.unicodeScalars.map(\.value)
    self.isUnicode = isUnicode
    self.limits = limits
    (totalGroups, hasNames) = Self.countGroups(scalars)
  }

  private static func countGroups(_ scalars: [UInt32]) -> (Int, Bool) {
    var count = 0
    var hasNames = false
    var isInClass = false
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case 0x5C: index += 1
      case 0x5B: isInClass = true
      case 0x5D: isInClass = false
      case 0x28 where !isInClass:
        if index + 1 < scalars.count, scalars[index + 1] == 0x3F {
          if index + 3 < scalars.count, scalars[index + 2] == 0x3C,
            scalars[index + 3] != 0x3D, scalars[index + 3] != 0x21
          {
            count += 1
            hasNames = true
          }
        } else {
          count += 1
        }
      default: break
      }
      index += 1
    }
    return (count, hasNames)
  }

  private mutating func parseAll() throws(PatternError) -> PatternNode {
    let node = try parseChoice()
    if index < scalars.count { throw failure("')' without '('") }
    return try resolve(node)
  }

  /// Replaces names of back-references by the numbers of their groups.
  private func resolve(_ node: PatternNode) throws(PatternError) -> PatternNode {
    switch node {
    case .namedBackreference(let name):
      guard let groups = names[name] else {
        throw PatternError(message: "no group is called '\(name)'", offset: 0)
      }
      return .backreference(groups)
    case .sequence(let nodes): return .sequence(try resolve(nodes))
    case .choice(let nodes): return .choice(try resolve(nodes))
    case .repetition(let node, let minimum, let maximum, let isGreedy, let groups):
      return .repetition(
        try resolve(node), minimum: minimum, maximum: maximum, isGreedy: isGreedy, groups: groups)
    case .group(let node, let capture): return .group(try resolve(node), capture: capture)
    case .look(let node, let isAhead, let isNegated):
      return .look(try resolve(node), isAhead: isAhead, isNegated: isNegated)
    default: return node
    }
  }

  private func resolve(_ nodes: [PatternNode]) throws(PatternError) -> [PatternNode] {
    var result: [PatternNode] = []
    for node in nodes { result.append(try resolve(node)) }
    return result
  }

  private mutating func parseChoice() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.maximumDepth else {
      throw PatternError(
        message: "groups are nested deeper than \(limits.maximumDepth) levels",
        offset: byteOffset(index), isLimit: true)
    }
    var branches = [try parseSequence()]
    while take("|") { branches.append(try parseSequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func parseSequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = peek(), scalar != 0x7C, scalar != 0x29 {
      nodes.append(try parseTerm())
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private mutating func parseTerm() throws(PatternError) -> PatternNode {
    let start = index
    let firstGroup = groupCount
    var isQuantifiable = true
    let node: PatternNode
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case 0x5E:
      node = .start
      isQuantifiable = false
    case 0x24:
      node = .end
      isQuantifiable = false
    case 0x28: (node, isQuantifiable) = try parseGroup(from: start)
    case 0x2E: node = .set(.dot)
    case 0x5B: node = .set(try parseClass(from: start))
    case 0x5C:
      node = try parseEscape(from: start)
      if case .boundary = node { isQuantifiable = false }
    case 0x2A, 0x2B, 0x3F: throw failure("nothing to repeat", at: start)
    case 0x7B:
      if isUnicode { throw failure("'{' stands alone; write '\\{'", at: start) }
      index = start
      if try parseQuantifier() != nil { throw failure("nothing to repeat", at: start) }
      index = start + 1
      node = .set(CodePointSet([scalar...scalar]))
    case 0x5D, 0x7D:
      if isUnicode {
        throw failure("'\(scalar == 0x5D ? "]" : "}")' stands alone; escape it", at: start)
      }
      node = .set(CodePointSet([scalar...scalar]))
    default: node = .set(CodePointSet([scalar...scalar]))
    }
    let quantifierStart = index
    guard let (minimum, maximum) = try parseQuantifier() else { return node }
    guard isQuantifiable else { throw failure("nothing to repeat", at: quantifierStart) }
    let isGreedy = !take("?")
    if let next = peek(), next == 0x2A || next == 0x2B || next == 0x3F {
      throw failure("nothing to repeat")
    }
    return .repetition(
      node, minimum: minimum, maximum: maximum, isGreedy: isGreedy,
      groups: firstGroup + 1..<groupCount + 1)
  }

  /// Reads a quantifier, or returns nil and stays where it is.
  private mutating func parseQuantifier() throws(PatternError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = index
    guard take("{") else { return nil }
    if let minimum = number() {
      if take("}") { return (minimum, minimum) }
      if take(",") {
        if take("}") { return (minimum, nil) }
        if let maximum = number(), take("}") {
          guard minimum <= maximum else {
            throw failure("a repetition's numbers are out of order", at: start)
          }
          return (minimum, maximum)
        }
      }
    }
    if isUnicode { throw failure("a repetition is not complete", at: start) }
    index = start
    return nil
  }

  private mutating func parseGroup(
    from start: Int
  ) throws(PatternError) -> (PatternNode, isQuantifiable: Bool) {
    guard take("?") else {
      groupCount += 1
      return (try closed(start, capture: groupCount), true)
    }
    if take(":") { return (try closed(start, capture: nil), true) }
    if take("=") || take("!") {
      let isNegated = scalars[index - 1] == 0x21
      let body = try closed(start, capture: nil)
      return (.look(body, isAhead: true, isNegated: isNegated), !isUnicode)
    }
    guard take("<") else { throw failure("an unknown kind of group", at: start) }
    if take("=") || take("!") {
      let isNegated = scalars[index - 1] == 0x21
      let body = try closed(start, capture: nil)
      return (.look(body, isAhead: false, isNegated: isNegated), false)
    }
    let name = try groupName()
    groupCount += 1
    names[name, default: []].append(groupCount)
    return (try closed(start, capture: groupCount), true)
  }

  private mutating func closed(
    _ start: Int, capture: Int?
  ) throws(PatternError) -> PatternNode {
    let node = try parseChoice()
    guard take(")") else { throw failure("a group is not closed", at: start) }
    return capture.map { .group(node, capture: $0) } ?? node
  }

  mutating func groupName() throws(PatternError) -> String {
    var name = String.UnicodeScalarView()
    let start = index
    while let scalar = peek(), scalar != 0x3E {
      guard let unicode = Unicode.Scalar(scalar),
        name.isEmpty
          ? unicode.properties.isIDStart || scalar == 0x24 || scalar == 0x5F
          : unicode.properties.isIDContinue || scalar == 0x24 || scalar == 0x200C
            || scalar == 0x200D
      else { throw failure("a group's name is not an identifier", at: start) }
      name.append(unicode)
      index += 1
    }
    guard take(">"), !name.isEmpty else { throw failure("a group's name is missing", at: start) }
    return String(name)
  }

  // MARK: Scanning

  func peek() -> UInt32? { index < scalars.count ? scalars[index] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar.value else { return false }
    index += 1
    return true
  }

  mutating func number() -> Int? {
    var value = 0
    let start = index
    while let scalar = peek(), scalar &- 0x30 < 10 {
      // Saturates: no limit allows as much.
      if value < 1 << 40 { value = value * 10 + Int(scalar - 0x30) }
      index += 1
    }
    return index == start ? nil : value
  }

  func failure(_ message: String, at place: Int? = nil) -> PatternError {
    PatternError(message: message, offset: byteOffset(place ?? index))
  }

  private func byteOffset(_ index: Int) -> Int {
    scalars[..<min(index, scalars.count)].reduce(0) {
      $0 + ($1 < 0x80 ? 1 : $1 < 0x800 ? 2 : $1 < 0x10000 ? 3 : 4)
    }
  }
}
