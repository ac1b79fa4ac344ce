import Content
import Diagnostics
import Rendering
import Snapshots

/// The names that choose one case on the command line.
struct CaseChoiceNames {
  let profile: String?
  let locale: String?
  let clock: String?
  let variant: String?
  let environment: String?
  let recordingSet: String?

  /// Makes the case; an unknown name is a usage error that suggests the nearest one.
  func makeCase(_ templateID: String, in project: Project) throws -> Case {
    try require(templateID, "template", among: project.templates.map(\.id))
    guard let template = project.templates[id: templateID] else {
      throw CommandFailure(
        "the template '\(templateID)' cannot be used", hints: ["run 'galley check'"])
    }
    let settings = project.settings
    try require(profile, "profile", among: project.profiles.map(\.id))
    try require(locale, "locale", among: settings.locales.map(\.value))
    try require(clock, "clock", among: settings.clocks.map(\.id))
    try require(variant, "variant", among: template.variants.map(\.value))
    try require(environment, "environment", among: settings.environments.map(\.id))
    try require(recordingSet, "recording set", among: template.fixtures.recordingSets.map(\.id))
    let builder = CaseBuilder(project: project, template: template)
    let testCase = builder.makeCase(
      profile: profile, locale: locale, clock: clock, variant: variant, environment: environment,
      recordingSet: recordingSet)
    guard let testCase else {
      throw CommandFailure(
        "the project has no profile, clock or environment to render with",
        hints: ["run 'galley check' to see what is missing"])
    }
    return testCase
  }

  private func require(_ name: String?, _ what: String, among known: [String]) throws {
    guard let name, !known.contains(name) else { return }
    var hints: [String] = []
    if let near = NearestName.suggest(name, among: known) {
      hints.append("did you mean '\(near)'?")
    }
    hints.append(
      known.isEmpty ? "there is none" : "there are: \(known.sorted().joined(separator: ", "))")
    throw CommandFailure("there is no \(what) '\(name)'", hints: hints)
  }
}
