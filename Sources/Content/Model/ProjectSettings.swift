import Diagnostics
package import Documents
package import JSONSchema

/// What `galley.yaml` says.
package struct ProjectSettings: Sendable {
  /// The file itself.
  package let document: Document
  /// Name of the project and of its releases.
  package let name: Located<String>
  /// One sentence about the project.
  package let description: String?
  /// The address that releases state as their origin, if the project names one.
  package let repository: String?
  /// The address of the cache of results that machines share, if the project names one.
  package let remoteCache: String?
  /// The locale of last resort.
  package let defaultLocale: Located<String>
  /// All locales, the default among them, in the order of the file.
  package let locales: [Located<String>]
  /// The zone of recipients whose profile names none.
  package let timeZone: Located<String>
  /// Where in a profile the recipient's locale stands, as keys from the outside in.
  package let profileLocalePath: [String]
  /// Where in a profile the recipient's time zone stands.
  package let profileTimeZonePath: [String]
  /// The named instants, `default` among them, in the order of the file.
  package let clocks: [Clock]
  /// The environments in the order of the file; the first is the default.
  ///
  /// Where the file names none, an empty one called `default`.
  package let environments: [ContentEnvironment]
  /// How the cases of a template are chosen.
  package let strategy: MatrixStrategy
  /// The most cases that there may be.
  package let caseLimits: CaseLimits
  /// The limits of every template that sets none of its own.
  package let limits: OutputLimits
  /// The dialect of schemas that name none.
  package let schemaDraft: SchemaDraft
  /// Whether `format` in a schema is checked.
  package let assertsFormats: Bool
  /// How much a break between two versions of a schema counts, by its rule.
  package let schemaChanges: SchemaChangePolicy
  /// Whether templates may use the filters and helpers that are galley's own.
  package let allowsExtensions: Bool

  /// Returns the clock of a name.
  package func clock(named name: String) -> Clock? { clocks.first { $0.id == name } }

  /// Returns the environment of a name.
  package func environment(named name: String) -> ContentEnvironment? {
    environments.first { $0.id == name }
  }
}

/// A named instant of `galley.yaml`.
package struct Clock: Identified {
  /// The name that every project has.
  package static let defaultName = "default"

  /// The name.
  package let name: Located<String>
  /// The point in time.
  package let instant: Instant

  /// The name by which other files refer to it.
  package var id: String { name.value }
}

/// A named set of values that templates see as `environment`.
package struct ContentEnvironment: Identified {
  /// The name; templates see it as `environment.name`.
  package let name: Located<String>
  /// The object of values.
  package let data: DocumentValue

  /// What a project has that names no environment.
  static let empty: ContentEnvironment = {
    let source = SourceText(path: "galley.yaml", bytes: Array("{}".utf8))
    // The two bytes above are an object.
    guard let data = JSONReader.read(source).document?.value else { preconditionFailure() }
    return ContentEnvironment(name: Located("default", at: SourceSpan(source, at: 0)), data: data)
  }()

  /// The name by which other files refer to it.
  package var id: String { name.value }
}

/// How many combinations of a template's dimensions become cases.
package enum MatrixStrategy: String, Sendable, CaseIterable {
  /// Every value of every dimension at least once.
  case each
  /// Every pair of values of two dimensions at least once.
  case pairwise
  /// Every combination.
  case full
  /// Only the cases that `include` lists.
  case explicit
}

/// The most cases that a project may have.
package struct CaseLimits: Sendable {
  /// Most cases of a template that sets no bound of its own.
  ///
  /// The snapshots of a template lie in one folder; hosts of repositories advise against larger ones.
  package var perTemplate = 3_000
  /// Most cases of all templates together.
  package var inAll = 200_000
}
