package import Documents

/// A JSON Schema of the content repository: a file below `schemas/`.
package struct SchemaFile: Identified {
  /// What a schema describes.
  package enum Role: Sendable, Hashable {
    /// `schemas/profile.schema.json`.
    case profile
    /// `schemas/events/<event>.schema.json`.
    case event(String)
    /// `schemas/sources/<source>.schema.json`.
    case source(String)
    /// `schemas/surfaces/<surface>.schema.json`.
    case surface(String)
    /// Any other `*.schema.json`, which schemas refer to.
    case shared
  }

  /// The path relative to the content root.
  package let path: String
  /// What it describes.
  package let role: Role
  /// The schema.
  package let document: Document

  /// The path, which is also what a relative `$ref` resolves against.
  package var id: String { path }

  /// The path of the schema of profiles.
  package static let profilePath = "schemas/profile.schema.json"
  /// Returns the path of an event's schema.
  package static func eventPath(_ event: String) -> String {
    "schemas/events/\(event).schema.json"
  }
  /// Returns the path of a source's schema.
  package static func sourcePath(_ schema: String) -> String {
    "schemas/sources/\(schema).schema.json"
  }
  /// Returns what the schemas in a folder are of: their names without `.schema.json`.
  static func names(in folder: String, of project: Project) -> [String] {
    project.schemas.knownIDs.compactMap { path in
      guard path.hasPrefix(folder), path.hasSuffix(".schema.json") else { return nil }
      let name = path.dropFirst(folder.count).dropLast(".schema.json".count)
      return name.contains("/") ? nil : String(name)
    }
  }
  /// Returns the path of a surface's schema.
  package static func surfacePath(_ surface: String) -> String {
    "schemas/surfaces/\(surface).schema.json"
  }
}
