import Content
import Diagnostics
import Rendering
import Testing

@testable import Snapshots

/// Numbers from a seed.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// A number below `count`.
  mutating func below(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(count))
  }
}

/// Random runs of random projects, of all cases or of some: what one process and several find.
struct RandomRuns {
  private let old: Project
  private let new: Project
  private let stored: [String: String]
  private let conflicts: Set<String>
  private let isResolving: Bool
  /// The cases of the new version.
  let matrix: CaseMatrix

  /// Makes an old and a new version of a project, and snapshots that mostly hold the old one.
  init(_ dice: inout Dice) throws {
    let names = ["Anna", "Bo", "Zoë", "", "Hi Lo", "Émile", "12", "Al"]
    var before: [String: String?] = [
      "profiles/anna.yaml": nil, "profiles/ben.yaml": nil, "templates/t/template.yaml": nil,
      "templates/t/body.txt.liquid": nil,
      "locales/en.yaml": "buy: Buy now", "locales/de.yaml": "buy: Jetzt kaufen",
      "fragments/footer.liquid": "<p>Shop, 1 Old Street</p>\n<p>{{ profile.points }} points</p>\n",
      "fragments/greeting.liquid": "<h1>Hi {{ profile.firstName | escape }},</h1>\n",
    ]
    func profile(_ index: Int, _ name: String) -> String {
      """
      id: p\(index)
      firstName: "\(name)"
      locale: \(index % 2 == 0 ? "en" : "de")
      points: \(index * 7)
      """
    }
    for index in 0..<5 + dice.below(8) {
      before["profiles/p\(index).yaml"] = profile(index, names[index % names.count])
    }
    for number in 0..<2 + dice.below(4) {
      let isMail = dice.below(3) > 0
      before["templates/m\(number)/template.yaml"] =
        isMail ? "channel: email\nfrom: a@example.com\n" : "channel: sms\n"
      if isMail {
        before["templates/m\(number)/subject.liquid"] = "For {{ profile.firstName }}"
        before["templates/m\(number)/body.html.liquid"] = """
          <html><head><title>x</title></head><body>
          {% render 'greeting' %}
          <p>Text \(number) {% if profile.points > 20 %}many{% else %}few{% endif %}</p>
          <a href="https://a.example/">{{ 'buy' | t }}</a>
          {% render 'footer' %}
          </body></html>
          """
        before["templates/m\(number)/body.txt.liquid"] = "Text for {{ profile.firstName }}"
      } else {
        before["templates/m\(number)/body.txt.liquid"] =
          "Hi {{ profile.firstName }}, {{ 'buy' | t }}{% if profile.points > 30 %}!{% endif %}"
      }
    }
    var after = before
    func edit(_ path: String, _ from: String, _ to: String) {
      if let text = after[path] ?? nil { after[path] = .some(text.replacing(from, with: to)) }
    }
    if dice.below(2) == 0 { edit("fragments/footer.liquid", "1 Old Street", "2 New Road") }
    if dice.below(2) == 0 { edit("fragments/greeting.liquid", "Hi", "Hello") }
    if dice.below(3) == 0 { edit("locales/de.yaml", "Jetzt", "Gleich") }
    if dice.below(3) == 0 { after["profiles/p1.yaml"] = profile(1, "Bob") }
    for number in 0..<6 {
      if dice.below(2) == 0 { edit("templates/m\(number)/body.html.liquid", "Text", "Words") }
      if dice.below(3) == 0 { edit("templates/m\(number)/body.txt.liquid", "Hi", "Hello ł") }
      if dice.below(5) == 0 {
        edit(
          "templates/m\(number)/body.txt.liquid", "{{ profile.firstName }}",
          "{% if profile.points == 14 %}{{ 1 | divided_by: 0 }}{% endif %}")
      }
      if dice.below(8) == 0 {
        edit("templates/m\(number)/body.txt.liquid", "}}", "}} {% broken %}")
      }
    }
    old = try #require(try TestProject.read(before).project)
    new = try #require(try TestProject.read(after).project)
    matrix = CaseMatrix(new)
    let renderer = TestProject.renderer(old)
    var stored: [String: String] = [:]
    for testCase in CaseMatrix(old).cases where dice.below(20) > 0 {
      guard let message = renderer.render(testCase).message else { continue }
      for file in SnapshotFiles.files(of: message, testCase) {
        var text = String(decoding: file.text.fileBytes, as: UTF8.self)
        if dice.below(10) == 0 {
          text = text.replacing("\n", with: "\r\n", maxReplacements: 1 + dice.below(9))
        }
        if dice.below(25) == 0 { text += "somebody was here\n" }
        stored[file.path] = text
      }
    }
    if dice.below(2) == 0 { stored["snapshots/sms/gone/x.sms.txt"] = "x\n" }
    self.stored = stored
    var conflicts: Set<String> = []
    for path in stored.keys.sorted() where dice.below(12) == 0 { conflicts.insert(path) }
    self.conflicts = conflicts
    isResolving = dice.below(2) == 0
  }

  /// The report of a run of some cases, as `galley test --shard` makes it.
  func report(_ cases: [Case], shard: TestReport.Identity.Shard?) throws -> TestReport {
    let store = try SnapshotStore(InMemorySource(texts: stored))
    let run = try TestRun(
      cases, of: matrix, renderer: Renderer(CompiledProject(new, templates: [])), store: store)
    let unmerged = UnmergedSnapshots(conflicts, in: run, resolving: isResolving)
    let origins = CaseOrigins(
      (TestProject.renderer(new), matrix.cases), changes: InputChanges(from: old, to: new))
    let errors = try (run.diagnostics + unmerged.diagnostics(in: store)).filter {
      $0.severity == .error
    }
    let outcome = TestOutcome(
      run: run, static: errors, unmerged: unmerged, origins: origins.finder)
    var report = TestReport(
      outcome, project: new, mode: isResolving ? .new : .none, version: "1.2.3")
    let recording = Renderer(
      CompiledProject(new, templates: Set(cases.map { $0.template.id }), recordsBranches: true))
    report.coverage = TestReport.Coverage(
      BranchCoverage(cases, renderer: recording), minimum: 80, listsAll: false)
    report.identity = TestReport.Identity(
      build: "1.2.3 build 00", content: "c", snapshots: "s",
      selection: .init(of: matrix.cases.map(\.id)), shard: shard)
    return report
  }
}
