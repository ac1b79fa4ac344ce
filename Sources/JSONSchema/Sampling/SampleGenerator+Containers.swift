import Diagnostics
import Documents

extension SampleGenerator {
  /// Draws an object: required members, and each optional one in some of the samples.
  mutating func object(_ parts: [Place], depth: Int) -> JSONOutput? {
    var parts = parts
    var names: [String] = []
    var required: Set<String> = []
    let minimum = parts.compactMap { map.keyword($0, "minProperties")?.int }.max() ?? 0
    let maximum = parts.compactMap { map.keyword($0, "maxProperties")?.int }.min() ?? Int.max
    guard minimum <= Self.maximumItems else { return nil }
    for place in parts {
      for item in map.keyword(place, "required")?.items ?? [] {
        if let name = item.string { required.insert(name) }
      }
    }
    for place in parts {
      for (key, value) in map.keyword(place, "properties")?.members ?? [] {
        let name = key.document.string(key.node)
        guard !names.contains(name) else { continue }
        if required.contains(name) {
          names.append(name)
        } else if value.kind != .false, depth < Self.optionalDepth,
          choose(map.place(value, beside: place), "optional", 2) == 0, names.count < maximum
        {
          names.append(name)
        }
      }
    }
    names += required.filter { !names.contains($0) }.sorted()
    guard addDependent(&names, &parts) else { return nil }
    addPatternNames(&names, parts, depth: depth)
    addOtherNames(&names, parts, from: minimum, to: maximum, depth: depth)
    var members: [(key: String, value: JSONOutput)] = []
    for name in names {
      let schemas = schemas(of: name, in: parts)
      // What is not required may be left out: a recursion ends so, and takes half the steps at most.
      let isOptional = !required.contains(name)
      let reserve = isOptional ? budget / 2 : 0
      budget -= reserve
      let value = value(schemas, depth: depth + 1)
      budget = max(budget, 0) + reserve
      if let value { members.append((name, value)) } else if !isOptional { return nil }
    }
    return .object(members)
  }

  /// Adds what the presence of names demands.
  private mutating func addDependent(_ names: inout [String], _ parts: inout [Place]) -> Bool {
    var index = 0
    var applied: Set<Place> = []
    while index < names.count {
      let name = names[index]
      index += 1
      for place in parts {
        for keyword in ["dependentRequired", "dependencies"] {
          for item in map.keyword(place, keyword)?[name]?.items ?? [] {
            if let other = item.string, !names.contains(other) { names.append(other) }
          }
        }
        for keyword in ["dependentSchemas", "dependencies"] {
          guard let schema = map.keyword(place, keyword)?[name], schema.kind != .array else {
            continue
          }
          let target = map.place(schema, beside: place)
          guard applied.insert(target).inserted else { continue }
          guard let more = flatten([target]) else { return false }
          parts += more
          for added in more {
            for item in map.keyword(added, "required")?.items ?? [] {
              if let other = item.string, !names.contains(other) { names.append(other) }
            }
          }
        }
      }
    }
    return true
  }

  /// Adds a name for each pattern of names, in some of the samples.
  private mutating func addPatternNames(_ names: inout [String], _ parts: [Place], depth: Int) {
    guard depth < Self.optionalDepth else { return }
    for place in parts {
      for (key, value) in map.keyword(place, "patternProperties")?.members ?? []
      where value.kind != .false {
        guard choose(map.place(value, beside: place), "pattern", 2) == 0,
          let name = text(matching: key.document.string(key.node), isLong: false),
          !names.contains(name)
        else { continue }
        names.append(name)
      }
    }
  }

  /// Adds names that nothing lists: as many as are asked for, and some where others are described.
  private mutating func addOtherNames(
    _ names: inout [String], _ parts: [Place], from minimum: Int, to maximum: Int, depth: Int
  ) {
    var wanted = minimum
    let describing = parts.first { map.keyword($0, "additionalProperties")?.kind == .object }
    if let describing, depth < Self.optionalDepth {
      wanted = max(wanted, min(names.count + choose(describing, "additional", 3), maximum))
    }
    let rules = parts.compactMap { place in
      map.keyword(place, "propertyNames").map { map.place($0, beside: place) }
    }
    var attempts = (wanted - names.count) * 4
    var number = 1
    while names.count < wanted, attempts > 0 {
      attempts -= 1
      var name = "property\(number)"
      number += 1
      if !rules.isEmpty, case .string(let drawn)? = value(rules, depth: depth + 1) { name = drawn }
      if !names.contains(name) { names.append(name) }
    }
  }

  /// The schemas that apply to the member called `name`.
  private func schemas(of name: String, in parts: [Place]) -> [Place] {
    var result: [Place] = []
    for place in parts {
      var isNamed = false
      if let schema = map.keyword(place, "properties")?[name] {
        result.append(map.place(schema, beside: place))
        isNamed = true
      }
      for (key, schema) in map.keyword(place, "patternProperties")?.members ?? [] {
        let text = key.document.string(key.node)
        guard let pattern = try? Pattern(text, limits: PatternLimits()), matches(pattern, name)
        else { continue }
        result.append(map.place(schema, beside: place))
        isNamed = true
      }
      if !isNamed, let schema = map.keyword(place, "additionalProperties") {
        result.append(map.place(schema, beside: place))
      }
    }
    return result
  }

  private func matches(_ pattern: Pattern, _ name: String) -> Bool {
    unsafe Array(name.utf8).withUnsafeBufferPointer { unsafe pattern.search($0) == .match }
  }

  /// Draws an array: the shortest, an ordinary or a longer one.
  mutating func array(_ parts: [Place], depth: Int) -> JSONOutput? {
    var least = parts.compactMap { map.keyword($0, "minItems")?.int }.max() ?? 0
    let most = parts.compactMap { map.keyword($0, "maxItems")?.int }.min() ?? Int.max
    var wanted: [Place] = []
    for place in parts {
      guard let contains = map.keyword(place, "contains") else { continue }
      let number = map.keyword(place, "minContains")?.int ?? 1
      for _ in 0..<min(number, Self.maximumItems) {
        wanted.append(map.place(contains, beside: place))
      }
    }
    least = max(least, wanted.count)
    guard least <= most, least <= Self.maximumItems else { return nil }
    let sizes = [least, min(max(least, 1), most), min(least + 2, most)]
    let isShallow = depth < Self.optionalDepth
    let count = isShallow ? sizes[choose(parts.first ?? map.root, "length", 3)] : least
    var items: [JSONOutput] = []
    var texts: Set<[UInt8]> = []
    let isUnique = parts.contains { map.keyword($0, "uniqueItems")?.kind == .true }
    var attempts = (count + wanted.count) * 4
    while items.count < count || !wanted.isEmpty, items.count < most, attempts > 0 {
      attempts -= 1
      let schemas = schemas(ofItem: items.count, in: parts)
      var item: JSONOutput?
      // What the list must contain need not fit every position.
      if let next = wanted.last {
        item = value(schemas + [next], depth: depth + 1)
        if item != nil { wanted.removeLast() }
      }
      item = item ?? value(schemas, depth: depth + 1)
      guard let item else { break }
      if isUnique, !texts.insert(item.bytes()).inserted { continue }
      items.append(item)
    }
    return items.count < least ? nil : .array(items)
  }

  /// The schemas that apply to the item at an index.
  private func schemas(ofItem index: Int, in parts: [Place]) -> [Place] {
    var result: [Place] = []
    for place in parts {
      let listed = map.keyword(place, "prefixItems") ?? map.keyword(place, "items")
      let prefix = listed?.kind == .array ? listed?.items ?? [] : []
      if index < prefix.count {
        result.append(map.place(prefix[index], beside: place))
      } else if listed?.kind == .array, let rest = map.keyword(place, "additionalItems") {
        result.append(map.place(rest, beside: place))
      } else if let items = map.keyword(place, "items"), items.kind != .array {
        result.append(map.place(items, beside: place))
      }
    }
    return result
  }
}
