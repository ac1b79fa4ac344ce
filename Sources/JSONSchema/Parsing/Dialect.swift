/// The rules that one schema resource follows: its draft and the vocabularies in force.
struct Dialect: Equatable {
  /// The groups of keywords that can be switched on apart from each other.
  struct Vocabularies: OptionSet {
    let rawValue: UInt8
    static let applicator = Vocabularies(rawValue: 1)
    static let unevaluated = Vocabularies(rawValue: 2)
    static let validation = Vocabularies(rawValue: 4)
    static let metaData = Vocabularies(rawValue: 8)
    static let formatAnnotation = Vocabularies(rawValue: 16)
    static let formatAssertion = Vocabularies(rawValue: 32)
    static let content = Vocabularies(rawValue: 64)
    static let core = Vocabularies(rawValue: 128)
    static let standard: Vocabularies = [
      .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
    ]
  }

  var draft: SchemaDraft
  var vocabularies: Vocabularies = .standard

  /// The vocabulary that a URI of `$vocabulary` names, or nil where it is unknown.
  static func vocabulary(_ uri: String) -> (draft: SchemaDraft, vocabulary: Vocabularies)? {
    for draft in [SchemaDraft.draft2019, .draft2020] {
      let prefix = "https://json-schema.org/draft/\(draft.name)/vocab/"
      guard uri.hasPrefix(prefix) else { continue }
      switch (uri.dropFirst(prefix.count), draft) {
      case ("core", _): return (draft, .core)
      case ("applicator", .draft2019): return (draft, [.applicator, .unevaluated])
      case ("applicator", _): return (draft, .applicator)
      case ("unevaluated", .draft2020): return (draft, .unevaluated)
      case ("validation", _): return (draft, .validation)
      case ("meta-data", _): return (draft, .metaData)
      case ("format", .draft2019), ("format-annotation", .draft2020):
        return (draft, .formatAnnotation)
      case ("format-assertion", .draft2020): return (draft, .formatAssertion)
      case ("content", _): return (draft, .content)
      default: return nil
      }
    }
    return nil
  }

  /// Where a keyword keeps its subschemas.
  enum Subschemas {
    case none, single, list, map, singleOrList, mapOfSchemas
  }

  /// Where `keyword` keeps its subschemas in this dialect.
  func subschemas(of keyword: String) -> Subschemas {
    switch keyword {
    case "not", "if", "then", "else", "contains", "propertyNames", "additionalProperties":
      return vocabularies.contains(.applicator) ? .single : .none
    case "allOf", "anyOf", "oneOf": return vocabularies.contains(.applicator) ? .list : .none
    case "properties", "patternProperties":
      return vocabularies.contains(.applicator) ? .map : .none
    case "dependencies": return vocabularies.contains(.applicator) ? .mapOfSchemas : .none
    case "definitions": return .map
    case "$defs": return draft >= .draft2019 ? .map : .none
    case "dependentSchemas":
      return draft >= .draft2019 && vocabularies.contains(.applicator) ? .map : .none
    case "items":
      guard vocabularies.contains(.applicator) else { return .none }
      return draft == .draft2020 ? .single : .singleOrList
    case "additionalItems":
      return draft < .draft2020 && vocabularies.contains(.applicator) ? .single : .none
    case "prefixItems":
      return draft == .draft2020 && vocabularies.contains(.applicator) ? .list : .none
    case "unevaluatedItems", "unevaluatedProperties":
      return draft >= .draft2019 && vocabularies.contains(.unevaluated) ? .single : .none
    case "contentSchema":
      return draft >= .draft2019 && vocabularies.contains(.content) ? .single : .none
    default: return .none
    }
  }
}
