package import Content
package import Diagnostics
import Documents
package import Rendering
import Templates

/// A case that would reach branches no case reaches yet, with the profile it needs.
package struct ProfileSuggestion: Sendable {
  /// The id of the profile: a new one, or an existing one where nothing is changed.
  package let profile: String
  /// The existing profile that it is made from.
  package let base: String
  /// How it differs from that; empty where the existing profile is enough.
  package let edits: [ProfileEdit]
  /// The profile's data, its keys sorted.
  package let data: JSONOutput
  /// The cases to add, in order.
  package let cases: [Case]
  /// The branches that they reach and no other case does, as numbers of the table.
  package let reaches: [Int]
}

/// The profiles and cases that reach what the cases of a project do not.
package struct ProfileSuggestions: Sendable {
  /// A branch that no suggestion reaches, and why.
  package struct Unsolved: Sendable {
    /// The number of the branch in the table.
    package let branch: Int
    /// Why nothing was found, in one sentence.
    package let reason: String
  }

  /// The coverage that is completed.
  package let coverage: BranchCoverage
  /// What to add: few profiles that reach much, each branch named once.
  package let suggestions: [ProfileSuggestion]
  /// What stays unreached.
  package let unsolved: [Unsolved]
  /// The branches that were looked at.
  package let branches: [Int]
  /// Those of them that no case reaches.
  package let missed: [Int]

  /// Searches; every suggestion was rendered and has reached what it names.
  ///
  /// With `templates` only their branches are looked at, those of their fragments included.
  package init(
    _ coverage: BranchCoverage, in project: Project, renderer: Renderer,
    templates: Set<String>? = nil
  ) {
    let branches = coverage.table.branches.indices.filter { branch in
      !coverage.excluded.contains(branch)
        && (templates.map { !$0.isDisjoint(with: coverage.table.templates(of: branch)) } ?? true)
    }
    let missed = branches.filter { !coverage.reached.contains($0) }
    var search = BranchSearch(project, renderer: renderer, table: coverage.table)
    var bases = zip(coverage.cases, coverage.reachedByCase).map { testCase, reached in
      BranchSearch.Proposal(
        testCase: testCase, base: testCase.profile, edits: [],
        tree: testCase.profile.document.value.output, reached: reached)
    }
    var open = missed
    var found: [BranchSearch.Proposal] = []
    var tried: [Int: Int] = [:]
    var hasProgress = true
    // What is found may reach the decision of a branch that could not be solved before.
    while hasProgress {
      hasProgress = false
      for branch in open where !found.contains(where: { $0.reached.contains(branch) }) {
        let usable = Self.usable(bases, for: branch, coverage.table)
        guard usable.count > tried[branch, default: 0] else { continue }
        tried[branch] = usable.count
        guard let proposal = search.solve(branch, from: usable) else { continue }
        found.append(proposal)
        bases.append(proposal)
        hasProgress = true
      }
    }
    open = open.filter { branch in !found.contains { $0.reached.contains(branch) } }
    self.coverage = coverage
    self.branches = branches
    self.missed = missed
    var cover = SuggestionCover(search: search, missed: Set(missed))
    suggestions = cover.suggestions(found)
    unsolved = open.map { branch in
      Unsolved(
        branch: branch,
        reason: Self.reason(
          branch, coverage, Self.usable(bases, for: branch, coverage.table), &search))
    }
  }

  /// The cases that reach the decision of a branch, to start from.
  private static func usable(
    _ bases: [BranchSearch.Proposal], for branch: Int, _ table: BranchTable
  ) -> [BranchSearch.Proposal] {
    let siblings = Set(table.siblings(of: branch))
    let templates = Set(table.templates(of: branch))
    return bases.filter { base in
      // The other way of an `if` with an `else if` is the next `if`: no sibling tells of it.
      templates.contains(base.testCase.template.id)
        && (siblings.count == 1 || !base.reached.isDisjoint(with: siblings))
    }
  }

  private static func reason(
    _ branch: Int, _ coverage: BranchCoverage, _ bases: [BranchSearch.Proposal],
    _ search: inout BranchSearch
  ) -> String {
    guard !bases.isEmpty else { return "no case gets as far as its condition" }
    let template = coverage.table.templates(of: branch).first ?? ""
    let reads = search.reads(of: branch, in: template)
    let own = reads.filter { $0.root == "profile" }
    guard own.isEmpty else {
      search.ignoresSchema = true
      defer { search.ignoresSchema = false }
      if let found = search.solve(branch, from: bases) {
        let words = found.edits.map { "\($0.pathText): \($0.new?.text() ?? "nothing")" }
        return "no value that the schema allows reaches it; \(words.joined(separator: ", ")) would"
      }
      let names = own.prefix(3).map(\.description).joined(separator: ", ")
      return "no value of \(names) was found that reaches it: it, or a condition around it, "
        + "contradicts itself"
    }
    guard let first = reads.first else { return "its condition depends on no data" }
    let what = first.description
    switch first.root {
    case "event", "journey", "source":
      return "it depends on \(what), not on the profile: give the template a recording set for it"
    case "switch", "now":
      return "it depends on \(what), not on the profile: give the template a clock for it"
    case "variant", "environment", "locale":
      return "it depends on \(what), and no case with another one reaches it"
    default: return "it depends on \(what), not on the profile"
    }
  }
}
