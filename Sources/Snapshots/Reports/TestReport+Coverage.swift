package import Diagnostics
import Templates

extension TestReport {
  /// Which branches of templates and fragments the cases of a run reach.
  package struct Coverage: Sendable, Equatable {
    /// What became of a branch.
    package enum State: String, Sendable, CaseIterable {
      /// A case reaches it.
      case reached
      /// No case reaches it.
      case missed
      /// No valid data can reach it: it is not counted.
      case excluded
    }

    /// A way that a template can go.
    package struct Branch: Sendable, Hashable {
      /// What makes it the same branch, whichever template uses its fragment.
      let key: BranchKey
      /// Where it is.
      package let place: PlacedDiagnostic.Place
      /// The branch in words: `else of {% if profile.address %}`.
      package let words: String
      /// The templates that have it, in order.
      package internal(set) var templates: [String]
      /// What became of it.
      package internal(set) var state: State

      /// What kind of way it is: `if`, `else`, `empty`.
      package var kind: String { key.kind }
    }

    /// One file with its branches.
    package struct File: Sendable {
      /// The path.
      package let path: String
      /// Its branches, in order of place.
      package let branches: ArraySlice<Branch>

      /// How many branches count.
      package var total: Int { branches.count { $0.state != .excluded } }
      /// How many of them a case reaches.
      package var reached: Int { branches.count { $0.state == .reached } }
    }

    /// The branches, ordered by file and place.
    package internal(set) var branches: [Branch]
    /// The least share asked for, in percent.
    package let minimum: Double?
    /// Whether the text names the files that are reached wholly, too.
    package let listsAll: Bool

    init(_ branches: [Branch], minimum: Double?, listsAll: Bool) {
      self.branches = branches
      self.minimum = minimum
      self.listsAll = listsAll
    }

    /// Takes what the cases of a run reach.
    package init(_ coverage: BranchCoverage, minimum: Double? = nil, listsAll: Bool = true) {
      let branches = coverage.table.placed { number in
        if coverage.reached.contains(number) { return .reached }
        return coverage.excluded.contains(number) ? .excluded : .missed
      }
      self.init(branches, minimum: minimum, listsAll: listsAll)
    }

    /// The number of branches that count.
    package var total: Int { branches.count { $0.state != .excluded } }
    /// How many of them a case reaches.
    package var reached: Int { branches.count { $0.state == .reached } }
    /// How many branches no valid data can reach.
    package var excluded: Int { branches.count { $0.state == .excluded } }

    /// Whether less than the share asked for is reached.
    package var isTooLow: Bool {
      minimum.map { !BranchCoverage.isAtLeast($0, reached, of: total) } ?? false
    }

    /// What is reached in a sentence: `177 of 201 branches reached, 88 %, less than 100 %`.
    package var sentence: String {
      let share = BranchCoverage.share(reached, of: total)
      let text =
        "\(reached) of \(total == 1 ? "1 branch" : "\(total) branches") reached, \(share) %"
      guard let minimum, isTooLow else { return text }
      // A whole number is said without a fraction.
      let least = Int(exactly: minimum).map(String.init) ?? "\(minimum)"
      return "\(text), less than \(least) %"
    }

    /// The branches that no case reaches as lines: their places and what they are.
    var missedLines: [String] {
      branches.filter { $0.state == .missed }.map { branch in
        let place = "\(branch.place.path):\(branch.place.start.line):\(branch.place.start.column)"
        return "\(place)  \(branch.words)"
      }
    }

    /// The files in the order of their paths.
    package var files: [File] {
      var files: [File] = []
      var start = 0
      while start < branches.count {
        let path = branches[start].place.path
        var end = start
        while end < branches.count, branches[end].place.path == path { end += 1 }
        files.append(File(path: path, branches: branches[start..<end]))
        start = end
      }
      return files
    }

    /// What no case reaches as problems, for formats that show problems.
    var problems: [Problem] {
      branches.filter { $0.state == .missed }.map { branch in
        Problem(
          PlacedDiagnostic(
            .unreachedBranch, .warning, "no case reaches this branch: \(branch.words)",
            at: branch.place,
            notes: [
              PlacedDiagnostic.Note("run 'galley suggest profiles' for a profile that does")
            ]))
      }
    }

    /// Joins what the cases of several parts reach; nil where none of them was asked.
    ///
    /// A branch of a shared fragment is reached when a case of any part reaches it, and left out only
    /// where no template of any part could.
    static func merged(_ all: [Coverage]) -> Coverage? {
      guard let first = all.first else { return nil }
      var branches: [BranchKey: Branch] = [:]
      for branch in all.flatMap(\.branches) {
        guard var known = branches[branch.key] else {
          branches[branch.key] = branch
          continue
        }
        known.templates += branch.templates
        known.state = known.state.joined(branch.state)
        branches[branch.key] = known
      }
      let sorted = branches.values.sorted { $0.key < $1.key }.map { branch in
        var branch = branch
        branch.templates = Set(branch.templates).sorted {
          $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return branch
      }
      return Coverage(sorted, minimum: first.minimum, listsAll: first.listsAll)
    }
  }
}

extension TestReport.Coverage.State {
  /// What becomes of a branch that two parts have.
  fileprivate func joined(_ other: Self) -> Self {
    if self == .reached || other == .reached { return .reached }
    return self == .missed || other == .missed ? .missed : .excluded
  }
}

extension BranchTable {
  /// The branches with their places worked out.
  func placed(
    _ state: (Int) -> TestReport.Coverage.State
  ) -> [TestReport.Coverage.Branch] {
    let places = PlacedDiagnostic.places(branches.map(\.span))
    return branches.indices.map { number in
      TestReport.Coverage.Branch(
        key: BranchKey(branches[number]), place: places[number], words: branches[number].words,
        templates: templates(of: number), state: state(number))
    }
  }

  /// One branch with its place, for reports about single branches.
  package func placed(_ number: Int) -> TestReport.Coverage.Branch {
    TestReport.Coverage.Branch(
      key: BranchKey(branches[number]),
      place: PlacedDiagnostic.places([branches[number].span])[0],
      words: branches[number].words, templates: templates(of: number), state: .missed)
  }
}

extension DiagnosticCode {
  /// A branch of a template that no case reaches.
  package static let unreachedBranch = DiagnosticCode(
    "coverage/unreached-branch", "no case reaches a branch of a template")
}
