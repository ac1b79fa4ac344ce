import Diagnostics

/// The names that one kind of reference may say, and the code of one that says another.
struct References: Sendable {
  /// The kind as a message names it: "profile".
  let kind: String
  /// Where the names are defined, for the note of a reference without a near name.
  let home: String
  let code: DiagnosticCode
  /// The names in order; asked for only where a reference says another.
  private let names: @Sendable () -> [String]
  private let isKnown: @Sendable (String) -> Bool

  /// Most names listed in a note.
  static let maximumListed = 8

  /// Names that are known already; any with `isUnknown`, where what defines them cannot be read.
  init(
    _ kind: String, home: String, code: DiagnosticCode, names: [String], isUnknown: Bool = false
  ) {
    self.kind = kind
    self.home = home
    self.code = code
    self.names = { names }
    let known = Set(names)
    isKnown = { isUnknown || known.contains($0) }
  }

  /// The ids of what a folder defines; any with `isUnknown`, where the folder cannot be read.
  init<Item: Sendable>(
    _ kind: String, code: DiagnosticCode, in folder: String, _ catalog: Catalog<Item>,
    isUnknown: Bool = false
  ) {
    self.kind = kind
    self.code = code
    home = "\(folder)/"
    names = { catalog.knownIDs }
    isKnown = { isUnknown || catalog.isKnown($0) }
  }

  /// The recordings of a source.
  init(recordingsOf source: String, in project: Project) {
    let start = "\(source)/"
    self.init(
      "recording of '\(source)'", home: "recordings/\(start)", code: .unknownRecording,
      names: project.recordings.knownIDs.compactMap { id in
        guard id.hasPrefix(start) else { return nil }
        let name = id.dropFirst(start.count)
        return name.contains("/") ? nil : String(name)
      })
  }

  /// Whether a reference names something; if not, it is reported with the nearest name.
  @discardableResult
  func check(_ reference: Located<String>?, findings: inout Findings) -> Bool {
    guard let reference, !isKnown(reference.value) else { return true }
    let names = names()
    var notes: [String] = []
    var fix: Diagnostic.Fix?
    if let nearest = NearestName.suggest(reference.value, among: names) {
      notes.append("did you mean '\(nearest)'?")
      fix = Self.fix(reference.span, nearest)
    } else if names.isEmpty {
      notes.append("\(home) defines none")
    } else {
      let listed = names.prefix(Self.maximumListed).joined(separator: ", ")
      let more = names.count - min(names.count, Self.maximumListed)
      notes.append("\(home) defines \(listed)" + (more > 0 ? " and \(more) more" : ""))
    }
    findings.report(
      code, "there is no \(kind) '\(reference.value)'", at: reference.span, notes: notes, fix: fix)
    return false
  }

  /// Checks every reference of a list.
  func check(all references: [Located<String>]?, findings: inout Findings) {
    for reference in references ?? [] { check(reference, findings: &findings) }
  }

  /// A replacement that keeps the quotes a JSON file needs.
  private static func fix(_ span: SourceSpan, _ name: String) -> Diagnostic.Fix? {
    let first = span.start < span.end ? span.source.bytes[span.start] : 0
    let quote = first == 0x22 ? "\"" : first == 0x27 ? "'" : ""
    return Diagnostic.Fix(
      "replace with '\(name)'", replacing: span, with: quote + name + quote)
  }
}
