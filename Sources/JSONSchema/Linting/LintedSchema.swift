import Diagnostics
import Documents

/// One subschema with the rules that look at nothing but its own keywords.
struct LintedSchema {
  let value: DocumentValue
  let dialect: Dialect

  /// The types that `type` allows; all where it says nothing.
  var types: SchemaTypes {
    guard let type = value["type"] else { return .any }
    let names = type.kind == .array ? type.items : [type]
    return names.reduce(into: []) { $0.formUnion(Self.type(named: $1.string ?? "")) }
  }

  private static func type(named name: String) -> SchemaTypes {
    switch name {
    case "null": .null
    case "boolean": .boolean
    case "integer": .integer
    case "number": .number
    case "string": .string
    case "array": .array
    case "object": .object
    default: .any
    }
  }

  // MARK: Keywords

  /// Keywords that the draft does not know.
  var unknownKeywords: [Diagnostic] {
    let known = SchemaKeywords.names(dialect.draft)
    var problems: [Diagnostic] = []
    for (key, _) in value.members {
      let name = key.document.string(key.node)
      guard !known.contains(name), !name.hasPrefix("x-") else { continue }
      let other = SchemaDraft.allCases.first { SchemaKeywords.names($0).contains(name) }
      let near = NearestName.suggest(name, among: known)
      var notes: [Diagnostic.Note] = []
      var fix: Diagnostic.Fix?
      if let other {
        notes.append(.init("it is a keyword of \(other.name)"))
      } else if let near {
        notes.append(.init("did you mean \"\(near)\"?"))
        fix = Diagnostic.Fix(
          "replace with \"\(near)\"", replacing: key.span, with: JSONText.quoted(near))
      } else {
        notes.append(.init("validators skip it; a name that begins with \"x-\" says so"))
      }
      problems.append(
        Diagnostic(
          .lintKeyword, "\(ValueText.quoted(name)) is no keyword of \(dialect.draft.name)",
          at: key.span, severity: near == nil && other == nil ? .information : .warning,
          notes: notes, fix: fix))
    }
    return problems
  }

  /// Keywords beside draft-07's `$ref`, which hides them.
  var ignoredSiblings: [Diagnostic] {
    let harmless: Set<String> = [
      "$ref", "$comment", "title", "description", "definitions", "default", "examples", "$schema",
    ]
    let known = SchemaKeywords.names(dialect.draft)
    return value.members.compactMap { key, _ in
      let name = key.document.string(key.node)
      guard known.contains(name), !harmless.contains(name) else { return nil }
      return unreachable(name, "draft-07 looks at nothing beside $ref", at: key)
    }
  }

  /// Keywords for other types than the allowed ones, and those that lack their companion.
  var unreachableKeywords: [Diagnostic] {
    let types = self.types
    var problems: [Diagnostic] = []
    for (key, _) in value.members {
      let name = key.document.string(key.node)
      if let wanted = SchemaKeywords.types[name], types.isDisjoint(with: wanted) {
        let allowed = types.names.joined(separator: " or ")
        problems.append(
          unreachable(
            name, "it looks at \(wanted.names.joined())s only, and the type is \(allowed)", at: key)
        )
      } else if let companion = SchemaKeywords.companions.first(where: { $0.name == name }),
        value[companion.needs] == nil
      {
        problems.append(unreachable(name, "there is no \"\(companion.needs)\" beside it", at: key))
      }
    }
    return problems
  }

  private func unreachable(_ name: String, _ why: String, at key: DocumentValue) -> Diagnostic {
    Diagnostic(
      .lintUnreachable, "\"\(name)\" has no effect here: \(why)", at: key.span,
      severity: .warning, notes: [.init("remove it, or correct what stands beside it")])
  }

  /// Lower bounds above their upper bounds.
  var contradictoryBounds: [Diagnostic] {
    SchemaKeywords.bounds.compactMap { low, high, isStrict in
      guard let lower = value[low], let upper = value[high], let left = number(lower),
        let right = number(upper), isStrict ? !(left < right) : right < left
      else { return nil }
      return Diagnostic(
        .lintBounds,
        "\(low) \(lower.document.string(lower.node)) and \(high) \(upper.document.string(upper.node)) allow no value",
        at: lower.span, severity: .warning, notes: [.init("the other bound", at: upper.span)])
    }
  }

  private func number(_ value: DocumentValue) -> ExactNumber? {
    guard value.kind == .number else { return nil }
    return unsafe Array(value.document.bytes(value.node)).withUnsafeBufferPointer {
      unsafe ExactNumber(lexeme: $0)
    }
  }
}
