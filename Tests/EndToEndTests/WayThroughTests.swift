import Foundation
import TestSupport
import Testing

/// From an empty folder to a verified release, as a user goes.
@Suite struct WayThroughTests {
  /// Runs galley and demands an exit code.
  @discardableResult
  private func galley(
    _ sandbox: Sandbox, _ arguments: String..., at place: String = "shop", exit: Int32 = 0,
    with more: [String: String] = [:]
  ) throws -> FinishedProcess {
    let finished = try sandbox.run(["galley"] + arguments, at: place, with: more)
    #expect(finished.status == exit, "galley \(arguments): \(finished.said)")
    return finished
  }

  @discardableResult
  private func git(_ sandbox: Sandbox, _ command: String) throws -> String {
    let finished = try sandbox.shell("git \(command)", at: "shop")
    try #require(finished.status == 0, "git \(command): \(finished.said)")
    return finished.output
  }

  @Test func aNewRepositoryPassesCheckAndTest() throws {
    let sandbox = try Sandbox()
    let started = try galley(sandbox, "init", "shop", "--ci", "github", at: ".")
    #expect(started.output.contains("started a git repository"))
    #expect(sandbox.folder.exists("shop/.github/workflows/galley.yaml"))
    #expect(try galley(sandbox, "check").output == "")
    let tested = try galley(sandbox, "test")
    #expect(tested.output == "1 case: 1 passed\n")
    #expect(!sandbox.folder.exists("shop/.galley/pending"))
    try git(sandbox, "add .")
    let committed = try galley(sandbox, "commit", "-m", "Start")
    #expect(committed.output.contains(" Start (1 case tested)"))
    #expect(try galley(sandbox, "status").output == "on branch main\nnothing changed\n")
  }

  /// In a repository that is there, a CI file is added and nothing else.
  @Test func aCIFileIsAddedToARepository() throws {
    let sandbox = try Sandbox()
    try galley(sandbox, "init", "shop", at: ".")
    try git(sandbox, "add .")
    try galley(sandbox, "commit", "-m", "Start")
    let added = try galley(sandbox, "init", "--ci", "gitlab", "--linguist-generated")
    #expect(added.output.contains("next: commit .gitlab-ci.yml and .gitattributes"))
    #expect(
      try git(sandbox, "status --porcelain") == " M .gitattributes\n?? .gitlab-ci.yml\n")
    let again = try sandbox.galley("init", "--ci", "gitlab", at: "shop")
    #expect(again.status == 2 && again.errors.contains("is there already"), "\(again.said)")
  }

  /// What the CI files of a new repository run, as the servers run it.
  @Test(arguments: ["github", "gitlab"])
  func theCIFileTellsAndKeepsWhatWaits(server: String) throws {
    let sandbox = try Sandbox()
    try galley(sandbox, "init", "shop", "--ci", server, at: ".")
    let isGitHub = server == "github"
    let file = isGitHub ? "shop/.github/workflows/galley.yaml" : "shop/.gitlab-ci.yml"
    let text = String(decoding: try sandbox.folder.read(file), as: UTF8.self)
    let blocks =
      isGitHub
      ? text.matches(of: /(?m)^ +- run: (?:\|\n((?: {10}.*\n)+)|(.*)\n)/).map { $0.1 ?? $0.2 ?? "" }
      : text.matches(of: /(?m)^ +- (galley (?:check|test).*)\n/).map { $0.1 }
    #expect(blocks.count == 2 && blocks[1].contains("galley test"), "\(text)")
    for (index, block) in blocks.enumerated() {
      try sandbox.folder.write("step\(index)", String(block))
    }
    let run = """
      export CI=true GITHUB_ACTIONS=true RUNNER_TEMP=$BASE/temp GITHUB_STEP_SUMMARY=$BASE/summary
      mkdir -p $BASE/temp
      for step in 0 1; do bash -e $BASE/step$step || exit $?; done
      """
    let passed = try sandbox.shell(run, at: "shop")
    #expect(passed.status == 0, "\(passed.said)")
    try sandbox.folder.write("shop/templates/welcome/subject.liquid", "Another\n")
    let failed = try sandbox.shell(run, at: "shop")
    #expect(failed.status == 1 && failed.output.contains("Another"), "\(failed.said)")
    #expect(!sandbox.folder.exists("shop/.galley/pending"))
    if isGitHub {
      let summary = String(decoding: try sandbox.folder.read("summary"), as: UTF8.self)
      #expect(summary.contains("1 case: 1 passed") && summary.contains("**edit:"), "\(summary)")
      #expect(failed.output.contains("\n::error file=templates/welcome/subject.liquid,line=1"))
    } else {
      let tests = String(decoding: try sandbox.folder.read("shop/galley-tests.xml"), as: UTF8.self)
      #expect(tests.contains("<failure") && text.contains("junit: galley-tests.xml"))
    }
    let archive = (isGitHub ? "temp" : "shop") + "/galley-pending.tar"
    let listed = try galley(sandbox, "review", "--from", "../\(archive)", "--list")
    #expect(listed.output.contains("1 wait"), "\(listed.said)")
  }

  @Test(arguments: ["2026", "true", "Ünïted", "a.b"])
  func aNewRepositoryIsNamedAfterItsFolder(folder: String) throws {
    let sandbox = try Sandbox()
    try galley(sandbox, "init", folder, at: ".")
    try galley(sandbox, "check", at: folder)
    try galley(sandbox, "test", at: folder)
  }

  @Test func anExistingRepositoryKeepsItsFiles() throws {
    let sandbox = try Sandbox()
    try sandbox.shell(
      """
      git init -q shop
      cd shop
      echo mine > README
      echo '*.log' > .gitignore
      git add .
      git commit -qm x
      """
    ).expectSuccess()
    let started = try galley(sandbox, "init")
    #expect(!started.output.contains("started a git repository"))
    #expect(started.errors.hasPrefix("'.gitignore' is there already: add this to it\n.galley/\n"))
    #expect(try sandbox.folder.read("shop/.gitignore") == Array("*.log\n".utf8))
    try galley(sandbox, "test")
  }

  @Test func aNewRepositoryNeedsAUsableNameAndFolder() throws {
    let sandbox = try Sandbox()
    for name in ["", "Bad Name!", "a\nb: c", "\""] {
      let refused = try galley(sandbox, "init", "shop", "--name", name, at: ".", exit: 2)
      #expect(refused.errors.contains("is no name of a project"))
      #expect(!sandbox.folder.exists("shop"), "nothing is written")
    }
    try galley(sandbox, "init", "/dev/null", at: ".", exit: 2)
    try galley(sandbox, "init", "a/b/c", at: ".", exit: 3)
  }

  @Test func aChangeIsTestedReviewedCommittedAndShown() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/fragments/footer.liquid", "<p>For {{ profile.email }}</p>\n")
    let tested = try galley(sandbox, "test", exit: 1)
    #expect(tested.output.contains("3 outputs changed"))
    #expect(tested.output.contains("10 cases: 7 passed, 3 changed"))
    let status = try galley(sandbox, "status")
    #expect(status.output.contains("modified   fragments/footer.liquid  (fragment footer)"))
    #expect(status.output.contains("3 outputs wait for 'galley review'"))

    let waiting = try galley(sandbox, "review")
    let edits = waiting.output.split(separator: "\n").filter { $0.hasPrefix("edit:") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(edits.count > 0 && Set(edits).count == edits.count)
    var left = 3
    for edit in edits {
      let accepted = try galley(sandbox, "review", "--accept", edit).output
      let count = try #require(accepted.split(separator: " ").dropFirst().first)
      left -= try #require(Int(count.prefix { $0 != "," }))
      #expect(accepted.hasSuffix("rejected 0, \(left) left\n"))
    }
    #expect(left == 0)
    #expect(try galley(sandbox, "review").output == "nothing waits for review\n")
    try galley(sandbox, "test")

    // The content alone is refused: its snapshots must be staged as well.
    try git(sandbox, "add fragments")
    let refused = try galley(sandbox, "commit", "-m", "footer", exit: 1)
    #expect(refused.errors.contains("nothing is committed"))
    let committed = try galley(sandbox, "commit", "--all", "-m", "footer: shorter")
    #expect(committed.output.contains(" footer: shorter (10 cases tested)"))
    #expect(try git(sandbox, "status --porcelain") == "")
    #expect(
      try git(sandbox, "log -1 --format=%s:%an:%at") == "footer: shorter:Ada Example:1700000000\n")

    let difference = try galley(sandbox, "diff", "HEAD~1", "HEAD", "--exit-code", exit: 1)
    #expect(difference.output.contains("M fragments/footer.liquid"))
    #expect(difference.output.contains("+ <p>For anna@example.com</p>"))
    #expect(difference.output.contains("3 of 10 cases differ"))
    let markdown = try galley(sandbox, "diff", "HEAD~1", "--format", "markdown")
    #expect(markdown.output.contains("| `fragments/footer.liquid` | modified |"))
    #expect(try galley(sandbox, "diff", "--exit-code").output == "no differences\n")
  }

  @Test func aHandlebarsTemplateGoesTheSameWay() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("git rm -q templates/ping/body.txt.liquid", at: "shop").expectSuccess()
    try sandbox.folder.write(
      "shop/templates/ping/body.txt.hbs",
      "{{> greeting name=profile.firstName}}{{#if (eq variant \"b\")}} Bye{{/if}}\n")
    try sandbox.folder.write("shop/fragments/greeting.hbs", "Dear {{default name \"you\"}}!")
    #expect(try galley(sandbox, "check").output == "")
    let tested = try galley(sandbox, "test", "ping", exit: 1)
    #expect(tested.output.contains("output changed"))
    #expect(
      try galley(sandbox, "render", "ping", "--profile", "anna", "--variant", "b").output
        .contains("Dear Anna! Bye"))
    let accepted = try galley(sandbox, "review", "--accept", "ping")
    #expect(accepted.output == "accepted 3, rejected 0, 0 left\n")
    #expect(try galley(sandbox, "test", "ping").output == "3 cases: 3 passed\n")
    #expect(
      try sandbox.folder.read("shop/snapshots/sms/ping/anna.sms.txt")
        .starts(with: Array("Dear Anna!".utf8)))
    try galley(sandbox, "commit", "--all", "-m", "ping: in Handlebars")
    try sandbox.folder.write("shop/fragments/greeting.hbs", "Hi {{default name \"you\"}}!")
    let difference = try galley(sandbox, "diff", "--exit-code", exit: 1)
    #expect(difference.output.contains("fragments/greeting.hbs"))
    #expect(difference.output.contains("Hi Anna!"))
  }

  @Test func aRejectedEditLeavesTheSnapshot() throws {
    let sandbox = try Shop.copy()
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi {{ profile.firstName }}\n")
    try galley(sandbox, "test", exit: 1)
    let rejected = try galley(sandbox, "review", "--reject", "ping")
    #expect(rejected.output == "accepted 0, rejected 3, 0 left\n")
    #expect(try sandbox.folder.contents(of: "shop/snapshots", ignoring: []) == before)
  }

  @Test func updateStoresWithoutReview() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write(
      "shop/profiles/cleo.yaml", "id: c-3\nemail: c@example.com\nfirstName: Cleo\n")
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi {{ profile.firstName }}\n")
    let new = try galley(sandbox, "test", "--update=new", exit: 1)
    #expect(new.output.contains("stored 5 snapshots, removed 0"))
    let all = try galley(sandbox, "test", "--update")
    #expect(all.output.contains("stored 3 snapshots, removed 0"))
    try sandbox.shell("rm shop/profiles/cleo.yaml").expectSuccess()
    let stale = try galley(sandbox, "test", exit: 1)
    #expect(stale.output.contains("5 stale"))
    #expect(
      try galley(sandbox, "test", "--update").output.contains("stored 0 snapshots, removed 5"))
    try galley(sandbox, "test")
  }

  @Test func nothingIsStaleWhileAFileCannotBeRead() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/profiles/ben.yaml", "id: 'c-2\n")
    let before = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    let tested = try galley(sandbox, "test", "--update", exit: 1)
    #expect(tested.output.contains("document/yaml-syntax"))
    #expect(!tested.output.contains("stale"))
    let after = try sandbox.folder.contents(of: "shop/snapshots", ignoring: [])
    #expect(before.filter { after[$0.key] != $0.value }.isEmpty)
  }

  @Test(arguments: ["true", "1", "yes"])
  func underCINothingIsWritten(value: String) throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    let before = try sandbox.folder.contents(of: "shop", ignoring: [])
    try galley(sandbox, "test", exit: 1, with: ["CI": value])
    #expect(try sandbox.folder.contents(of: "shop", ignoring: []) == before)
    try galley(sandbox, "test", exit: 1, with: ["CI": "false"])
    #expect(sandbox.folder.exists("shop/.galley/pending/snapshots/sms/ping/anna.sms.txt"))
    // A flag says so.
    try galley(sandbox, "test", "--update", with: ["CI": value])
    #expect(
      try sandbox.folder.read("shop/snapshots/sms/ping/anna.sms.txt").starts(with: Array("Hi".utf8))
    )
  }
}

extension FinishedProcess {
  /// Records an issue unless the program succeeded.
  func expectSuccess(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(status == 0, "\(said)", sourceLocation: sourceLocation)
  }
}
