import TestSupport
import Testing

/// What `galley test` makes of its filters, as people and shells write them.
@Suite struct FilterTests {
  @Test func whereNoCaseIsLeftTheReasonIsTold() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("echo 'foo: [' >> templates/ping/template.yaml", at: "shop").expectSuccess()
    for words in [["ping"], ["ping/anna"], ["snapshots/sms/ping/anna.sms.txt"], ["ping", "hello"]] {
      let told = try sandbox.run(["galley", "test"] + words, at: "shop")
      #expect(told.status == 2, "\(told.said)")
      #expect(told.errors.contains("templates/ping/template.yaml:"), "\(told.said)")
      #expect(told.errors.contains("the template 'ping' cannot be read"), "\(told.said)")
    }
    try sandbox.galley("test", "hello", at: "shop").expectFindings()
    try sandbox.shell("rm -r templates/h* templates/nudge", at: "shop").expectSuccess()
    let told = try sandbox.galley("test", at: "shop")
    #expect(told.status == 2, "\(told.said)")
    #expect(told.errors.contains("document/yaml-syntax"), "\(told.said)")
    #expect(
      told.errors.contains("no case to test: 'templates/ping/template.yaml' cannot be read"),
      "\(told.said)")
  }

  /// A merge left marks in the template and its snapshots: the template comes first.
  @Test func aResolutionNamesTheContentInConflict() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      git checkout -q -b theirs
      echo '# theirs' >> templates/ping/template.yaml; echo theirs > snapshots/sms/ping/ben.sms.txt
      git commit -qam theirs
      git checkout -q main
      echo '# ours' >> templates/ping/template.yaml; echo ours > snapshots/sms/ping/ben.sms.txt
      git commit -qam ours
      git merge -q theirs || true
      """, at: "shop"
    ).expectSuccess()
    for command in [["test", "--resolve"], ["test", "ping", "--resolve"]] {
      let told = try sandbox.run(["galley"] + command, at: "shop")
      #expect(told.status == (command.count == 2 ? 1 : 2), "\(told.said)")
      #expect(told.said.contains("error[document/conflict-markers]"), "\(told.said)")
      #expect(told.said.contains("templates/ping/template.yaml:"), "\(told.said)")
    }
  }

  @Test func pathsAreTakenAsAShellCompletesThem() throws {
    let sandbox = try Shop.copy()
    for (word, place) in [
      ("./snapshots/sms/ping/", "shop"), ("templates/ping", "shop"), ("templates/ping/", "shop"),
      ("../../snapshots/sms/ping", "shop/templates/hello"), ("../ping", "shop/templates/hello"),
      ("ping", "shop/profiles"), ("$BASE/shop/snapshots/sms/ping", "shop"),
    ] {
      let tested = try sandbox.shell("galley test \(word)", at: place)
      #expect(tested.output == "3 cases: 3 passed\n", "\(word): \(tested.said)")
    }
    #expect(try sandbox.galley("test", "snapshots/sms/pin", at: "shop").status == 2)
  }
}

extension FinishedProcess {
  /// Records an issue unless the program found something wrong.
  fileprivate func expectFindings(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(status == 1, "\(said)", sourceLocation: sourceLocation)
  }
}
