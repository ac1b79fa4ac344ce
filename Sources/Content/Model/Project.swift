package import Diagnostics

/// Everything a content root holds: immutable, built once per run from a `ContentSource`.
package struct Project: Sendable {
  /// What the content was read from, for messages.
  package let origin: String
  /// What `galley.yaml` says.
  package let settings: ProjectSettings
  /// The templates.
  package let templates: Catalog<Template>
  /// The pieces shared by templates, by path below `fragments/`.
  package let fragments: Catalog<Fragment>
  /// Custom JavaScript.
  package let functions: Catalog<FunctionFile>
  /// The test profiles.
  package let profiles: Catalog<Profile>
  /// Data from outside.
  package let sources: Catalog<Source>
  /// The recorded answers, by `source/name`.
  package let recordings: Catalog<Recording>
  /// The dated switches.
  package let switches: Catalog<Switch>
  /// The texts of the locales that have a file.
  package let locales: Catalog<LocaleTexts>
  /// The journeys.
  package let journeys: Catalog<Journey>
  /// The scenarios, by `journey/name`.
  package let scenarios: Catalog<Scenario>
  /// The JSON Schemas, by path.
  package let schemas: Catalog<SchemaFile>
  /// What every case may depend on and is wrong: `galley.yaml`, a folder that is a link.
  package let unreadable: [String]

  /// Reads a content root whole.
  ///
  /// - Parameters:
  ///   - source: Where the content is read from.
  ///   - limits: The bounds of reading.
  ///   - cache: Files parsed before, where a run loads more than one version.
  /// - Returns: The project and every problem of single files; `ProjectValidation` checks what
  ///   files say about each other.
  /// - Throws: `ContentError` where there is no `galley.yaml`, or where a file cannot be read.
  package static func load(
    from source: some ContentSource, limits: ContentLimits = ContentLimits(),
    cache: DocumentCache? = nil
  ) throws(ContentError) -> ProjectReading {
    var loader = ProjectLoader(source, limits: limits, cache: cache)
    return try loader.load()
  }

  /// Returns the fragment of a name in an engine.
  package func fragment(_ name: String, engine: Engine) -> Fragment? {
    fragments[id: Fragment.id(name, engine)]
  }

  /// Returns the text of the fragment of a name in an engine.
  ///
  /// One that cannot be read is empty, so that who uses it is not reported as well; no case that can
  /// run it is rendered.
  package func fragmentSource(_ name: String, engine: Engine) -> SourceText? {
    if let fragment = fragment(name, engine: engine) { return fragment.source }
    return fragments.unreadable[Fragment.id(name, engine)].map {
      SourceText(path: $0, bytes: [])
    }
  }

  /// The names of all fragments in an engine, in order; those included that cannot be read.
  package func fragmentNames(_ engine: Engine) -> [String] {
    let ending = Fragment.id("", engine)
    return fragments.knownIDs.filter { $0.hasSuffix(ending) }.map {
      String($0.dropLast(ending.count))
    }
  }

  /// Returns the recording of a source.
  package func recording(_ source: String, _ name: String) -> Recording? {
    recordings[id: "\(source)/\(name)"]
  }

  /// Returns the schema of what an event carries.
  package func eventSchema(_ event: String) -> SchemaFile? {
    schemas[id: SchemaFile.eventPath(event)]
  }

  /// Returns the schema of what a source answers.
  package func schema(of source: Source) -> SchemaFile? { schemas[id: source.schemaPath] }

  /// Whether every file that a case can be made from could be read.
  package var isReadable: Bool {
    unreadable.isEmpty && templates.isReadable && fragments.isReadable && profiles.isReadable
      && sources.isReadable && recordings.isReadable && switches.isReadable && locales.isReadable
      && schemas.isReadable
  }

  /// Returns the profile of an id; one that cannot be read is empty, and no case of it is rendered.
  package func profile(_ id: String) -> Profile? {
    if let profile = profiles[id: id] { return profile }
    return profiles.unreadable[id].map { Profile.unreadable(id, at: $0) }
  }

  /// The schema of profiles.
  package var profileSchema: SchemaFile? { schemas[id: SchemaFile.profilePath] }
}

/// What loading a content root gave: the project if `galley.yaml` could be read, and every problem.
package struct ProjectReading: Sendable {
  /// The project, without the files that are broken; nil where `galley.yaml` is.
  package let project: Project?
  /// The problems found, ordered by path and place.
  package let diagnostics: [Diagnostic]
}
