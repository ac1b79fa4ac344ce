package import Content
import Diagnostics
import Documents
package import Rendering

/// Cases added to `fixtures.include` of a template's file, its other lines left as they are.
package enum FixtureAddition {
  /// Whether a template tests a case of a new profile without being told.
  package static func isTested(_ testCase: Case, in project: Project) -> Bool {
    let fixtures = testCase.template.fixtures
    let isKnown = project.profiles[id: testCase.profile.id] != nil
    return !isKnown && fixtures.profiles == nil && testCase.name == testCase.profile.id
      && (fixtures.locales?.contains { $0.value == testCase.locale } ?? true)
      && fixtures.exclude.isEmpty
  }

  /// A case as an entry of `fixtures.include`, what is the default left out.
  package static func entry(_ testCase: Case, in project: Project) -> String {
    let defaults = CaseDefaults(project: project, template: testCase.template)
    var parts = ["profile: \(testCase.profile.id)"]
    if testCase.locale != defaults.locale(of: testCase.profile) {
      parts.append("locale: \"\(testCase.locale)\"")
    }
    if testCase.clock.id != Clock.defaultName { parts.append("clock: \(testCase.clock.id)") }
    if let variant = testCase.variant, variant != defaults.variant {
      parts.append("variant: \(variant)")
    }
    if testCase.environment.id != defaults.environment?.id {
      parts.append("environment: \(testCase.environment.id)")
    }
    if let set = testCase.recordingSet?.id, set != RecordingSet.defaultName {
      parts.append("recordingSet: \(set)")
    }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  /// The file of a template with entries added; nil where it is laid out in a way that a line cannot
  /// be added to.
  package static func adding(_ entries: [String], to template: Template) -> [UInt8]? {
    let root = template.document.value
    var bytes = template.document.source.bytes
    let fixtures = root["fixtures"]
    let old = fixtures?["include"]?.items ?? []
    if let last = old.last {
      let (lineStart, indent) = line(of: last.span.start, in: bytes)
      let isBlock = bytes[lineStart..<last.span.start].contains(UInt8(ascii: "-"))
      guard isBlock else { return nil }
      let lines = entries.map { "\(indent)- \($0)\n" }.joined()
      insert(lines, afterLineOf: end(of: last), in: &bytes)
    } else if let fixtures {
      guard fixtures["include"] == nil, let first = fixtures.members.first,
        bytes[fixtures.span.start] != UInt8(ascii: "{")
      else { return nil }
      let (_, indent) = line(of: first.key.span.start, in: bytes)
      guard !indent.isEmpty else { return nil }
      let lines = entries.map { "\(indent)  - \($0)\n" }.joined()
      insert("\(indent)include:\n\(lines)", afterLineOf: end(of: fixtures), in: &bytes)
    } else {
      let lines = entries.map { "    - \($0)\n" }.joined()
      insert("fixtures:\n  include:\n\(lines)", afterLineOf: bytes.count, in: &bytes)
    }
    // What was meant must be what is read.
    let source = SourceText(path: template.document.source.path, bytes: bytes)
    let count = YAMLReader.read(source).document?.value["fixtures"]?["include"]?.items.count
    return count == old.count + entries.count ? bytes : nil
  }

  /// Where a line begins, and the blanks it begins with.
  private static func line(of offset: Int, in bytes: [UInt8]) -> (start: Int, indent: String) {
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    let blanks = bytes[start...].prefix { $0 == UInt8(ascii: " ") }
    return (start, String(decoding: blanks, as: UTF8.self))
  }

  /// The end of the last thing written inside a value; spans of blocks reach into what follows.
  private static func end(of value: DocumentValue) -> Int {
    let first = value.span.source.bytes[value.span.start]
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return value.span.end }
    let inner = value.items + value.members.flatMap { [$0.key, $0.value] }
    return inner.isEmpty ? value.span.end : inner.map { end(of: $0) }.max() ?? value.span.end
  }

  private static func insert(_ lines: String, afterLineOf offset: Int, in bytes: inout [UInt8]) {
    var end = offset
    // A block text ends after its line break.
    while end > 0, end <= bytes.count, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    if end < bytes.count {
      bytes.insert(contentsOf: lines.utf8, at: end + 1)
    } else {
      bytes += Array("\n".utf8) + Array(lines.utf8)
    }
  }
}
