import Diagnostics
import Documents
import JSONSchema

/// Reads a content root into a project, file by file, and collects what is wrong with each.
struct ProjectLoader<Origin: ContentSource> {
  let origin: Origin
  let limits: ContentLimits
  let cache: DocumentCache?
  var blobs: [String: String] = [:]
  var findings = Findings()

  var templates = Shelf<Template>()
  var fragments = Shelf<Fragment>()
  var functions = Shelf<FunctionFile>()
  var profiles = Shelf<Profile>()
  var sources = Shelf<Source>()
  var recordings = Shelf<Recording>()
  var switches = Shelf<Switch>()
  var locales = Shelf<LocaleTexts>()
  var journeys = Shelf<Journey>()
  var scenarios = Shelf<Scenario>()
  var schemas = Shelf<SchemaFile>()
  /// What every case may depend on and cannot be read.
  var unreadable: [String] = []

  init(_ origin: Origin, limits: ContentLimits, cache: DocumentCache?) {
    self.origin = origin
    self.limits = limits
    self.cache = cache
  }

  mutating func load() throws(ContentError) -> ProjectReading {
    let settings = try loadSettings()
    if findings.errorCount > 0 { unreadable.append(ContentRoot.fileName) }
    let listing = try ContentListing(origin, findings: &findings)
    if cache != nil {
      for file in listing.files { blobs[file.path] = file.blob }
    }
    var templateFiles: [String: [String]] = [:]
    for file in listing.files {
      if case .template(let id, let name) = file.role {
        templateFiles[id, default: []].append(name)
      } else {
        let errors = findings.errorCount
        try load(file)
        if findings.errorCount > errors { markUnreadable(file.path, as: file.role) }
      }
    }
    for (id, files) in templateFiles.sorted(by: { $0.key < $1.key }) {
      try loadTemplate(id, files: files, limits: settings?.limits ?? OutputLimits())
    }
    for (path, role) in listing.unreadable { markUnreadable(path, as: role) }
    let project = settings.map { settings in
      Project(
        origin: origin.name, settings: settings, templates: templates.catalog,
        fragments: fragments.catalog, functions: functions.catalog, profiles: profiles.catalog,
        sources: sources.catalog, recordings: recordings.catalog, switches: switches.catalog,
        locales: locales.catalog, journeys: journeys.catalog, scenarios: scenarios.catalog,
        schemas: schemas.catalog, unreadable: unreadable)
    }
    return ProjectReading(project: project, diagnostics: findings.sorted)
  }

  private mutating func loadSettings() throws(ContentError) -> ProjectSettings? {
    let path = ContentRoot.fileName
    guard let entry = try origin.entry(at: path), entry.kind == .regular else {
      throw ContentError(
        .settingsMissing, "there is no '\(path)' in \(origin.name)",
        hints: ["'\(path)' makes a folder the content root; 'galley init' writes one"])
    }
    guard let document = try readDocument(path) else { return nil }
    let problems = FormatValidator.problems(of: document, as: .galley)
    findings.add(problems)
    // What the schema refuses is read as far as it goes, but not reported a second time.
    var further = Findings()
    let settings = ProjectSettings(document, findings: &further)
    if problems.isEmpty { findings.add(further.sorted) }
    if settings == nil { reportShape(document, "galley.yaml") }
    return settings
  }

  /// Reads only what `galley.yaml` says about changes of schemas.
  mutating func loadSchemaChangePolicy() throws(ContentError) -> (
    policy: SchemaChangePolicy, diagnostics: [Diagnostic]
  ) {
    guard let document = try readDocument(ContentRoot.fileName) else {
      return (SchemaChangePolicy(), findings.sorted)
    }
    let schemas = document.value["schemas"]
    if let place = schemas?["compatibility"]?.span {
      findings.add(
        FormatValidator.problems(of: document, as: .galley).filter {
          ($0.span.map { $0.start >= place.start && $0.end <= place.end }) ?? false
        })
    }
    let policy = SchemaChangePolicy(schemas, findings: &findings)
    return (policy, findings.sorted)
  }

  private mutating func load(_ file: ContentListing.File) throws(ContentError) {
    let path = file.path
    switch file.role {
    case .switches:
      guard let document = try readValid(path, as: .switches) else { return }
      for item in Switch.read(document, findings: &findings) { switches.add(item) }
    case .fragment(let name, let engine):
      guard try isValid(name.split(separator: "/"), path), let text = try readPlainText(path) else {
        return
      }
      fragments.add(Fragment(name: name, engine: engine, source: text))
    case .function(let name):
      guard let text = try readPlainText(path) else { return }
      functions.add(FunctionFile(id: name, source: text))
    case .profile(let id):
      guard try isNew(id, path, in: \.profiles), let document = try readDocument(path) else {
        return
      }
      profiles.add(Profile(id: id, document: document))
    case .source(let id):
      guard try isNew(id, path, in: \.sources), let document = try readValid(path, as: .source)
      else { return }
      keep(Source(id: id, document: document, findings: &findings), document, in: \.sources)
    case .recording(let source, let name):
      guard try isNew("\(source)/\(name)", path, in: \.recordings),
        let document = try readValid(path, as: .recording)
      else { return }
      keep(Recording(source: source, name: name, document: document), document, in: \.recordings)
    case .locale(let tag):
      guard isValidLocale(tag, path), isFirst(tag, path, in: \.locales),
        let document = try readValid(path, as: .locale)
      else { return }
      locales.add(LocaleTexts(id: tag, document: document))
    case .journey(let id):
      guard try isNew(id, path, in: \.journeys), let document = try readValid(path, as: .journey)
      else { return }
      keep(Journey(id: id, document: document, findings: &findings), document, in: \.journeys)
    case .scenario(let journey, let name):
      guard try isNew("\(journey)/\(name)", path, in: \.scenarios),
        let document = try readValid(path, as: .scenario)
      else { return }
      keep(
        Scenario(journey: journey, name: name, document: document, findings: &findings), document,
        in: \.scenarios)
    case .schema(let role):
      guard let document = try readDocument(path) else { return }
      schemas.add(SchemaFile(path: path, role: role, document: document))
    case .template, .unknown: return
    }
  }

  private mutating func keep<Item>(
    _ item: Item?, _ document: Document, in shelf: WritableKeyPath<Self, Shelf<Item>>
  ) {
    if let item { return self[keyPath: shelf].add(item) }
    reportShape(document, document.source.path)
  }

  /// Says that a file cannot be used, unless something was already said about it.
  mutating func reportShape(_ document: Document, _ path: String) {
    guard !findings.hasProblem(in: path) else { return }
    findings.report(
      .invalidShape, "'\(path)' does not have the shape of its format",
      at: document.span(document.root), notes: ["compare it with docs/content-repository.md"])
  }
}
