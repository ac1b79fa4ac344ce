import Diagnostics
import Documents
import Snapshots
import Templates

/// Prints which branches of templates no case reaches.
struct CoverageReport {
  let coverage: BranchCoverage
  /// The least share asked for, in percent.
  let minimum: Double?
  /// Whether the text names the files that are reached wholly, too.
  let listsAll: Bool

  /// Whether less than the share asked for is reached.
  var isTooLow: Bool { minimum.map { !coverage.isAtLeast($0) } ?? false }

  private var total: Int { coverage.total }

  /// The files with what no case reaches, then the total.
  var text: String {
    var text = ""
    let files = coverage.files
    let missed = Set(coverage.missed)
    let width = files.map { "\($0.total)".count }.max() ?? 0
    for file in files where listsAll || file.reached < file.total {
      let count = file.total
      func padded(_ number: Int) -> String {
        String(repeating: " ", count: max(0, width - "\(number)".count)) + "\(number)"
      }
      let share = BranchCoverage.share(file.reached, of: count)
      text += "\(padded(file.reached)) of \(padded(count))  \(file.path)"
      text += file.reached == count ? "\n" : "  \(share) %\n"
      for number in file.branches where missed.contains(number) {
        let branch = coverage.table.branches[number]
        let position = branch.span.startPosition
        text += "  \(file.path):\(position.line):\(position.column)  \(branch.words)\n"
      }
    }
    let share = BranchCoverage.share(coverage.reached.count, of: total)
    text +=
      "coverage: \(coverage.reached.count) of \(total == 1 ? "1 branch" : "\(total) branches")"
    text += " reached, \(share) %"
    if let minimum, isTooLow { text += ", less than \(Self.text(minimum)) %" }
    text += "\n"
    if !coverage.excluded.isEmpty {
      text += "not counted, since no valid data reaches them: \(coverage.excluded.count)\n"
    }
    if coverage.reached.count < total {
      text += "run 'galley suggest profiles' for profiles that reach the rest\n"
    }
    return text
  }

  /// The coverage as a member of the JSON of `galley test`.
  var json: JSONOutput {
    let missed = Set(coverage.missed)
    return .members([
      ("branches", .integer(total)), ("reached", .integer(coverage.reached.count)),
      ("excluded", .integer(coverage.excluded.count)),
      ("minimum", minimum.map { .number($0) }), ("isSufficient", .bool(!isTooLow)),
      (
        "files",
        .array(
          coverage.files.map { file in
            [
              "path": .string(file.path), "branches": .integer(file.total),
              "reached": .integer(file.reached),
              "missed": .array(
                file.branches.filter { missed.contains($0) }.map {
                  Self.json(coverage.table, $0)
                }),
            ]
          })
      ),
    ])
  }

  /// A branch as JSON: where it is, what it is, who has it.
  static func json(_ table: BranchTable, _ number: Int) -> JSONOutput {
    let branch = table.branches[number]
    let position = branch.span.startPosition
    return [
      "path": .string(branch.span.source.path), "line": .integer(position.line),
      "column": .integer(position.column), "kind": .string(branch.kind.rawValue),
      "description": .string(branch.words),
      "templates": .array(table.templates(of: number).map { .string($0) }),
    ]
  }

  /// What no case reaches as problems, for formats that show problems.
  var problems: [Diagnostic] {
    coverage.missed.map { number in
      let branch = coverage.table.branches[number]
      return Diagnostic(
        .unreachedBranch, "no case reaches this branch: \(branch.words)",
        at: branch.span, severity: .warning,
        notes: [Diagnostic.Note("run 'galley suggest profiles' for a profile that does")])
    }
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}

extension DiagnosticCode {
  /// A branch of a template that no case reaches.
  static let unreachedBranch = DiagnosticCode(
    "coverage/unreached-branch", "no case reaches a branch of a template")
}
