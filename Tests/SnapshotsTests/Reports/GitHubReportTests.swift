import Diagnostics
import Testing

@testable import Snapshots

/// Workflow commands: their caps, their escapes, and that rendered text is none.
@Suite struct GitHubReportTests {
  /// What GitHub's runner obeys: `::` behind leading blanks, `##[` anywhere, unless it is stopped.
  private func obeyed(_ log: String) -> [String] {
    var token: String?
    var commands: [String] = []
    for line in log.split(whereSeparator: \.isNewline).map(String.init) {
      let trimmed = String(line.drop(while: \.isWhitespace))
      if let stop = token {
        if trimmed.lowercased() == "::\(stop.lowercased())::" { token = nil }
        continue
      }
      if trimmed.hasPrefix("::stop-commands::") {
        token = String(trimmed.dropFirst("::stop-commands::".count))
      } else if trimmed.hasPrefix("::") || trimmed.contains("##[") {
        commands.append(trimmed)
      }
    }
    #expect(token == nil, "the log resumes commands")
    return commands
  }

  @Test func renderedTextInjectsNoCommand() {
    let log = "::error::a\n  ::add-mask::b\n##[error]c\n::stop-commands::x\n::x::\n::warning::d"
    let output = GitHubReport.text(TestReport(version: "1", project: "p"), log: log)
    #expect(obeyed(output) == [])
    #expect(output.contains(log))
    // Without the guard every one of them is obeyed.
    #expect(obeyed("::error::a\n  ::add-mask::b\nq ##[error]c").count == 3)
  }

  @Test func hostileFindingsMakeOneCommandEach() {
    let report = ReportFixture.everything
    let commands = obeyed(GitHubReport.text(report, log: "hello\n"))
    #expect(commands.count == 6)
    #expect(commands.allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") })
    let names = commands.compactMap { $0.split(separator: " ").first }
    #expect(names.filter { $0 == "::warning" }.count == 1)
  }

  @Test func theTokenIsNotInTheText() {
    let first = GitHubReport.token(for: "text")
    #expect(first == GitHubReport.token(for: "text"))
    #expect(first != GitHubReport.token(for: "text "))
    #expect(first.utf8.count > 64)
    // Nobody can do it, but if the text held its own token, another one would be taken.
    let upper = first.uppercased()
    #expect(!(upper + first).lowercased().contains(GitHubReport.token(for: upper + first)))
  }

  @Test func escapesDataAndProperties() {
    var report = TestReport(version: "1", project: "p")
    report.problems = [
      ReportFixture.problem(
        "a/b", .error, "100 %\r\nx: y, z",
        at: TestReport.Place(path: "a,b:c%.html", line: 2, column: 3, endColumn: 5))
    ]
    #expect(
      GitHubReport.annotations(ReportFinding.all(report)) == [
        "::error file=a%2Cb%3Ac%25.html,line=2,endLine=2,col=3,endColumn=5,title=a/b"
          + "::100 %25%0D%0Ax: y, z\n"
      ])
  }

  @Test func onlyTenAnnotationsOfALevel() {
    let commands = GitHubReport.annotations(ReportFinding.all(ReportFixture.many(14)))
    #expect(commands.count == 10)
    #expect(
      commands.last == "::error title=galley test::5 more findings of this level; "
        + "the log lists all\n")
    #expect(GitHubReport.annotations(ReportFinding.all(ReportFixture.many(10))).count == 10)
    #expect(
      GitHubReport.annotations(ReportFinding.all(ReportFixture.many(10))).last?
        .contains("more findings") == false)
  }

  @Test func onlyFiftyAnnotationsOfAJob() {
    var report = ReportFixture.many(60)
    for severity in [Diagnostic.Severity.warning, .information] {
      for number in 0..<60 {
        report.problems.append(ReportFixture.problem("a/b", severity, "\(number)", at: nil))
      }
    }
    let commands = GitHubReport.annotations(ReportFinding.all(report))
    #expect(commands.count == 30 && commands.count <= GitHubReport.maximum)
    #expect(commands.filter { $0.hasPrefix("::notice ") }.count == 10)
  }

  /// What many cases tell of one place is told once, and stays the same when there are fewer of them.
  @Test func whatManyCasesTellIsOneFinding() throws {
    func report(_ count: Int) -> TestReport {
      var report = TestReport(version: "1", project: "p")
      report.problems = (0..<count).flatMap { number in
        ["rendered/hello/p\(number).html", "templates/hello/body.html.liquid"].map { path in
          ReportFixture.problem(
            "a/b", .warning, "wrong", at: TestReport.Place(path: path, line: 3),
            notes: ["mend it"])
        }
      }
      return report
    }
    let commands = GitHubReport.annotations(ReportFinding.all(report(8)))
    #expect(
      commands == [
        "::warning file=templates/hello/template.yaml,line=1,endLine=1,title=a/b::"
          + "wrong (8 times)%0Amend it\n",
        "::warning file=templates/hello/body.html.liquid,line=3,endLine=3,title=a/b::"
          + "wrong (8 times)%0Amend it\n",
      ])
    let many = ReportFinding.all(report(8)).map(\.fingerprint)
    #expect(many.count == 2 && many == ReportFinding.all(report(1)).map(\.fingerprint))
    #expect(ReportFinding.all(report(1)).map(\.message) == ["wrong\nmend it", "wrong\nmend it"])
    for text in [GitLabReport.text(report(8)), SARIFReport.text(report(8))] {
      #expect(text.matches(of: /wrong \(8 times\)/).count == 2, "\(text)")
    }
  }

  @Test func theWorstComesFirst() {
    let rules = ReportFinding.all(ReportFixture.everything).map(\.rule.name)
    #expect(
      rules == [
        "template/zero-division", "snapshot/changed", "snapshot/changed", "snapshot/new",
        "snapshot/stale", "email/size",
      ])
    // The outlier stands before the larger edit.
    let messages = ReportFinding.all(ReportFixture.everything).map(\.message)
    #expect(messages[1].hasPrefix("edit:0000000c") && messages[2].hasPrefix("edit:0000000a"))
  }

  @Test func oneAnnotationForEachClusterAtTheTemplate() {
    var report = TestReport(version: "1", project: "p")
    let names = (0..<200).map { "p\($0)" }
    report.clusters = [ReportFixture.cluster("0000000a", names, line: 12)]
    let commands = GitHubReport.annotations(ReportFinding.all(report))
    #expect(commands.count == 1)
    #expect(
      commands[0].hasPrefix(
        "::error file=templates/hello/body.html.liquid,line=12,endLine=12,title=snapshot/changed::"
          + "edit:0000000a: 200 outputs changed%0A"))
  }
}
