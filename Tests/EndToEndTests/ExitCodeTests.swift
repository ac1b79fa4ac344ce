import TestSupport
import Testing

/// What each exit code stands for, by commands that end with it; reasons stand in the JSON.
@Suite struct ExitCodeTests {
  /// A shop in which one SMS template has changed since what waits was rendered.
  private func changed() throws -> Sandbox {
    let sandbox = try Shop.copy()
    for text in ["Hi {{ profile.firstName }}\n", "Ho {{ profile.firstName }}\n"] {
      try sandbox.folder.write("shop/templates/ping/body.txt.liquid", text)
      if text.hasPrefix("Hi") { #expect(try sandbox.galley("test", at: "shop").status == 1) }
    }
    return sandbox
  }

  @Test(arguments: [
    ("check", 0), ("test hello", 0), ("diff", 0), ("review --list", 0), ("status", 0),
    ("test --changed-since HEAD changed:schema", 0), ("test --failed --no-tests pass hello", 0),
    ("test", 1), ("test ping", 1), ("diff --exit-code", 1),
    ("test no-such-case", 2), ("test --no-such-option", 2), ("no-such-command", 2),
    ("diff no-such-revision", 2), ("test --changed-since HEAD changed:schema --no-tests fail", 2),
    ("check -C $BASE", 2), ("review --accept no-such-output", 2),
    ("test --report tap=no/such/folder", 3), ("status > /dev/full", 3),
    ("release verify ../release --key no-such-key", 3), ("review --accept ping", 4),
    ("release verify ../release --name other --key ../home/key.pem.pub", 4),
  ])
  func everyKindOfEndHasItsCode(command: String, code: Int32) throws {
    let ended = try changed().shell("galley \(command)", at: "shop")
    #expect(ended.status == code, "\(ended.said)")
    // Whatever is refused or failed says so.
    #expect(code < 2 || ended.errors.lowercased().hasPrefix("error"), "\(ended.said)")
  }

  /// One code for all findings of a run: which they are stands in its JSON.
  @Test func theJSONSaysWhichFindingsThereAre() throws {
    let sandbox = try changed()
    try sandbox.shell(
      """
      rm snapshots/email/hello/anna.txt
      echo x > snapshots/sms/ping/gone.sms.txt
      echo '{{ 1 | divided_by: 0 }}' > templates/nudge/body.txt.liquid
      printf '%s' '{% if profile.points == 12345 %}x{% endif %}' > fragments/more
      cat fragments/more templates/hello/body.txt.liquid > fragments/all
      mv fragments/all templates/hello/body.txt.liquid; rm fragments/more
      """, at: "shop"
    ).expectSuccess()
    let told = try sandbox.shell(
      """
      code=0; galley test --format json --coverage-minimum 100 > ../json || code=$?
      jq -c '[(.summary | .changed > 0, .new > 0, .failed > 0, .stale), .coverage.isSufficient,
        any(.diagnostics[]; .code == "template/zero-division")]' ../json
      echo $code
      """, at: "shop")
    #expect(told.output == "[true,true,true,1,false,true]\n1\n", "\(told.said)")
  }
}
