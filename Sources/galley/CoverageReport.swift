import Diagnostics
import Documents
import Snapshots

/// Prints which branches of templates no case reaches.
struct CoverageReport {
  let coverage: TestReport.Coverage

  /// The files with what no case reaches, then the total.
  var text: String {
    var text = ""
    let files = coverage.files
    let width = files.map { "\($0.total)".count }.max() ?? 0
    for file in files where coverage.listsAll || file.reached < file.total {
      let (reached, count) = (file.reached, file.total)
      func padded(_ number: Int) -> String {
        String(repeating: " ", count: max(0, width - "\(number)".count)) + "\(number)"
      }
      let share = BranchCoverage.share(reached, of: count)
      text += "\(padded(reached)) of \(padded(count))  \(SafeText.visible(file.path))"
      text += reached == count ? "\n" : "  \(share) %\n"
      for branch in file.branches where branch.state == .missed {
        let place = "\(branch.place.path):\(branch.place.start.line):\(branch.place.start.column)"
        text += "  \(SafeText.visible("\(place)  \(branch.words)"))\n"
      }
    }
    text += "coverage: \(coverage.sentence)\n"
    if coverage.excluded > 0 {
      text += "not counted, since no valid data reaches them: \(coverage.excluded)\n"
    }
    if coverage.reached < coverage.total {
      text += "run 'galley suggest profiles' for profiles that reach the rest\n"
    }
    return text
  }

  /// The coverage as a member of the JSON of `galley test`.
  var json: JSONOutput {
    .members([
      ("branches", .integer(coverage.total)), ("reached", .integer(coverage.reached)),
      ("excluded", .integer(coverage.excluded)),
      ("minimum", coverage.minimum.map { .number($0) }),
      ("isSufficient", .bool(!coverage.isTooLow)),
      (
        "files",
        .array(
          coverage.files.map { file in
            [
              "path": .string(file.path), "branches": .integer(file.total),
              "reached": .integer(file.reached),
              "missed": .array(file.branches.filter { $0.state == .missed }.map(Self.json)),
            ]
          })
      ),
    ])
  }

  /// A branch as JSON: where it is, what it is, who has it.
  static func json(_ branch: TestReport.Coverage.Branch) -> JSONOutput {
    [
      "path": .string(branch.place.path), "line": .integer(branch.place.start.line),
      "column": .integer(branch.place.start.column), "kind": .string(branch.kind),
      "description": .string(branch.words),
      "templates": .array(branch.templates.map { .string($0) }),
    ]
  }

}
