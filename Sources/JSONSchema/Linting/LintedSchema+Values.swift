import Diagnostics
import Documents

extension LintedSchema {
  /// The values of `enum` and `const` that `type` or `enum` excludes.
  var impossibleValues: [Diagnostic] {
    let types = self.types
    var problems: [Diagnostic] = []
    let listed = value["enum"]?.items ?? []
    let fixed = value["const"]
    for value in listed + (fixed.map { [$0] } ?? []) where types.isDisjoint(with: type(of: value)) {
      let text = ValueText.text(value.document, value.node.index)
      problems.append(
        Diagnostic(
          .lintImpossibleValue,
          "\(text) can never be valid: the type is \(types.names.joined(separator: " or "))",
          at: value.span, severity: .warning, notes: [.init("correct the value or the type")]))
    }
    if let fixed, value["enum"] != nil, !listed.contains(where: { areEqual($0, fixed) }) {
      problems.append(
        Diagnostic(
          .lintImpossibleValue,
          "the const \(ValueText.text(fixed.document, fixed.node.index)) is not among the enum's values",
          at: fixed.span, severity: .warning, notes: [.init("no value can satisfy both")]))
    }
    return problems
  }

  /// The type of a value; a number without a fraction is an integer.
  private func type(of value: DocumentValue) -> SchemaTypes {
    switch value.kind {
    case .null: return .null
    case .true, .false: return .boolean
    case .string: return .string
    case .array: return .array
    case .object: return .object
    case .number:
      let isInteger = unsafe Array(value.document.bytes(value.node)).withUnsafeBufferPointer {
        unsafe ExactNumber(lexeme: $0).isInteger
      }
      return isInteger ? .integer : SchemaTypes(rawValue: 8)
    }
  }

  /// Values that an `enum` lists again.
  var duplicateValues: [Diagnostic] {
    let listed = value["enum"]?.items ?? []
    // Comparing all pairs is for lists that people write; longer ones are generated.
    guard listed.count <= 1_000 else { return [] }
    return listed.indices.compactMap { index in
      guard let first = listed[..<index].first(where: { areEqual($0, listed[index]) }) else {
        return nil
      }
      let text = ValueText.text(value.document, listed[index].node.index)
      return Diagnostic(
        .lintDuplicateValue, "the enum lists \(text) twice", at: listed[index].span,
        severity: .warning, notes: [.init("the first time", at: first.span)])
    }
  }

  private func areEqual(_ left: DocumentValue, _ right: DocumentValue) -> Bool {
    value.document.withView {
      ValueEquality.areEqual($0, left.node.index, $0, right.node.index)
    }
  }

  /// Most declared names among which the nearest is looked for.
  private static var mostNamesCompared: Int { 1_000 }

  /// Required names that neither this subschema nor anything it refers to declares.
  var undeclaredRequired: [Diagnostic] {
    guard let properties = value["properties"], properties.kind == .object else { return [] }
    let isClosed = value["additionalProperties"]?.kind == .false
    let others = ["$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "if"]
    guard isClosed || !others.contains(where: { value[$0] != nil }) else { return [] }
    // A schema for further properties, or a pattern, may be what declares the name.
    guard isClosed || value["additionalProperties"]?.kind != .object,
      value["patternProperties"] == nil
    else { return [] }
    let names = Set(properties.members.map { $0.key.document.string($0.key.node) })
    let isComparable = names.count <= Self.mostNamesCompared
    return (value["required"]?.items ?? []).compactMap { item in
      guard let name = item.string, !names.contains(name) else { return nil }
      var notes: [Diagnostic.Note] = []
      if isComparable, let near = NearestName.suggest(name, among: names) {
        notes.append(.init("did you mean \"\(near)\"?"))
      } else {
        notes.append(.init("declare it under \"properties\""))
      }
      let reason =
        isClosed ? "is not declared in the closed object: no value is valid" : "is not declared"
      return Diagnostic(
        .lintRequired, "the required property \(ValueText.quoted(name)) \(reason)",
        at: item.span, severity: .warning, notes: notes)
    }
  }

  /// Regular expressions that match anywhere in the text.
  var unanchoredPatterns: [Diagnostic] {
    var patterns: [DocumentValue] = []
    if let pattern = value["pattern"], pattern.kind == .string { patterns.append(pattern) }
    if value["patternProperties"]?.kind == .object {
      patterns += value["patternProperties"]?.members.map(\.key) ?? []
    }
    return patterns.compactMap { pattern in
      let text = pattern.document.string(pattern.node)
      guard !text.isEmpty, !text.contains("^"), !text.contains("$") else { return nil }
      return Diagnostic(
        .lintPattern, "the pattern \(ValueText.quoted(text)) matches anywhere in the text",
        at: pattern.span, severity: .information,
        notes: [.init("write \"^…$\" where the whole text is meant")])
    }
  }
}
