import TestSupport
import Testing

/// `changed:KIND` on the command lines of `galley test` and `galley diff`.
@Suite struct SelectionTests {
  /// A shop in which a fragment, a translation, a profile and a template have changed since `main`.
  private func changed() throws -> Sandbox {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      git checkout -qb work
      echo '<p>For {{ profile.email }}</p>' > fragments/footer.liquid
      sed -i 's/^ping:.*/ping: "Changed {name}"/' locales/en.yaml
      git commit -qam work
      echo 'Look here' > templates/nudge/body.txt.liquid
      sed -i 's/Ben/Benno/' profiles/ben.yaml
      """, at: "shop"
    ).expectSuccess()
    return sandbox
  }

  private func cases(_ finished: FinishedProcess) -> [String] {
    finished.output.matches(of: /"id": "([^"]+\/[^"]+)"/).map { String($0.1) }
  }

  private func test(_ sandbox: Sandbox, _ words: String...) throws -> FinishedProcess {
    try sandbox.run(["galley", "test", "--format", "json"] + words, at: "shop")
  }

  @Test func aRunIsNarrowedToWhatFilesOfAKindReach() throws {
    let sandbox = try changed()
    let since = ["--changed-since", "main"]
    func selected(_ words: String...) throws -> [String] {
      cases(try sandbox.run(["galley", "test", "--format", "json"] + since + words, at: "shop"))
    }
    #expect(try selected().count == 10, "profile and template reach the rest")
    #expect(
      try selected("changed:fragment") == ["hello/anna", "hello/anna+summer", "hello/ben"])
    #expect(try selected("changed:template") == ["nudge/anna", "nudge/ben"])
    #expect(
      try selected("changed:profile") == ["hello/ben", "hero/ben", "nudge/ben", "ping/ben"])
    // Kinds are alternatives, and so are names; both must hold.
    #expect(
      try selected("changed:profile", "changed:template", "nudge", "hero")
        == ["hero/ben", "nudge/anna", "nudge/ben"])
    #expect(try selected("changed:fragment", "anna") == ["hello/anna", "hello/anna+summer"])
    let explained = try sandbox.galley(
      "test", "--changed-since", "main", "changed:profile", "--explain", "ping/ben", at: "shop")
    #expect(explained.output.contains("'profiles/ben.yaml' has changed"), "\(explained.said)")
    let other = try sandbox.galley(
      "test", "--changed-since", "main", "changed:profile", "--explain", "ping/anna", at: "shop")
    #expect(other.output.contains("not selected"), "\(other.said)")
  }

  /// What others have changed since is not this branch's; what is renamed, staged, dirty or new is.
  @Test func aChangeCountsFromTheMergeBaseAndUncommittedOnesCount() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      git checkout -qb work
      git mv profiles/anna.yaml profiles/zoe.yaml; git commit -qm renamed
      git checkout -q main
      echo theirs >> templates/hello/body.txt.liquid; git commit -qam theirs
      git checkout -q work
      """, at: "shop"
    ).expectSuccess()
    func selected() throws -> [String] { cases(try test(sandbox, "--changed-since", "main")) }
    #expect(try selected().filter { $0.contains("zoe") }.count == 4)
    // Without anna, ben is rendered with the summer and the variant that only she had; no file of
    // those cases has changed, but they have no snapshot.
    #expect(try selected().filter { $0.contains("ben") } == ["hello/ben+summer", "ping/ben~b"])
    let explained = try sandbox.galley(
      "test", "--changed-since", "main", "--explain", "hello/ben+summer", at: "shop")
    #expect(explained.output.contains("selected: it has no snapshot yet"), "\(explained.said)")
    #expect(cases(try test(sandbox, "--changed-since", "main", "changed:profile")).count == 4)
    for (script, more) in [
      ("echo '{{ 1 }}' > templates/hero/content.json.liquid", "hero/ben"),
      ("echo Hi > templates/ping/body.txt.liquid; git add -A", "ping/ben"),
      ("sed 's/Ben/Cid/' profiles/ben.yaml > profiles/cid.yaml", "nudge/cid"),
    ] {
      #expect(try !selected().contains(more))
      try sandbox.shell(script, at: "shop").expectSuccess()
      #expect(try selected().contains(more), "\(script)")
    }
    #expect(try !selected().contains("hello/ben"))
  }

  @Test func anEmptySelectionFollowsItsRules() throws {
    let sandbox = try changed()
    let none = try test(sandbox, "--changed-since", "main", "changed:schema")
    #expect(none.status == 0 && cases(none) == [], "\(none.said)")
    let failing = try test(
      sandbox, "--changed-since", "main", "changed:schema", "--no-tests", "fail")
    #expect(
      failing.status == 2 && failing.errors.contains("no case is selected"), "\(failing.said)")
  }

  @Test func aSelectorWithoutABeginningSaysWhatToAdd() throws {
    let sandbox = try changed()
    let refused = try test(sandbox, "changed:schema", "ping")
    #expect(refused.status == 2 && refused.output == "", "\(refused.said)")
    #expect(refused.errors.contains("--changed-since main changed:schema"), "\(refused.said)")
    for command in ["test --changed-since main", "diff"] {
      let unknown = try sandbox.shell("galley \(command) changed:shcema", at: "shop")
      #expect(unknown.status == 2, "\(unknown.said)")
      #expect(unknown.errors.contains("did you mean 'changed:schema'?"), "\(unknown.said)")
      #expect(unknown.errors.contains("there are: changed:template, changed:fragment"))
    }
  }

  @Test func aDifferenceIsNarrowedToWhatFilesOfAKindReach() throws {
    let sandbox = try changed()
    let all = try sandbox.galley("diff", "main", at: "shop")
    #expect(all.output.contains("M locales/en.yaml") && all.output.contains("nudge"))
    let fragments = try sandbox.galley("diff", "main", "changed:fragment", at: "shop")
    #expect(fragments.status == 0, "\(fragments.said)")
    #expect(fragments.output.hasPrefix("M fragments/footer.liquid\n\nedit:"), "\(fragments.said)")
    #expect(fragments.output.hasSuffix(" 3 of 3 cases differ (changed:fragment)\n"))
    #expect(!fragments.output.contains("nudge") && !fragments.output.contains("locales"))
    let both = try sandbox.galley(
      "diff", "changed:template", "main", "work", "changed:locale", "--exit-code", at: "shop")
    #expect(both.status == 1 && both.output.hasPrefix("M locales/en.yaml\n\n"), "\(both.said)")
    #expect(both.output.contains("(changed:template changed:locale)"), "\(both.said)")
    let none = try sandbox.galley("diff", "main", "changed:schema", "--exit-code", at: "shop")
    #expect(none.status == 0, "\(none.said)")
    #expect(none.output == "no differences (changed:schema)\n", "\(none.said)")
    let page = try sandbox.galley(
      "diff", "main", "changed:fragment", "--format", "html", at: "shop")
    #expect(page.status == 0 && !page.output.contains("Look here"), "\(page.errors)")
    let markdown = try sandbox.galley(
      "diff", "main", "changed:template", "--format", "markdown", at: "shop")
    #expect(markdown.output.contains("Look here") && !markdown.output.contains("footer"))
  }

  /// The variables that GitLab and others set for parallel jobs.
  @Test func theVariablesOfParallelJobsShareCasesOut() throws {
    let sandbox = try Shop.copy()
    func run(_ index: String, _ total: String, _ words: String...) throws -> FinishedProcess {
      try sandbox.run(
        ["galley", "test", "--format", "json"] + words, at: "shop",
        with: ["CI_NODE_INDEX": index, "CI_NODE_TOTAL": total])
    }
    let all = cases(try test(sandbox))
    #expect(all.count == 10)
    var parts: [String] = []
    for index in 1...3 {
      let part = try run("\(index)", "3")
      #expect(part.status == 0 && cases(part).count < all.count, "\(part.said)")
      parts += cases(part)
    }
    #expect(parts.sorted() == all.sorted(), "each in exactly one")
    #expect(cases(try run("1", "1")) == all)
    #expect(cases(try run("3", "3", "--shard", "1/1")) == all, "the option is stronger")
    for (index, total) in [("0", "3"), ("4", "3"), ("x", "3")] {
      let refused = try run(index, total)
      #expect(refused.status == 2 && refused.errors.contains("count from 1"), "\(refused.said)")
    }
  }

  @Test func whatCannotBeNarrowedIsRefused() throws {
    let sandbox = try changed()
    let breaking = try sandbox.galley(
      "diff", "main", "changed:fragment", "--fail-on-breaking", at: "shop")
    #expect(breaking.status == 2 && breaking.errors.contains("add changed:schema"))
    try sandbox.shell("sed -i 's/\"string\"/\"integer\"/' schemas/profile.schema.json", at: "shop")
      .expectSuccess()
    let found = try sandbox.galley(
      "diff", "main", "changed:fragment", "changed:schema", "--fail-on-breaking", at: "shop")
    #expect(found.status == 1 && found.output.contains("schema schemas/profile"), "\(found.said)")
    let three = try sandbox.galley("diff", "main", "work", "main", at: "shop")
    #expect(three.status == 2 && three.errors.contains("two versions"), "\(three.said)")
    let staged = try sandbox.galley("diff", "main", "work", "--staged", at: "shop")
    #expect(staged.status == 2 && staged.errors.contains("--staged excludes"), "\(staged.said)")
  }
}
