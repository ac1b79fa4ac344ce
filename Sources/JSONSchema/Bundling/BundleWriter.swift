import Diagnostics
import Documents

/// Writes one schema with the others that its program reaches.
struct BundleWriter {
  private let program: SchemaProgram
  private let defaultDraft: SchemaDraft
  /// Names under which references ask for a schema whose `$id` says another.
  private var aliases: [(uri: String, target: String)] = []

  init(program: SchemaProgram, defaultDraft: SchemaDraft) {
    self.program = program
    self.defaultDraft = defaultDraft
  }

  /// The numbers and URIs of the documents to embed, by URI; the drafts' own need no embedding.
  private var others: [(uri: String, document: Document)] {
    program.documents.indices.dropFirst().compactMap { number in
      let uri = rootURI(number)
      guard MetaSchemas.document(uri: uri) == nil else { return nil }
      return (Self.absolute(uri), program.documents[number])
    }.sorted { $0.uri.utf8.lexicographicallyPrecedes($1.uri.utf8) }
  }

  /// The identifiers of the embedded schemas.
  var embedded: [String] { others.map(\.uri) }

  private func rootURI(_ document: Int) -> String {
    program.resources.first { $0.document == document }?.uri ?? ""
  }

  /// Finds the references that ask for a schema by another name than its `$id`.
  mutating func findAliases(
    in document: Document, options: SchemaOptions, resolver: @escaping SchemaResolver
  ) {
    var map = SchemaMap(document.value, options: options, resolver: resolver)
    var asked: Set<String> = []
    for (number, stored) in program.documents.enumerated() {
      let base = URIReference(rootURI(number))
      for index in stored.nodes.indices {
        guard let node = stored.member(NodeID(index), "$ref"), stored.kind(node) == .string else {
          continue
        }
        asked.insert(
          URIReference(stored.string(node)).resolved(against: base).withoutFragment.text)
      }
    }
    let known = Set(program.resources.map(\.uri))
    for uri in asked.sorted() where !known.contains(uri) {
      guard let target = map.identifier(ofSchemaAt: uri) else { continue }
      aliases.append((Self.absolute(uri), Self.absolute(target)))
    }
  }

  /// The bundled schema.
  func schema() -> JSONOutput {
    let root = program.documents[program.resources[0].document]
    guard root.kind(NodeID(program.resources[0].node)) == .object else { return root.value.output }
    var members = self.members(root, uri: Self.absolute(rootURI(0)))
    var definitions = others.map { uri, document in
      (key: uri, value: JSONOutput.object(self.members(document, uri: uri)))
    }
    for alias in aliases {
      // Within allOf, because draft-07 would not see an $id beside a $ref.
      let target: JSONOutput = ["$ref": .string(alias.target)]
      definitions.append((alias.uri, ["$id": .string(alias.uri), "allOf": [target]]))
    }
    guard !definitions.isEmpty else { return .object(members) }
    let keyword = draft(root) == .draft7 ? "definitions" : "$defs"
    if let index = members.firstIndex(where: { $0.key == keyword }),
      case .object(let own) = members[index].value
    {
      let taken = Set(own.map(\.key))
      let added = definitions.map {
        (key: taken.contains($0.key) ? $0.key + "#" : $0.key, $0.value)
      }
      members[index].value = .object(own + added)
    } else {
      members.append((keyword, .object(definitions)))
    }
    return .object(members)
  }

  /// The members of a schema file with its dialect and its identifier written out.
  private func members(_ document: Document, uri: String) -> [(key: String, value: JSONOutput)] {
    let dialect =
      document.value["$schema"]?.output ?? .string(draftURI(defaultDraft))
    var result: [(key: String, value: JSONOutput)] = [("$schema", dialect), ("$id", .string(uri))]
    switch document.kind(document.root) {
    case .object: break
    case let kind: return result + [("allOf", [.bool(kind == .true)])]
    }
    // Beside draft-07's $ref nothing is looked at, not even $id.
    let hidesSiblings = draft(document) == .draft7 && document.value["$ref"] != nil
    for (key, value) in document.value.members {
      let name = document.string(key.node)
      switch name {
      case "$schema", "$id": break
      case "$ref" where hidesSiblings:
        result.append(("allOf", [.object([(key: "$ref", value: value.output)])]))
      case "definitions", "$comment", "title", "description": result.append((name, value.output))
      default:
        if !hidesSiblings { result.append((name, value.output)) }
      }
    }
    return result
  }

  private func draft(_ document: Document) -> SchemaDraft {
    document.value["$schema"]?.string.flatMap { SchemaDraft(uri: $0) } ?? defaultDraft
  }

  private func draftURI(_ draft: SchemaDraft) -> String {
    draft == .draft7 ? draft.uri + "#" : draft.uri
  }

  /// A URI as it is written into the bundle: paths of files get a scheme, which keeps relative
  /// references between them right.
  private static func absolute(_ uri: String) -> String {
    guard URIReference(uri).scheme == nil else { return uri }
    return "bundle:///" + (uri.hasPrefix("/") ? String(uri.dropFirst()) : uri)
  }
}
