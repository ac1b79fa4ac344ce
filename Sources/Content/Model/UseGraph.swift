/// A thing of the project that uses others or is used by them.
package enum ContentNode: Sendable, Hashable {
  /// A template by id.
  case template(String)
  /// A journey by id.
  case journey(String)
  /// A scenario by `journey/name`.
  case scenario(String)
  /// A profile by id.
  case profile(String)
  /// A source by id.
  case source(String)
  /// A recording by `source/name`.
  case recording(String)
  /// A file below `schemas/` by path.
  case schema(String)

  /// The kind and the id, by which nodes are ordered and printed: `template hello`.
  package var label: String {
    switch self {
    case .template(let id): "template \(id)"
    case .journey(let id): "journey \(id)"
    case .scenario(let id): "scenario \(id)"
    case .profile(let id): "profile \(id)"
    case .source(let id): "source \(id)"
    case .recording(let id): "recording \(id)"
    case .schema(let path): "schema \(path)"
    }
  }
}

/// Who uses whom, as far as the YAML files say it.
///
/// Fragments, functions, switches and texts are used inside templates, which only the template
/// engine can read; profiles that a template does not name are used by it all the same.
package struct UseGraph: Sendable {
  private var used: [ContentNode: Set<ContentNode>] = [:]
  private var using: [ContentNode: Set<ContentNode>] = [:]

  /// Collects the uses of a project.
  package init(_ project: Project) {
    for template in project.templates { add(template, project) }
    for source in project.sources { add(.source(source.id), uses: .schema(source.schemaPath)) }
    for recording in project.recordings {
      add(.recording(recording.id), uses: .source(recording.source))
    }
    for profile in project.profiles {
      add(.profile(profile.id), uses: .schema(SchemaFile.profilePath))
    }
    for journey in project.journeys { add(journey) }
    for scenario in project.scenarios { add(scenario) }
  }

  /// Returns what a thing uses itself, ordered by label.
  package func uses(of node: ContentNode) -> [ContentNode] { sorted(used[node] ?? []) }

  /// Returns what uses a thing itself, ordered by label.
  package func users(of node: ContentNode) -> [ContentNode] { sorted(using[node] ?? []) }

  /// Returns everything that a change of some things may change, they included, ordered by label.
  package func affected(by nodes: some Sequence<ContentNode>) -> [ContentNode] {
    var seen: Set<ContentNode> = []
    var open = Array(nodes)
    while let node = open.popLast() {
      if seen.insert(node).inserted { open += using[node] ?? [] }
    }
    return sorted(seen)
  }

  private func sorted(_ nodes: Set<ContentNode>) -> [ContentNode] {
    nodes.sorted { $0.label.utf8.lexicographicallyPrecedes($1.label.utf8) }
  }

  private mutating func add(_ user: ContentNode, uses other: ContentNode) {
    used[user, default: []].insert(other)
    using[other, default: []].insert(user)
  }

  private mutating func add(_ template: Template, _ project: Project) {
    let node = ContentNode.template(template.id)
    if let event = template.event {
      add(node, uses: .schema(SchemaFile.eventPath(event.value)))
    }
    if let surface = template.surface {
      add(node, uses: .schema(SchemaFile.surfacePath(surface.value)))
    }
    for source in template.sources { add(node, uses: .source(source.value)) }
    let fixtures = template.fixtures
    for profile in fixtures.profiles?.map(\.value) ?? project.profiles.map(\.id) {
      add(node, uses: .profile(profile))
    }
    for selector in fixtures.include {
      if let profile = selector.profile { add(node, uses: .profile(profile.value)) }
    }
    for choice in fixtures.recordingSets.flatMap(\.sources) {
      add(node, uses: .recording("\(choice.source.value)/\(choice.recording.value)"))
    }
  }

  private mutating func add(_ journey: Journey) {
    let node = ContentNode.journey(journey.id)
    for event in [journey.entry.event] + journey.exitOn.map(\.event) {
      add(node, uses: .schema(SchemaFile.eventPath(event.value)))
    }
    for step in journey.steps {
      switch step.action {
      case .wait(.event(let events, _, _)):
        for event in events { add(node, uses: .schema(SchemaFile.eventPath(event.value))) }
      case .message(let template, _): add(node, uses: .template(template.value))
      case .call(let source): add(node, uses: .source(source.value))
      case .wait, .condition, .split, .update, .exit: break
      }
    }
  }

  private mutating func add(_ scenario: Scenario) {
    let node = ContentNode.scenario(scenario.id)
    add(node, uses: .journey(scenario.journey))
    add(node, uses: .profile(scenario.profile.value))
    for event in scenario.events {
      add(node, uses: .schema(SchemaFile.eventPath(event.event.value)))
    }
    for calls in scenario.calls {
      for recording in calls.recordings {
        add(node, uses: .recording("\(calls.source.value)/\(recording.value)"))
      }
    }
  }
}
