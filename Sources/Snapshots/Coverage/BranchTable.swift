import Content
import Diagnostics
package import Rendering
package import Templates

/// The branches of all templates of a project, each once however many templates use its fragment.
package struct BranchTable: Sendable {
  /// The branches, ordered by file and place.
  package let branches: [TemplateBranch]
  /// For each template, the number of each branch of each of its programs.
  private let numbers: [String: [[Int]]]
  /// For each branch, the templates that have it.
  private let users: [[String]]

  /// Lists the branches of a project that was compiled to record them.
  ///
  /// `templates` says which count; nil for all. Templates that cannot be compiled have none.
  package init(_ compiled: CompiledProject, templates: Set<String>? = nil) {
    var branches: [BranchKey: TemplateBranch] = [:]
    var users: [BranchKey: [String]] = [:]
    var keys: [String: [[BranchKey]]] = [:]
    for template in compiled.project.templates where templates?.contains(template.id) ?? true {
      guard let programs = compiled.template(template.id)?.programs else { continue }
      keys[template.id] = programs.map { program in
        program.branches.map { branch in
          let key = BranchKey(branch)
          branches[key] = branch
          if users[key]?.last != template.id { users[key, default: []].append(template.id) }
          return key
        }
      }
    }
    let sorted = branches.keys.sorted()
    var positions: [BranchKey: Int] = [:]
    for (position, key) in sorted.enumerated() { positions[key] = position }
    self.branches = sorted.compactMap { branches[$0] }
    self.users = sorted.map { users[$0] ?? [] }
    numbers = keys.mapValues { programs in
      programs.map { program in program.compactMap { positions[$0] } }
    }
  }

  /// The numbers of the branches that a render of a template took.
  package func reached(_ template: String, _ flags: [[Bool]]) -> Set<Int> {
    var result: Set<Int> = []
    for (program, flags) in flags.enumerated() {
      for (branch, isReached) in flags.enumerated() where isReached {
        if let number = numbers[template]?[program][branch] { result.insert(number) }
      }
    }
    return result
  }

  /// The templates that have a branch, in order.
  package func templates(of branch: Int) -> [String] { users[branch] }

  /// The programs of a template that have a branch, as positions in `programs`.
  package func programs(of branch: Int, in template: String) -> [Int] {
    (numbers[template] ?? []).indices.filter { numbers[template]?[$0].contains(branch) == true }
  }

  /// The branches that the same tag decides, this one included.
  package func siblings(of branch: Int) -> [Int] {
    let decision = branches[branch].decision
    return branches.indices.filter { other in
      let span = branches[other].decision
      return span.start == decision.start && span.end == decision.end
        && span.source.path == decision.source.path
    }
  }
}

/// What makes a branch the same one, whichever template uses its fragment; their order.
struct BranchKey: Hashable, Comparable, Sendable {
  /// The file.
  let path: String
  /// The first byte.
  let start: Int
  /// The byte behind the last.
  let end: Int
  /// The first byte of the tag that decides.
  let decision: Int
  /// What kind of way it is: `if`, `else`, `empty`.
  let kind: String

  init(path: String, start: Int, end: Int, decision: Int, kind: String) {
    (self.path, self.start, self.end) = (path, start, end)
    (self.decision, self.kind) = (decision, kind)
  }

  init(_ branch: TemplateBranch) {
    self.init(
      path: branch.span.source.path, start: branch.span.start, end: branch.span.end,
      decision: branch.decision.start, kind: branch.kind.rawValue)
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.path, left.start, left.end, left.decision, left.kind)
      < (right.path, right.start, right.end, right.decision, right.kind)
  }
}
