import Content
package import Diagnostics
import Documents
import JSONSchema
import Rendering
import Templates

/// What templates read, held against the schemas of profile, event and sources.
enum TemplateVariables: Check {
  static let codes: [DiagnosticCode] = [
    .unknownVariable, .unknownPath, .unguardedOptional, .undeclaredEvent, .undeclaredSource,
    .unknownSwitch, .unknownEnvironmentValue,
  ]

  static func problems(_ input: CheckedProject) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for template in input.project.templates {
      let scope = TemplateScope(template, input)
      for program in input.compiled.programs(of: template.id) {
        for read in program.reads {
          if let problem = scope.problem(of: read) { problems.append(problem) }
        }
      }
    }
    return problems
  }
}

/// The names that one template may read, with what is known of each.
private struct TemplateScope {
  private static let roots = [
    "profile", "event", "journey", "source", "switch", "variant", "locale", "now", "environment",
  ]

  private let template: Template
  private let input: CheckedProject

  init(_ template: Template, _ input: CheckedProject) {
    self.template = template
    self.input = input
  }

  /// Returns what is wrong with a read, if anything.
  func problem(of read: TemplateRead) -> Diagnostic? {
    let schemas = input.compiled.schemas
    switch read.root {
    case "profile":
      return schemas.profile.flatMap { problem(of: read, in: $0, skipping: 0) }
    case "event":
      guard let event = template.event else { return undeclaredEvent(read) }
      return schemas.event(event.value).flatMap { problem(of: read, in: $0, skipping: 0) }
    case "source": return sourceProblem(read)
    case "switch":
      guard input.project.switches.isReadable else { return nil }
      let names = input.project.switches.map(\.id)
      return nameProblem(
        read, .unknownSwitch, "switch", names, next: "declare it in switches.yaml")
    case "environment":
      let names = input.project.settings.environments.flatMap { environment in
        environment.data.members.map { $0.key.document.string($0.key.node) }
      }
      return nameProblem(
        read, .unknownEnvironmentValue, "value of the environment", ["name"] + names,
        next: "declare it under environments in galley.yaml")
    case "journey", "variant", "locale", "now": return nil
    default:
      return unknown(
        .unknownVariable, read.root, at: read.span,
        "'\(read.root)' is no variable of a template", among: Self.roots,
        expected: "a template sees \(Self.roots.joined(separator: ", "))")
    }
  }

  private func undeclaredEvent(_ read: TemplateRead) -> Diagnostic {
    Diagnostic(
      .undeclaredEvent, "the template '\(template.id)' reads 'event' but declares none",
      at: read.span,
      notes: [Diagnostic.Note("add 'event: <name>' to templates/\(template.id)/template.yaml")])
  }

  private func sourceProblem(_ read: TemplateRead) -> Diagnostic? {
    guard case .name(let id)? = read.path.first else { return nil }
    let declared = template.sources.map(\.value)
    guard declared.contains(id) else {
      let isThere = input.project.sources[id: id] != nil
      let expected =
        isThere
        ? "add '\(id)' to sources in templates/\(template.id)/template.yaml"
        : "the template declares \(declared.isEmpty ? "no source" : declared.joined(separator: ", "))"
      return unknown(
        .undeclaredSource, id, at: read.span,
        "the template '\(template.id)' does not declare the source '\(id)'", among: declared,
        expected: expected)
    }
    guard let source = input.project.sources[id: id],
      let schema = input.compiled.schemas.answer(of: source)
    else { return nil }
    return problem(of: read, in: schema, skipping: 1)
  }

  /// Checks the first step of a path against a list of names.
  private func nameProblem(
    _ read: TemplateRead, _ code: DiagnosticCode, _ what: String, _ names: [String], next: String
  ) -> Diagnostic? {
    guard case .name(let name)? = read.path.first, !names.contains(name) else { return nil }
    return unknown(
      code, name, at: read.span, "there is no \(what) '\(name)'", among: names, expected: next)
  }

  private func problem(
    of read: TemplateRead, in schema: Schema, skipping count: Int
  ) -> Diagnostic? {
    var steps: [SchemaPathStep] = []
    for segment in read.path.dropFirst(count) {
      switch segment {
      case .name(let name): steps.append(.property(name))
      case .anyItem: steps.append(.anyItem)
      case .dynamic: return checked(read, steps, schema, skipping: count)
      }
    }
    return checked(read, steps, schema, skipping: count)
  }

  private func checked(
    _ read: TemplateRead, _ steps: [SchemaPathStep], _ schema: Schema, skipping count: Int
  ) -> Diagnostic? {
    let shape = schema.shape(at: steps)
    let path = read.text
    switch shape.presence {
    case .unknown: return nil
    case .declared:
      let known = read.presentSteps - count
      guard !read.isGuarded, shape.optionalSteps.contains(where: { $0 >= known }) else {
        return nil
      }
      return Diagnostic(
        .unguardedOptional, "'\(path)' may be missing: the schema does not require it",
        at: read.span, severity: .warning,
        notes: [
          Diagnostic.Note(
            read.span.source.path.hasSuffix(".hbs")
              ? "give it a fallback ({{default \(path) \"…\"}}), put it inside {{#if}}, "
                + "or make it required in the schema"
              : "give it a fallback (| default: \"…\"), put it inside {% if %}, "
                + "or make it required in the schema")
        ])
    case .excluded, .unlisted:
      guard let failed = shape.failedStep, failed < steps.count,
        case .property(let name) = steps[failed]
      else { return nil }
      let isCommand = ["size", "first", "last"].contains(name)
      let holdsCommand =
        !shape.parentTypes.intersection([.array, .string, .object]).isEmpty
      if isCommand, holdsCommand { return nil }
      var diagnostic = unknown(
        .unknownPath, name, at: read.span, "'\(path)': the schema declares no '\(name)'",
        among: shape.siblingNames,
        expected: shape.siblingNames.isEmpty
          ? "the value there is \(shape.parentTypes.names.joined(separator: " or "))"
          : "declared are \(shape.siblingNames.prefix(12).joined(separator: ", "))")
      if shape.presence == .unlisted { diagnostic.severity = .warning }
      return diagnostic
    }
  }

  private func unknown(
    _ code: DiagnosticCode, _ name: String, at span: SourceSpan, _ message: String,
    among names: [String], expected: String
  ) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if let near = NearestName.suggest(name, among: names) {
      notes.append(Diagnostic.Note("did you mean '\(near)'?"))
    }
    notes.append(Diagnostic.Note(expected))
    return Diagnostic(code, message, at: span, notes: notes)
  }
}

extension TemplateRead {
  /// The path as people write it: `profile.items[].title`.
  fileprivate var text: String {
    path.reduce(into: root) { text, segment in
      switch segment {
      case .name(let name): text += "." + name
      case .anyItem: text += "[]"
      case .dynamic: text += "[…]"
      }
    }
  }
}

extension DiagnosticCode {
  /// A top-level name that no template has.
  package static let unknownVariable = DiagnosticCode(
    "template/unknown-variable", "the name is no variable of a template")
  /// A path that the schema of its root does not declare.
  package static let unknownPath = DiagnosticCode(
    "template/unknown-path", "the schema does not declare the path")
  /// A value that may be missing, used as if it were always there.
  package static let unguardedOptional = DiagnosticCode(
    "template/unguarded-optional", "a value that may be missing is used without a fallback")
  /// A template that reads `event` without declaring one.
  package static let undeclaredEvent = DiagnosticCode(
    "template/undeclared-event", "the template reads an event but declares none")
  /// A template that reads a source it does not declare.
  package static let undeclaredSource = DiagnosticCode(
    "template/undeclared-source", "the template reads a source that it does not declare")
  /// A switch that switches.yaml does not declare.
  package static let unknownSwitch = DiagnosticCode(
    "template/unknown-switch", "switches.yaml declares no such switch")
  /// A value that no environment declares.
  package static let unknownEnvironmentValue = DiagnosticCode(
    "template/unknown-environment-value", "no environment declares the value")
}
