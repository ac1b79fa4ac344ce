/// A version of JSON Schema that galley understands.
public enum SchemaDraft: UInt8, Sendable, CaseIterable, Comparable {
  /// Draft-07 (2018).
  case draft7
  /// Draft 2019-09.
  case draft2019
  /// Draft 2020-12.
  case draft2020

  /// Orders by age.
  public static func < (left: SchemaDraft, right: SchemaDraft) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The URI of the draft's meta-schema, as `$schema` names it.
  public var uri: String {
    switch self {
    case .draft7: "http://json-schema.org/draft-07/schema"
    case .draft2019: "https://json-schema.org/draft/2019-09/schema"
    case .draft2020: "https://json-schema.org/draft/2020-12/schema"
    }
  }

  /// The name people use: `draft-07`, `2019-09`, `2020-12`.
  public var name: String {
    switch self {
    case .draft7: "draft-07"
    case .draft2019: "2019-09"
    case .draft2020: "2020-12"
    }
  }

  /// The draft that a `$schema` value names, with or without its empty fragment.
  public init?(uri: String) {
    let plain = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    guard let draft = SchemaDraft.allCases.first(where: { $0.uri == plain }) else { return nil }
    self = draft
  }
}
