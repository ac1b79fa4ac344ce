package import Content
package import Diagnostics
package import Templates

/// A project with its templates and translations compiled: built once, used by every thread.
package struct CompiledProject: Sendable {
  /// The project.
  package let project: Project
  /// The project's JSON Schemas, compiled.
  package let schemas: ProjectSchemas
  /// What is wrong with templates and translations, and with what galley.yaml says of recipients.
  package let diagnostics: [Diagnostic]
  /// The values of each environment as templates see them.
  let environments: [String: TemplateValue]
  /// What the clocks of cases mean to their recipients.
  let moments: RecipientMoments
  private let templates: [String: CompiledTemplate]
  private let translations: [String: Translations]

  /// Compiles the templates called `wanted`, or all of them.
  ///
  /// With `recordsBranches` a render can say which branches it took, and is slower for it.
  package init(
    _ project: Project, templates wanted: Set<String>? = nil, recordsBranches: Bool = false
  ) {
    var diagnostics: [Diagnostic] = []
    var templates: [String: CompiledTemplate] = [:]
    for template in project.templates where wanted?.contains(template.id) ?? true {
      let result = CompiledTemplate.compile(
        template, in: project, recordsBranches: recordsBranches)
      templates[template.id] = result.compiled
      diagnostics += result.diagnostics
    }
    var translations: [String: Translations] = [:]
    for locale in project.settings.locales {
      translations[locale.value] = Translations(
        locale: locale.value, project: project, diagnostics: &diagnostics)
    }
    // Cases of recipients with zones of their own never ask for it.
    let zone = project.settings.timeZone
    if !RegionalFormat.isTimeZone(zone.value) {
      diagnostics.append(.unknownTimeZone(zone.value, at: zone.span))
    }
    self.project = project
    environments = Dictionary(
      project.settings.environments.map { ($0.id, CaseData.environment($0)) },
      uniquingKeysWith: { first, _ in first })
    moments = RecipientMoments(project)
    let schemas = ProjectSchemas(project)
    diagnostics += ProfilePathCheck.problems(of: project, schemas)
    self.schemas = schemas
    self.templates = templates
    self.translations = translations
    self.diagnostics = DiagnosticReport.sortedAndUnique(diagnostics)
  }

  /// The compiled form of a template, or nil if a part of it cannot be compiled.
  package func template(_ id: String) -> CompiledTemplate? {
    templates[id].flatMap { $0.isComplete ? $0 : nil }
  }

  /// The programs of those parts of a template that compiled.
  package func programs(of id: String) -> [Program] { templates[id]?.programs ?? [] }

  /// The texts of a locale.
  package func translations(_ locale: String) -> Translations? { translations[locale] }
}
