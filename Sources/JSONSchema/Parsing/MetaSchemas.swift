import Diagnostics
import Documents

/// The meta-schemas of the drafts, which references may name without any file being there.
enum MetaSchemas {
  /// The meta-schema with a URI (without fragment), or nil.
  static func document(uri: String) -> Document? { documents[uri] }

  private static let documents: [String: Document] = {
    var result: [String: Document] = [:]
    for (uri, text) in texts {
      result[uri] = JSONReader.read(SourceText(path: uri, text)).document
    }
    return result
  }()

  /// The compiled meta-schema of a draft; nil only if the bundled text were broken.
  static func schema(_ draft: SchemaDraft) -> Schema? {
    switch draft {
    case .draft7: draft7
    case .draft2019: draft2019
    case .draft2020: draft2020
    }
  }

  private static let draft7 = compile(.draft7)
  private static let draft2019 = compile(.draft2019)
  private static let draft2020 = compile(.draft2020)

  private static func compile(_ draft: SchemaDraft) -> Schema? {
    guard let document = document(uri: draft.uri) else { return nil }
    let options = SchemaOptions(checksMetaSchema: false)
    return Schema.compile(document, options: options).schema
  }
}
