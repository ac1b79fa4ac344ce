package import Content
import Documents

/// What a case of a template has where nothing else is said.
package struct CaseDefaults: Sendable {
  private let settings: ProjectSettings
  private let template: Template

  /// Creates the defaults for a template of a project.
  package init(project: Project, template: Template) {
    settings = project.settings
    self.template = template
  }

  /// The recipient's own language where the project supports it, else the project's default.
  ///
  /// `de-AT` falls back to `de` when only that is supported.
  package func locale(of profile: Profile) -> String {
    let wanted = profile.text(at: settings.profileLocalePath)
    guard let wanted else { return settings.defaultLocale.value }
    let supported = settings.locales.map(\.value)
    if supported.contains(wanted) { return wanted }
    let language = wanted.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(String.init)
    return supported.first { $0 == language } ?? settings.defaultLocale.value
  }

  /// The first variant, or nil where the template has none.
  package var variant: String? { template.variants.first?.value }

  /// The first environment of galley.yaml; an empty one where it names none.
  package var environment: ContentEnvironment? { settings.environments.first }

  /// The clock called `default`.
  package var clock: Clock? { settings.clock(named: Clock.defaultName) }

  /// The recording set called `default`, or nil where the template has none.
  package var recordingSet: RecordingSet? {
    template.fixtures.recordingSet(named: RecordingSet.defaultName)
  }
}

extension Profile {
  /// The text at a path of the profile, or nil.
  func text(at path: [String]) -> String? {
    var node = document.root
    for key in path {
      guard let next = document.member(node, key) else { return nil }
      node = next
    }
    return document.kind(node) == .string ? document.string(node) : nil
  }
}
