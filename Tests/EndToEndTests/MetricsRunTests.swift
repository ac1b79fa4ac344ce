import Foundation
import TestSupport
import Testing

/// Segments, encodings and bytes of changed messages, as every command that shows edits says them.
@Suite struct MetricsRunTests {
  /// The shop with an SMS of two segments for Ben and another alphabet for Anna, and a new mail.
  private func changed() throws -> Sandbox {
    let sandbox = try Shop.copy()
    let text = """
      {% if profile.firstName == 'Ben' %}\(String(repeating: "sixteen letters ", count: 11))\
      {% else %}„{% endif %}{{ 'ping' | t: name: profile.firstName, count: 2 }}

      """
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", text)
    try sandbox.shell("sed -i 's/<h1>/<h1>Oh! /' templates/hello/body.html.liquid", at: "shop")
      .expectSuccess()
    return sandbox
  }

  @Test func testReviewAndDiffSayTheSegmentsOfAChangedSMS() throws {
    let sandbox = try changed()
    let tested = try sandbox.galley("test", at: "shop")
    #expect(tested.status == 1)
    for finished in [
      tested, try sandbox.galley("review", "--list", at: "shop"),
      try sandbox.galley("diff", at: "shop"),
      try sandbox.galley("diff", "--format", "markdown", at: "shop"),
      try sandbox.shell("galley diff --format html; galley test --format html; true", at: "shop"),
      try sandbox.shell("galley test --format markdown || true", at: "shop"),
    ] {
      let text = finished.output
      #expect(text.contains("SMS segments: 1 → 2"), "\(text)")
      #expect(text.contains("SMS encoding: GSM-7 → UCS-2"), "\(text)")
      // Every mail has four letters more, whatever it has.
      #expect(text.contains(/HTML bytes: \d+(–\d+)? → \d+/), "\(text)")
    }
  }

  @Test func programsReadThem() throws {
    let sandbox = try changed()
    let script = """
      galley test --report json=$BASE/r.json --report jsonl=$BASE/r.jsonl > /dev/null || true
      jq -c '.edits[].metrics[] | select(.name == "smsSegments")' $BASE/r.json
      jq -c 'select(.type == "change") | .measures.new | select(.smsSegments) | .smsSegments' \
        $BASE/r.jsonl | sort -u
      jq -c 'select(.type == "case" and .outcome == "passed") | .measures' $BASE/r.jsonl | sort -u
      """
    let read = try sandbox.shell(script, at: "shop")
    read.expectSuccess()
    #expect(
      read.output.contains(
        #"{"name":"smsSegments","old":{"least":1,"most":1},"new":{"least":2,"most":2},"outputs":1}"#
      ),
      "\(read.said)")
    #expect(read.output.contains("\n1\n2\n"), "\(read.said)")
  }

  @Test func aNewSMSSaysWhatItTakes() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ticket/template.yaml", "channel: sms\n")
    try sandbox.folder.write("shop/templates/ticket/body.txt.liquid", "Łódź\n")
    let tested = try sandbox.galley("test", "ticket", at: "shop")
    #expect(tested.status == 1)
    #expect(tested.output.contains("SMS segments: 1, SMS encoding: UCS-2\n"), "\(tested.said)")
  }
}
