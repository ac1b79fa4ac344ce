import Diagnostics
import Documents

/// Draws one value that probably satisfies a schema: the validator has the last word.
struct SampleGenerator {
  typealias Place = SchemaLibrary.Place

  var map: SchemaMap
  var coverage = SampleCoverage()
  var random: SampleRandom
  /// How many more steps the current sample may take.
  var budget = 0

  /// Deepest nesting of values: recursive schemas end here.
  static let maximumDepth = 12
  /// Deepest nesting at which optional parts are drawn.
  static let optionalDepth = 6
  /// Longest array, and most members that only a number asks for.
  static let maximumItems = 200
  /// Most subschemas and pieces of patterns looked at for one sample.
  private static let maximumSteps = 100_000
  /// How often a part is drawn again when it is not valid.
  private static let maximumDraws = 12
  /// How often parts of one sample are drawn again in all.
  private static let maximumRedraws = 300

  private var redraws = 0

  private let validator: PartValidator
  /// Whether the part being drawn was drawn before and refused.
  var isRedrawn = false

  init(_ map: SchemaMap, _ schema: Schema, seed: UInt64) {
    self.map = map
    validator = PartValidator(schema.program)
    random = SampleRandom(seed: seed)
  }

  /// Draws a value of the root schema; nil where this way led nowhere.
  mutating func sample() -> JSONOutput? {
    budget = Self.maximumSteps
    redraws = Self.maximumRedraws
    return value([map.root], depth: 0)
  }

  /// Draws a value that satisfies all of `places`: again and again, until their validators say so.
  ///
  /// Parts that are right make a whole that nearly always is; a whole drawn at once, of a schema of
  /// some size, hardly ever is.
  mutating func value(_ places: [Place], depth: Int) -> JSONOutput? {
    let mark = coverage.mark
    for draw in 0..<Self.maximumDraws {
      isRedrawn = draw > 0
      if let value = drawnValue(places, depth: depth), validator.accepts(value, places, in: map) {
        return value
      }
      coverage.rewind(to: mark)
      redraws -= 1
      guard budget > 0, redraws > 0 else { return nil }
    }
    return nil
  }

  /// Draws a value that probably satisfies all of `places`.
  private mutating func drawnValue(_ places: [Place], depth: Int) -> JSONOutput? {
    guard depth <= Self.maximumDepth, let parts = flatten(places) else { return nil }
    let values = parts.map { map.value($0) }
    if let fixed = values.lazy.compactMap({ $0["const"] }).first { return fixed.output }
    if let index = values.firstIndex(where: { $0["enum"] != nil }) {
      let listed = values[index]["enum"]?.items ?? []
      guard !listed.isEmpty else { return nil }
      return listed[choose(parts[index], "enum", listed.count)].output
    }
    let types = types(of: values)
    guard !types.isEmpty else { return nil }
    let type = types[choose(parts.first ?? map.root, "type", types.count)]
    switch type {
    case "null": return .null
    case "boolean": return .bool(choose(parts.first ?? map.root, "boolean", 2) == 0)
    case "integer", "number":
      return number(values, isInteger: type == "integer", at: parts.first ?? map.root)
    case "string": return string(values, at: parts.first ?? map.root)
    case "array": return array(parts, depth: depth)
    default: return object(parts, depth: depth)
    }
  }

  /// Chooses between options of a place, those least tried first.
  mutating func choose(_ place: Place, _ keyword: String, _ count: Int) -> Int {
    coverage.choose(.init(place: place, keyword: keyword), among: count, &random)
  }

  // MARK: Same value

  /// The subschemas that apply to the same value, with one branch chosen of each alternative.
  mutating func flatten(_ places: [Place]) -> [Place]? {
    var result: [Place] = []
    var pending = Array(places.reversed())
    var seen: Set<Place> = []
    while let place = pending.popLast() {
      guard seen.insert(place).inserted else { continue }
      budget -= 1
      guard budget > 0 else { return nil }
      let schema = map.value(place)
      if schema.kind == .false { return nil }
      guard schema.kind == .object else { continue }
      let references = map.references(place).map(\.place)
      pending += references.reversed()
      if map.dialect(place).draft == .draft7, !references.isEmpty { continue }
      result.append(place)
      for branch in schema["allOf"]?.items ?? [] {
        pending.append(map.place(branch, beside: place))
      }
      for keyword in ["anyOf", "oneOf"] {
        let branches = schema[keyword]?.items ?? []
        guard !branches.isEmpty else { continue }
        let branch = branches[choose(place, keyword, branches.count)]
        pending.append(map.place(branch, beside: place))
      }
      if let condition = schema["if"] {
        if choose(place, "if", 2) == 0 {
          pending.append(map.place(condition, beside: place))
          if let then = schema["then"] { pending.append(map.place(then, beside: place)) }
        } else if let other = schema["else"] {
          pending.append(map.place(other, beside: place))
        }
      }
    }
    return result
  }

  /// The types that all parts allow; guessed by the keywords where none says.
  private func types(of values: [DocumentValue]) -> [String] {
    var allowed: [String]?
    for value in values {
      guard let type = value["type"] else { continue }
      let names = (type.kind == .array ? type.items : [type]).compactMap(\.string)
      guard let known = allowed else {
        allowed = names
        continue
      }
      var both = known.filter { names.contains($0) }
      if known.contains("number"), names.contains("integer") { both.append("integer") }
      if known.contains("integer"), names.contains("number") { both.append("integer") }
      allowed = both.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    if let allowed { return allowed }
    var guessed: SchemaTypes = []
    for value in values {
      for (key, _) in value.members {
        let name = key.document.string(key.node)
        guessed.formUnion(SchemaKeywords.types[name] ?? (name == "format" ? .string : []))
      }
    }
    return guessed.isEmpty ? ["string", "integer", "boolean", "object"] : guessed.names
  }
}
