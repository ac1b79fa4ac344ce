extension SchemaChange {
  /// The codes of all rules, in byte order.
  public static let codes: [String] = {
    var codes = [
      "default-changed", "enum-added", "enum-removed", "enum-value-added", "enum-value-removed",
      "item-added", "item-removed", "object-closed", "object-opened",
      "additional-properties-changed", "property-added-closed", "property-added-covered",
      "property-added-open", "property-removed-closed", "property-removed-covered",
      "property-removed-open", "required-added", "required-removed", "schema-changed",
      "schema-narrowed", "schema-widened", "type-changed", "type-narrowed", "type-widened",
    ]
    for annotation in KeywordRules.annotations {
      codes.append(KeywordRules.kebab(annotation) + "-changed")
    }
    for bound in KeywordRules.bounds {
      codes += ["added", "lowered", "raised", "removed"].map { "\(bound.name)-\($0)" }
    }
    for keyword in KeywordRules.wholeKeywords {
      codes += ["added", "changed", "removed"].map { "\(KeywordRules.kebab(keyword))-\($0)" }
    }
    for keyword in KeywordRules.branchKeywords {
      codes += ["added", "changed", "removed"].map {
        "\(KeywordRules.kebab(keyword))-branch-\($0)"
      }
    }
    return codes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }()
}
