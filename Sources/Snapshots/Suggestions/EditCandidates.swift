import Diagnostics
import Documents
import JSONSchema
import Templates

/// The changes to a profile that may turn a condition: values that the condition, the schema and the
/// other profiles name.
///
/// They are only candidates: whoever uses one validates the profile and renders it.
struct EditCandidates {
  /// The profile that is changed.
  let tree: JSONOutput
  /// Other profiles and samples of the schema: where whole values are taken from.
  let donors: [JSONOutput]
  /// The schema of profiles.
  let schema: Schema?
  /// The literals of the condition.
  let literals: [BranchLiteral]
  /// What the condition looks at besides the path: values to be equal to, or next to.
  let others: [JSONOutput]

  /// Most values that are tried in one place.
  private static let maximumValues = 60
  /// Longest list that is made.
  private static let maximumItems = 50

  /// The changes at the places of a path, those of fewest fields first.
  func edits(at segments: [TemplateRead.Segment]) -> [[ProfileEdit]] {
    var found: [[ProfileEdit]] = []
    walk(segments[...], tree, [], &found)
    var seen: Set<String> = []
    let unique = found.filter { edits in
      seen.insert(
        edits.map { "\($0.pathText)=\($0.new?.text() ?? "")\($0.new == nil ? "-" : "+")" }
          .joined(separator: ";")
      ).inserted
    }
    return unique.enumerated().sorted {
      (ProfileEdit.fields($0.element), $0.offset) < (ProfileEdit.fields($1.element), $1.offset)
    }.map(\.element)
  }

  /// The values at a path of any profile.
  static func values(
    _ segments: ArraySlice<TemplateRead.Segment>, _ tree: JSONOutput
  ) -> [JSONOutput] {
    guard let first = segments.first else { return [tree] }
    switch (first, tree) {
    case (.name(let name), _):
      return tree.member(name).map { values(segments.dropFirst(), $0) } ?? []
    case (.anyItem, .array(let items)):
      return items.flatMap { values(segments.dropFirst(), $0) }
    case (.dynamic, .object(let members)):
      return members.flatMap { values(segments.dropFirst(), $0.value) }
    default: return []
    }
  }

  private func walk(
    _ segments: ArraySlice<TemplateRead.Segment>, _ node: JSONOutput, _ path: [ProfileEdit.Step],
    _ found: inout [[ProfileEdit]]
  ) {
    if case .array(let items) = node { lengths(items, path, &found) }
    guard let segment = segments.first else {
      leaf(node, path, &found)
      return
    }
    let rest = segments.dropFirst()
    switch (segment, node) {
    case (.name(let name), .object(let members)):
      let inner = path + [.name(name)]
      if let member = members.first(where: { $0.key == name })?.value, !member.isNull {
        let gone = [nil, JSONOutput.null].map { new in
          [ProfileEdit(path: inner, old: member, new: new)]
        }
        // Nothing at all comes before another value, but after an empty list or a change inside.
        let isScalar = rest.isEmpty && !member.isStructure
        if isScalar { found += gone }
        walk(rest, member, inner, &found)
        if !isScalar { found += gone }
      } else {
        missing(inner, rest, old: node.member(name), &found)
      }
    case (.anyItem, .array(let items)):
      let ends = items.count > 1 ? [0, items.count - 1] : items.indices.map(\.self)
      for index in ends { walk(rest, items[index], path + [.index(index)], &found) }
      guard items.count > 1 else { return }
      // The same change in every item, for conditions that look for one in any of them.
      var first: [[ProfileEdit]] = []
      walk(rest, items[0], path + [.index(0)], &first)
      for edits in first where edits.count == 1 {
        guard let edit = edits.first, edit.path.count > path.count + 1 else { continue }
        let tail = edit.path.dropFirst(path.count + 1)
        found.append(
          items.indices.map { index in
            ProfileEdit(path: path + [.index(index)] + tail, old: edit.old, new: edit.new)
          })
      }
    case (.dynamic, .object(let members)):
      for member in members.prefix(8) {
        walk(rest, member.value, path + [.name(member.key)], &found)
      }
    default: break
    }
  }

  /// Sets what is missing: as other profiles have it, or as the condition names it.
  private func missing(
    _ path: [ProfileEdit.Step], _ rest: ArraySlice<TemplateRead.Segment>, old: JSONOutput?,
    _ found: inout [[ProfileEdit]]
  ) {
    let generic = Self.generic(path)
    var values = donors.flatMap { Self.values(generic[...], $0) }
    values = values.filter { !$0.isNull && (rest.isEmpty || !Self.values(rest, $0).isEmpty) }
    if rest.isEmpty { values += named(path) + Self.plain }
    for value in Self.unique(values) {
      found.append([ProfileEdit(path: path, old: old, new: value)])
      guard !rest.isEmpty else { continue }
      // The value inside may be the wrong one still.
      var inner: [[ProfileEdit]] = []
      walk(rest, value, path, &inner)
      for edits in inner.prefix(Self.maximumValues) {
        let changed = edits.reduce(value) { tree, edit in
          let tail = Array(edit.path.dropFirst(path.count))
          return tail.isEmpty
            ? edit.new ?? tree
            : ProfileEdit(path: tail, old: edit.old, new: edit.new).applied(to: tree)
        }
        found.append([ProfileEdit(path: path, old: old, new: changed)])
      }
    }
  }

  /// Replaces a value.
  private func leaf(_ node: JSONOutput, _ path: [ProfileEdit.Step], _ found: inout [[ProfileEdit]])
  {
    guard !path.isEmpty else { return }
    let generic = Self.generic(path)
    let old = node.text()
    var values = named(path) + near(others)
    values += donors.flatMap { Self.values(generic[...], $0) }.filter { !$0.isNull }
    values += near([node]) + Self.plain
    for value in Self.unique(values).prefix(Self.maximumValues) where value.text() != old {
      found.append([ProfileEdit(path: path, old: node, new: value)])
    }
  }

  /// The values that the condition and the schema name.
  private func named(_ path: [ProfileEdit.Step]) -> [JSONOutput] {
    var values: [JSONOutput] = []
    for literal in literals {
      switch literal {
      case .string(let text): values += [.string(text), .string("x\(text)")]
      case .number(let digits): values += near([.lexeme(digits)])
      case .bool(let bool): values += [.bool(bool), .bool(!bool)]
      }
    }
    let steps = path.map { step -> SchemaPathStep in
      switch step {
      case .name(let name): .property(name)
      case .index(let index): .index(index)
      }
    }
    values += (schema?.shape(at: steps).values ?? []).map { .lexeme($0) }
    return values
  }

  /// The values themselves and, of numbers, those just beside them.
  private func near(_ values: [JSONOutput]) -> [JSONOutput] {
    values.flatMap { value -> [JSONOutput] in
      guard let number = Double(value.text()), case .lexeme(let text) = value else {
        if case .array = value { return [] }
        if case .object = value { return [] }
        return [value]
      }
      if let integer = Int(text), integer.magnitude < 1 << 52 {
        return [.integer(integer), .integer(integer + 1), .integer(integer - 1)]
      }
      return [value, .number(number + 1), .number(number - 1)]
    }
  }

  /// Values that turn most conditions over a single value.
  private static let plain: [JSONOutput] = [
    true, false, .string(""), .string("x"), .integer(0), .integer(1), .integer(1_000_000),
    .string(String(repeating: "Long text ", count: 12)),
  ]

  /// Makes a list shorter and longer: to nothing, one item, and the lengths that the condition names.
  private func lengths(
    _ items: [JSONOutput], _ path: [ProfileEdit.Step], _ found: inout [[ProfileEdit]]
  ) {
    guard !path.isEmpty else { return }
    var wanted = [0, 1, items.count - 1, items.count + 1]
    for literal in literals {
      if case .number(let digits) = literal, let number = Int(digits),
        (0...Self.maximumItems).contains(number)
      {
        wanted += [number, number + 1, max(0, number - 1)]
      }
    }
    for literal in literals {
      let item: JSONOutput? =
        switch literal {
        case .string(let text): .string(text)
        case .number(let digits): .lexeme(digits)
        case .bool: nil
        }
      if let item {
        found.append([ProfileEdit(path: path, old: .array(items), new: .array(items + [item]))])
      }
    }
    let generic = Self.generic(path)
    var pool = items
    var seen = Set(items.map { $0.text() })
    for donor in donors {
      for list in Self.values(generic[...], donor) {
        guard case .array(let more) = list else { continue }
        pool += more.filter { seen.insert($0.text()).inserted }
        found.append([ProfileEdit(path: path, old: .array(items), new: list)])
      }
    }
    var made: Set<Int> = [items.count]
    for count in wanted where count >= 0 && made.insert(count).inserted {
      guard count <= pool.count else { continue }
      found.append([
        ProfileEdit(path: path, old: .array(items), new: .array(Array(pool.prefix(count))))
      ])
    }
  }

  private static func generic(_ path: [ProfileEdit.Step]) -> [TemplateRead.Segment] {
    path.map { step in
      switch step {
      case .name(let name): .name(name)
      case .index: .anyItem
      }
    }
  }

  private static func unique(_ values: [JSONOutput]) -> [JSONOutput] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0.text()).inserted }
  }
}
