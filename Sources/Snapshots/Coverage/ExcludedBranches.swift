import Content
import Diagnostics
import Documents
import JSONSchema
import Rendering
import Templates

/// The branches that no valid data can reach: loops over lists that a schema never lets be empty.
///
/// A branch is left out only where that is proved: where the schema, together with the claim that
/// the list is missing or empty, accepts no value at all.
struct ExcludedBranches {
  private let project: Project
  private let schemas: [String: DocumentValue]
  private var verdicts: [String: Bool] = [:]

  init(_ project: Project) {
    self.project = project
    var schemas: [String: DocumentValue] = [:]
    for file in project.schemas {
      if let id = file.document.value["$id"]?.string { schemas[id] = file.document.value }
      schemas[file.path] = file.document.value
    }
    self.schemas = schemas
  }

  /// The branches of a table that are left out.
  mutating func find(in table: BranchTable, _ compiled: CompiledProject) -> Set<Int> {
    var excluded: Set<Int> = []
    var inputs: [String: BranchInputs] = [:]
    for (number, branch) in table.branches.enumerated() where branch.kind == .empty {
      let uses = table.templates(of: number).flatMap { template in
        table.programs(of: number, in: template).map { (template, $0) }
      }
      let isImpossible = uses.allSatisfy { template, program in
        guard let programs = compiled.template(template)?.programs else { return false }
        let key = "\(template) \(program)"
        let known = inputs[key] ?? BranchInputs(programs[program])
        inputs[key] = known
        guard let read = known.directRead(of: branch) else { return false }
        return isNeverEmpty(read, in: template)
      }
      if isImpossible, !uses.isEmpty { excluded.insert(number) }
    }
    return excluded
  }

  private mutating func isNeverEmpty(_ read: TemplateRead, in template: String) -> Bool {
    let file: SchemaFile? =
      switch read.root {
      case "profile": project.profileSchema
      case "event": project.templates[id: template]?.event.flatMap { project.eventSchema($0.value) }
      default: nil
      }
    var names: [String] = []
    for step in read.path {
      guard case .name(let name) = step else { return false }
      names.append(name)
    }
    guard let file, !names.isEmpty else { return false }
    let key = "\(file.path) \(names.joined(separator: "\u{0}"))"
    if let known = verdicts[key] { return known }
    let verdict = isNeverEmpty(names, file)
    verdicts[key] = verdict
    return verdict
  }

  /// Whether no value that the schema accepts lacks the list or has it empty.
  private func isNeverEmpty(_ names: [String], _ file: SchemaFile) -> Bool {
    var holds: JSONOutput = ["type": "array", "minItems": 1]
    for name in names.reversed() {
      holds = .object([
        ("type", "object"), ("required", .array([.string(name)])),
        ("properties", .object([(name, holds)])),
      ])
    }
    let claim: JSONOutput = .object([
      ("allOf", .array([["$ref": .string(file.path)], .object([("not", holds)])]))
    ])
    let source = SourceText(path: "claim.json", bytes: claim.bytes())
    let known = schemas
    guard let document = JSONReader.read(source).document else { return false }
    let schema = Schema.compile(
      document,
      options: SchemaOptions(
        defaultDraft: project.settings.schemaDraft,
        assertsFormat: project.settings.assertsFormats),
      resolver: { known[$0] }
    ).schema
    guard let schema, case .unsatisfiable = schema.satisfiability() else { return false }
    return true
  }
}
