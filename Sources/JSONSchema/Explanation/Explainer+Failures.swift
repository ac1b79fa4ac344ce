import Diagnostics
import Documents

extension Explainer {
  /// Adds a failure of the value at `node` by a keyword of a plan.
  ///
  /// `place` is the value or key to change and `shown` the one whose path the message names, where
  /// those are not `node`; `candidates` are texts that would be right. What is
  /// incomplete lacks something that nothing in it could be changed into.
  mutating func add(
    _ plan: Int, _ keyword: String, _ node: Int, _ message: String, place: Int? = nil,
    path shown: Int? = nil, candidates: [[UInt8]] = [], details: [Diagnostic.Note] = [],
    span: SourceSpan? = nil, missing: String? = nil, isIncomplete: Bool = false
  ) {
    let path = JSONPointer.path(document, from: root, to: NodeID(node))
    let shownPath =
      shown.map { JSONPointer.path(document, from: root, to: NodeID($0)) } ?? path
    let changed = place ?? node
    let suggestions = suggestions(for: changed, among: candidates)
    let isIncomplete = isIncomplete || Self.incompleteKeywords.contains(keyword)
    let span = span ?? self.span(changed, isIncomplete: isIncomplete)
    let details = details + aliasNotes(changed)
    let prefix = shownPath.isEmpty ? "" : shownPath.display + ": "
    failures.append(
      SchemaFailure(
        instance: JSONPointer.text(path), keyword: keyword,
        keywordLocation: location(plan, keyword), code: .schemaFailure(keyword: keyword),
        message: prefix + message, span: span, schemaSpan: schemaSpan(plan, keyword),
        suggestions: suggestions, fix: fix(suggestions, at: changed), details: details,
        depth: path.count, sentence: message, missing: missing, trail: trail))
  }

  /// Adds the failure of a property that a closed object does not list.
  mutating func addUnknownProperty(_ plan: Int, _ keyword: String, key: Int, names: [String]) {
    let name = ValueText.quoted(document.string(NodeID(key)))
    let object = JSONPointer.path(document, from: root, to: NodeID(key))
    let owner = object.dropLast().isEmpty ? "" : Array(object.dropLast()).display + ": "
    let suggestions = Suggestions.nearest(to: document.string(NodeID(key)), among: names)
    var details: [Diagnostic.Note] = []
    details += aliasNotes(key)
    if suggestions.isEmpty, !names.isEmpty {
      details.append(.init("listed are \(WordList.short(names.map(ValueText.quoted)))"))
    }
    failures.append(
      SchemaFailure(
        instance: JSONPointer.text(object), keyword: keyword,
        keywordLocation: location(plan, keyword), code: .unknownProperty,
        message: "\(owner)the property \(name) is not allowed",
        span: document.span(NodeID(key)), schemaSpan: schemaSpan(plan, keyword),
        suggestions: suggestions, fix: fix(suggestions, at: key), details: details,
        depth: object.count, sentence: "the property \(name) is not allowed", trail: trail))
  }

  /// For a value that a YAML alias brought in: where the alias stands.
  private func aliasNotes(_ node: Int) -> [Diagnostic.Note] {
    document.aliasSpan(NodeID(node)).map {
      [Diagnostic.Note("the value is used here, by an alias", at: $0)]
    } ?? []
  }

  /// The failure that a limit was reached.
  func limitFailure(_ stop: Evaluator.Stop) -> SchemaFailure {
    let node: Int
    let code: DiagnosticCode
    let message: String
    switch stop {
    case .nesting(let place):
      node = place
      code = .schemaDepth
      message =
        "the schema is applied more than \(program.limits.maximumNesting) levels deep; the check was given up"
    case .work(let place):
      node = place
      code = .schemaWork
      message =
        "the schema is applied more than \(program.limits.maximumApplications) times; the check was given up"
    case .pattern(let pattern, let place):
      node = place
      code = .schemaPatternLimit
      let text = program.patterns[pattern].text
      message =
        "matching \(ValueText.text(document, place)) against \(text) takes too many steps; the check was given up"
    }
    let path = JSONPointer.path(document, from: root, to: NodeID(node))
    return SchemaFailure(
      instance: JSONPointer.text(path), keyword: "", keywordLocation: "", code: code,
      message: (path.isEmpty || path.count > 20 ? "" : path.display + ": ") + message,
      span: document.span(NodeID(node)), schemaSpan: nil, suggestions: [], fix: nil, details: [],
      depth: path.count)
  }

  private func suggestions(for node: Int, among candidates: [[UInt8]]) -> [String] {
    guard !candidates.isEmpty, view.node(node).kind == .string else { return [] }
    return Suggestions.nearest(
      to: document.string(NodeID(node)),
      among: candidates.map { String(decoding: $0, as: UTF8.self) })
  }

  /// A correction where exactly one text is near and can be written as it is.
  private func fix(_ suggestions: [String], at node: Int) -> Diagnostic.Fix? {
    guard suggestions.count == 1, let text = suggestions.first,
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x27 })
    else { return nil }
    let span = document.span(NodeID(node))
    let first = span.start < span.end ? span.source.bytes[span.start] : 0
    let quote = first == 0x22 ? "\"" : first == 0x27 ? "'" : ""
    return Diagnostic.Fix("replace with \"\(text)\"", replacing: span, with: quote + text + quote)
  }

  /// Where a failure points: the value; of a container only its first byte, not all its lines.
  private func span(_ node: Int, isIncomplete: Bool) -> SourceSpan {
    let span = document.span(NodeID(node))
    let kind = view.node(node).kind
    guard kind == .object || kind == .array, span.end > span.start else { return span }
    if isIncomplete, let owner = blockOwner(node, span) { return owner }
    return SourceSpan(span.source, start: span.start, end: span.start + 1)
  }

  /// Keywords whose failure is that something is not there.
  private static let incompleteKeywords: Set<String> = [
    "required", "dependentRequired", "dependencies", "minItems", "minProperties", "contains",
    "minContains",
  ]

  /// Where a block of YAML, which no bracket begins, belongs to: its key, or its dash in a list.
  ///
  /// The block itself begins with its first key or item, which is not what is wrong.
  private func blockOwner(_ node: Int, _ span: SourceSpan) -> SourceSpan? {
    let bytes = span.source.bytes
    guard
      ![UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "&"), UInt8(ascii: "!")]
        .contains(bytes[span.start]), document.aliasSpan(NodeID(node)) == nil,
      let step = JSONPointer.path(document, from: root, to: NodeID(node)).last
    else { return nil }
    // The key stands just before its value.
    if case .name = step { return document.span(NodeID(node - 1)) }
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    guard let dash = bytes[..<span.start].lastIndex(where: { !blanks.contains($0) }),
      bytes[dash] == UInt8(ascii: "-")
    else { return nil }
    return SourceSpan(span.source, start: dash, end: dash + 1)
  }

  /// The URI of a keyword: its resource with a pointer.
  func location(_ plan: Int, _ keyword: String) -> String {
    let plan = program.plans[plan]
    let resource = program.resources[Int(plan.resource)]
    let schema = program.documents[Int(plan.document)]
    let path = JSONPointer.path(schema, from: NodeID(resource.node), to: NodeID(Int(plan.node)))
    let isPlain = keyword.isEmpty || keyword == "false"
    let fragment = JSONPointer.text(path) + (isPlain ? "" : "/" + JSONPointer.escaped(keyword))
    return resource.uri + "#" + fragment
  }

  private func schemaSpan(_ plan: Int, _ keyword: String) -> SourceSpan {
    let plan = program.plans[plan]
    let schema = program.documents[Int(plan.document)]
    let node = NodeID(Int(plan.node))
    guard let value = schema.member(node, keyword) else { return schema.span(node) }
    // The key stands just before its value.
    return schema.span(NodeID(value.index - 1))
  }
}
