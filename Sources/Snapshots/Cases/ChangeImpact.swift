package import Content
import Diagnostics
import Documents
package import Rendering

/// Which cases the change of some files can reach, and through what.
///
/// Errs on the side of running too much: a file that galley reads without knowing what for selects
/// everything; files outside of galley's folders reach no case.
package struct ChangeImpact: Sendable {
  /// Why a case is selected.
  package enum Reason: Sendable, Equatable {
    /// A file that every case may depend on.
    case everything(String)
    /// A file that the case depends on.
    case file(String)
  }

  private let everything: String?
  private let changed: Set<String>
  private let project: Project
  private var byTemplate: [String: String] = [:]

  /// Works out what changed paths reach; paths of renamed and deleted files count under both names.
  package init(_ changed: Set<String>, in project: Project) {
    self.changed = changed
    self.project = project
    let sorted = changed.sorted { ContentPath.isOrdered($0, before: $1) }
    everything = sorted.first { Self.reachesEverything($0) }
    guard everything == nil else { return }
    let needsClosures = sorted.contains {
      $0.hasPrefix("fragments/") || $0 == "switches.yaml"
    }
    for template in project.templates {
      byTemplate[template.id] = Self.cause(
        in: sorted, template, project, needsClosure: needsClosures)
    }
  }

  /// Why a case is selected, or nil if nothing that changed reaches it.
  package func reason(for testCase: Case) -> Reason? {
    if let everything { return .everything(everything) }
    if let path = byTemplate[testCase.template.id] { return .file(path) }
    var paths = [testCase.profile.document.source.path]
    for choice in testCase.recordingSet?.sources ?? [] {
      let stem = "recordings/\(choice.source.value)/\(choice.recording.value)"
      paths += [stem + ".json", stem + ".yaml"]
    }
    for name in Translations.chain(of: testCase.locale, in: project) {
      paths += ["locales/\(name).yaml", "locales/\(name).json"]
    }
    paths += SnapshotFiles.paths(of: testCase)
    return paths.first { changed.contains($0) }.map { .file($0) }
  }

  /// Whether a file is configuration, or of a kind whose reach nobody knows.
  private static func reachesEverything(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let folder = parts.first.map(String.init) else { return false }
    if path == "galley.yaml" || path == "schemas/profile.schema.json" { return true }
    // Nothing that galley reads.
    guard ContentLayout.folders.contains(folder), let file = parts.last, !file.hasPrefix(".") else {
      return false
    }
    switch folder {
    case "journeys", "scenarios", "templates", "profiles", "locales", "recordings", "sources":
      return parts.count < 2 || !hasKnownEnding(String(file), folder)
    case "fragments": return !file.hasSuffix(".liquid") && !file.hasSuffix(".hbs")
    case "schemas":
      return parts.count != 3 || !["events", "sources", "surfaces"].contains(String(parts[1]))
    default: return true
    }
  }

  private static func hasKnownEnding(_ file: String, _ folder: String) -> Bool {
    let endings = [".yaml", ".json"] + (folder == "templates" ? [".liquid", ".hbs", ".js"] : [])
    return endings.contains { file.hasSuffix($0) }
  }

  /// The first changed file that all cases of a template depend on.
  private static func cause(
    in changed: [String], _ template: Template, _ project: Project, needsClosure: Bool
  ) -> String? {
    var closure: TemplateClosure?
    if needsClosure {
      let compiled = CompiledTemplate.compile(template, in: project).compiled
      // What a broken template depends on is unknown: it may be the fragment that is gone.
      guard compiled.isComplete else { return changed.first }
      closure = TemplateClosure(compiled)
    }
    let hasHandlebars = template.parts.contains { $0.engine == .handlebars }
    return changed.first { path in
      if path.hasPrefix(template.folder + "/") { return true }
      if let event = template.event, path == SchemaFile.eventPath(event.value) { return true }
      // The schema that checks its payload may refer to any other.
      if template.surface != nil, path.hasPrefix("schemas/") { return true }
      for source in template.sources {
        let name = source.value
        if path.hasPrefix("sources/\(name).") || path.hasPrefix("schemas/sources/\(name).") {
          return true
        }
      }
      guard let closure else { return false }
      return closure.paths.contains(path) || closure.readsSwitches && path == "switches.yaml"
        || hasHandlebars && path.hasPrefix("fragments/") && path.hasSuffix(".hbs")
    }
  }
}
