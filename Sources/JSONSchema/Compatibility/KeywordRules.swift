import Diagnostics
import Documents

/// The rules: what each keyword's change is called and whom it can break.
struct KeywordRules {
  private(set) var found: [KeywordChange] = []
  /// The pairs of subschemas below, with the paths of their values.
  private(set) var children: [(old: DocumentValue, new: DocumentValue, path: ValuePath)] = []
  private let old: DocumentValue
  private let new: DocumentValue
  private let path: ValuePath

  init(_ pair: SubschemaPair) {
    old = pair.old.value
    new = pair.new.value
    path = pair.path
  }

  /// Compares keyword by keyword, in a fixed order.
  mutating func run() {
    guard old.kind == .object, new.kind == .object else {
      if old.bool != new.bool || old.kind != new.kind {
        add("schema-changed", .changed, true, true, "the subschema is another one", old, new)
      }
      return
    }
    compareTypes()
    compareValues()
    for rule in Self.bounds { compareBound(rule.keyword, rule.isLower, rule.name) }
    for keyword in Self.valueKeywords { compareWhole(keyword) }
    compareAnnotations()
    compareRequired()
    compareProperties()
    compareAdditional()
    compareItems()
    for keyword in Self.objectKeywords { compareWhole(keyword) }
    for keyword in Self.branchKeywords { compareBranches(keyword) }
    for keyword in Self.opaque { compareWhole(keyword) }
  }

  private static let valueKeywords = ["multipleOf", "pattern", "uniqueItems"]

  private static let objectKeywords = [
    "patternProperties", "dependentSchemas", "dependencies", "dependentRequired",
  ]

  /// Keywords of branches, which are compared one by one.
  static let branchKeywords = ["allOf", "anyOf", "oneOf"]

  /// Keywords that are the same or changed, and no more is said.
  static let wholeKeywords =
    valueKeywords + objectKeywords + branchKeywords + opaque + ["items", "additionalItems"]

  /// Keywords that tell people something and refuse a value only where they are asserted.
  static let annotations = ["format", "contentEncoding", "contentMediaType"]

  private static let opaque = [
    "not", "if", "then", "else", "contains", "minContains", "maxContains", "propertyNames",
    "unevaluatedProperties", "unevaluatedItems", "$ref", "$dynamicRef", "$recursiveRef",
  ]

  static let bounds: [(keyword: String, isLower: Bool, name: String)] = [
    ("minimum", true, "minimum"), ("exclusiveMinimum", true, "exclusive-minimum"),
    ("minLength", true, "min-length"), ("minItems", true, "min-items"),
    ("minProperties", true, "min-properties"), ("maximum", false, "maximum"),
    ("exclusiveMaximum", false, "exclusive-maximum"), ("maxLength", false, "max-length"),
    ("maxItems", false, "max-items"), ("maxProperties", false, "max-properties"),
  ]

  private mutating func add(
    _ code: String, _ kind: SchemaChange.Kind, _ backward: Bool, _ forward: Bool,
    _ message: String, _ old: DocumentValue?, _ new: DocumentValue?, path: ValuePath? = nil,
    isAnnotation: Bool = false
  ) {
    found.append(
      KeywordChange(
        code: code, kind: kind, backward: backward, forward: forward, path: path ?? self.path,
        message: message, old: old, new: new, isAnnotation: isAnnotation))
  }

  private func text(_ value: DocumentValue) -> String { value.output.text() }

  private func isEqual(_ left: DocumentValue?, _ right: DocumentValue?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.document.withView { leftView in
      right.document.withView { rightView in
        ValueEquality.areEqual(leftView, left.node.index, rightView, right.node.index)
      }
    }
  }

  // MARK: Types and values

  private mutating func compareTypes() {
    let (before, after) = (old["type"], new["type"])
    guard !isEqual(before, after) else { return }
    let names = { (value: DocumentValue?) -> [String] in
      guard let value else { return Self.allTypes }
      return value.string.map { [$0] } ?? value.items.compactMap(\.string)
    }
    let oldNames = names(before)
    let newNames = names(after)
    let lost = oldNames.filter { !Self.allows(newNames, $0) }
    let gained = newNames.filter { !Self.allows(oldNames, $0) }
    let say = { (names: [String]) in names.joined(separator: ", ") }
    if !lost.isEmpty, !gained.isEmpty {
      add(
        "type-changed", .changed, true, true,
        "the type was \(say(oldNames)) and is \(say(newNames))", before, after)
    } else if !lost.isEmpty {
      add(
        "type-narrowed", .changed, true, false, "\(say(lost)) is no longer allowed", before, after)
    } else if !gained.isEmpty {
      add("type-widened", .changed, false, true, "\(say(gained)) is now allowed too", before, after)
    }
  }

  private static let allTypes = ["object", "array", "string", "number", "boolean", "null"]

  private static func allows(_ names: [String], _ name: String) -> Bool {
    names.contains(name) || (name == "integer" && names.contains("number"))
  }

  private mutating func compareValues() {
    let lists = [old, new].map { schema -> [DocumentValue]? in
      if let value = schema["const"] { return [value] }
      return schema["enum"]?.items
    }
    let before = old["const"] ?? old["enum"]
    let after = new["const"] ?? new["enum"]
    switch (lists[0], lists[1]) {
    case (nil, nil): return
    case (nil, let values?):
      add(
        "enum-added", .added, true, false,
        "only \(values.count) value\(values.count == 1 ? " is" : "s are") allowed now", before,
        after)
    case (_?, nil):
      add("enum-removed", .removed, false, true, "other values are allowed now", before, after)
    case (let oldValues?, let newValues?):
      for value in oldValues where !newValues.contains(where: { isEqual($0, value) }) {
        add(
          "enum-value-removed", .removed, true, false, "\(text(value)) is no longer allowed", value,
          after)
      }
      for value in newValues where !oldValues.contains(where: { isEqual($0, value) }) {
        add(
          "enum-value-added", .added, false, true, "\(text(value)) is now allowed", before, value)
      }
    }
  }

  private mutating func compareBound(_ keyword: String, _ isLower: Bool, _ name: String) {
    let (before, after) = (old[keyword], new[keyword])
    guard !isEqual(before, after) else { return }
    guard let before else {
      guard let after else { return }
      add(
        "\(name)-added", .added, true, false, "\(keyword) \(text(after)) is new", nil, after)
      return
    }
    guard let after else {
      add(
        "\(name)-removed", .removed, false, true, "\(keyword) \(text(before)) is gone", before, nil)
      return
    }
    let isRaised = ExactNumber(text: text(before)) < ExactNumber(text: text(after))
    let isNarrower = isRaised == isLower
    add(
      "\(name)-\(isRaised ? "raised" : "lowered")", .changed, isNarrower, !isNarrower,
      "\(keyword) was \(text(before)) and is \(text(after))", before, after)
  }

  /// A keyword whose change may break both sides: the containment decides.
  private mutating func compareWhole(_ keyword: String) {
    let (before, after) = (old[keyword], new[keyword])
    guard !isEqual(before, after) else { return }
    let name = Self.kebab(keyword)
    if before == nil {
      add("\(name)-added", .added, true, true, "\(keyword) is new", nil, after)
    } else if after == nil {
      add("\(name)-removed", .removed, true, true, "\(keyword) is gone", before, nil)
    } else {
      add("\(name)-changed", .changed, true, true, "\(keyword) was changed", before, after)
    }
  }

  /// A keyword as a part of a code: `min-length`.
  static func kebab(_ keyword: String) -> String {
    var result = ""
    for character in keyword where character != "$" {
      if character.isUppercase { result += "-" }
      result += character.lowercased()
    }
    return result
  }

  private mutating func compareAnnotations() {
    for keyword in Self.annotations {
      let (before, after) = (old[keyword], new[keyword])
      guard !isEqual(before, after) else { continue }
      add(
        "\(Self.kebab(keyword))-changed", .changed, true, true,
        "\(keyword) was \(before.map(text) ?? "not set") and is \(after.map(text) ?? "not set"); "
          + "it refuses values only where it is asserted", before, after, isAnnotation: true)
    }
    guard !isEqual(old["default"], new["default"]) else { return }
    add(
      "default-changed", .changed, false, false,
      "default is an annotation: it fills nothing in and makes no value valid", old["default"],
      new["default"], isAnnotation: true)
  }

  // MARK: Objects

  private func names(_ value: DocumentValue?) -> [String] {
    value?.items.compactMap(\.string) ?? []
  }

  private func member(_ name: String) -> ValuePath { path.appending(.property(name)) }

  private mutating func compareRequired() {
    let before = names(old["required"])
    let after = names(new["required"])
    for (index, name) in after.enumerated() where !before.contains(name) {
      let property = new["properties"]?[name]
      let hint =
        property?["default"] == nil
        ? "" : "; its default is an annotation and does not help old data"
      add(
        "required-added", .added, true, false,
        "'\(name)' is required now; data without it is refused\(hint)", old["required"],
        new["required"]?.items[index], path: member(name))
    }
    for (index, name) in before.enumerated() where !after.contains(name) {
      add(
        "required-removed", .removed, false, true,
        "'\(name)' may be missing now; who counts on it finds nothing",
        old["required"]?.items[index],
        new["required"], path: member(name))
    }
  }

  private mutating func compareProperties() {
    let before = old["properties"]
    let after = new["properties"]
    for (key, value) in after?.members ?? [] {
      let name = key.document.string(key.node)
      if let earlier = before?[name] {
        children.append((earlier, value, member(name)))
        continue
      }
      switch openness(old) {
      case .open:
        add(
          "property-added-open", .added, true, false,
          "'\(name)' is described now; the old schema let it hold anything", before, key,
          path: member(name))
      case .covered:
        add(
          "property-added-covered", .added, true, true,
          "'\(name)' is described now; the old schema described it as any other property", before,
          key, path: member(name))
      case .closed:
        add(
          "property-added-closed", .added, false, true,
          "'\(name)' is new; the old schema refuses properties it does not list", before, key,
          path: member(name))
      }
    }
    for (key, _) in before?.members ?? [] {
      let name = key.document.string(key.node)
      guard after?[name] == nil else { continue }
      switch openness(new) {
      case .open:
        add(
          "property-removed-open", .removed, false, true,
          "'\(name)' is no longer described and may hold anything", key, after, path: member(name))
      case .covered:
        add(
          "property-removed-covered", .removed, true, true,
          "'\(name)' is now described as any other property", key, after, path: member(name))
      case .closed:
        add(
          "property-removed-closed", .removed, true, false,
          "'\(name)' is gone and the new schema refuses properties it does not list", key, after,
          path: member(name))
      }
    }
  }

  private enum Openness { case open, covered, closed }

  private func openness(_ schema: DocumentValue) -> Openness {
    guard let rest = schema["additionalProperties"] ?? schema["unevaluatedProperties"] else {
      return schema["patternProperties"] == nil ? .open : .covered
    }
    if rest.bool == true { return schema["patternProperties"] == nil ? .open : .covered }
    return rest.bool == false && schema["patternProperties"] == nil ? .closed : .covered
  }

  private mutating func compareAdditional() {
    let (before, after) = (old["additionalProperties"], new["additionalProperties"])
    guard !isEqual(before, after) else { return }
    if before?.kind == .object, after?.kind == .object, let before, let after {
      children.append((before, after, path.appending(.anyProperty)))
      return
    }
    let isClosed = after?.bool == false
    let wasClosed = before?.bool == false
    if isClosed {
      add(
        "object-closed", .changed, true, false, "properties that are not listed are refused now",
        before, after)
    } else if wasClosed {
      add(
        "object-opened", .changed, false, true, "properties that are not listed are allowed now",
        before, after)
    } else if before?.kind == .object || after?.kind == .object {
      add(
        "additional-properties-changed", .changed, true, true,
        "what other properties may hold was changed", before, after)
    }
  }

  // MARK: Arrays and branches

  private mutating func compareItems() {
    for keyword in ["items", "additionalItems"] {
      let (before, after) = (old[keyword], new[keyword])
      if let before, let after, before.kind == .object, after.kind == .object {
        children.append((before, after, path.appending(.anyItem)))
      } else if before?.kind == .array || after?.kind == .array {
        compareTuple(keyword, before, after)
      } else {
        compareWhole(keyword)
      }
    }
    compareTuple("prefixItems", old["prefixItems"], new["prefixItems"])
  }

  private mutating func compareTuple(
    _ keyword: String, _ before: DocumentValue?, _ after: DocumentValue?
  ) {
    let (oldItems, newItems) = (before?.items ?? [], after?.items ?? [])
    for (index, pair) in zip(oldItems, newItems).enumerated() {
      children.append((pair.0, pair.1, path.appending(.item(index))))
    }
    for index in oldItems.count..<max(oldItems.count, newItems.count) {
      add(
        "item-added", .added, true, true, "the item at \(index) has a description of its own now",
        before, newItems[index], path: path.appending(.item(index)))
    }
    for index in newItems.count..<max(oldItems.count, newItems.count) {
      add(
        "item-removed", .removed, true, true, "the item at \(index) is described as the rest now",
        oldItems[index], after, path: path.appending(.item(index)))
    }
  }

  /// Branches in any order: those that are equal are set aside first.
  private mutating func compareBranches(_ keyword: String) {
    let (before, after) = (old[keyword], new[keyword])
    guard !isEqual(before, after) else { return }
    guard let before, let after else {
      compareWhole(keyword)
      return
    }
    let oldRest = before.items.filter { item in !after.items.contains { isEqual($0, item) } }
    let newRest = after.items.filter { item in !before.items.contains { isEqual($0, item) } }
    let name = Self.kebab(keyword)
    let common = min(oldRest.count, newRest.count)
    for index in 0..<common {
      add(
        "\(name)-branch-changed", .changed, true, true, "a branch of \(keyword) was changed",
        oldRest[index], newRest[index])
    }
    // A branch of oneOf may come to match beside another: both sides can break.
    let isOne = keyword == "oneOf"
    let isAll = keyword == "allOf"
    for branch in newRest.dropFirst(common) {
      add(
        "\(name)-branch-added", .added, isOne || isAll, isOne || !isAll,
        "a branch of \(keyword) is new", before, branch)
    }
    for branch in oldRest.dropFirst(common) {
      add(
        "\(name)-branch-removed", .removed, isOne || !isAll, isOne || isAll,
        "a branch of \(keyword) is gone", branch, after)
    }
    if oldRest.isEmpty, newRest.isEmpty, before.items.count != after.items.count {
      add("\(name)-changed", .changed, true, true, "\(keyword) repeats a branch", before, after)
    }
  }
}
