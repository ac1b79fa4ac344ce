import Diagnostics
import Documents

extension ProjectLoader {
  /// Reads a template's folder: `template.yaml` first, since the channel decides about the parts.
  mutating func loadTemplate(
    _ id: String, files: [String], limits: OutputLimits
  ) throws(ContentError) {
    let before = findings.count
    try addTemplate(id, files: files, limits: limits)
    if let error = findings.firstError(after: before) {
      templates.markUnreadable(id, error.span?.source.path ?? "templates/\(id)")
    }
  }

  private mutating func addTemplate(
    _ id: String, files: [String], limits: OutputLimits
  ) throws(ContentError) {
    let folder = "templates/\(id)/"
    guard try isValid([id[...]], folder + (files.first ?? "")) else { return }
    guard files.contains(ContentLayout.templateFile) else {
      return reportMissingTemplate(folder, files: files)
    }
    guard let document = try readValid(folder + ContentLayout.templateFile, as: .template) else {
      return
    }
    guard let channel = document.value["channel"]?.string.flatMap(Channel.init(rawValue:)) else {
      return reportShape(document, document.source.path)
    }
    let before = findings.count
    var parts: [TemplatePart] = []
    let names = files.map(PartName.init)
    for rule in channel.partRules {
      let matching = zip(files, names).filter { $1?.matches(rule) == true }.map(\.0)
      if let first = matching.first, let engine = PartName(first)?.engine {
        parts.append(try readPart(folder + first, rule, engine))
      }
      for extra in matching.dropFirst() {
        findings.report(
          .conflictingParts, "'\(folder)\(matching[0])' and '\(folder)\(extra)' are the same part",
          at: ContentListing.place(folder + extra), notes: ["keep one of the two files"])
      }
    }
    for (file, name) in zip(files, names) where file != ContentLayout.templateFile {
      guard name.map({ channel.partRules.contains(where: $0.matches) }) != true else { continue }
      reportUnknownPart(file, folder: folder, channel: channel)
    }
    // A part that is there under a wrong name is not reported a second time as missing.
    let reported = findings.count > before
    if !reported { checkRequired(parts, channel, document) }
    let template = Template(
      id: id, document: document, limits: limits, parts: parts, findings: &findings)
    if let template, hasRequired(parts, channel) { templates.add(template) }
  }

  /// Reads a part; one that cannot be read is empty, so that the outputs of the template are known.
  private mutating func readPart(
    _ path: String, _ rule: Channel.PartRule, _ engine: Engine
  ) throws(ContentError) -> TemplatePart {
    let source = try readPlainText(path) ?? SourceText(path: path, bytes: [])
    return TemplatePart(name: rule.name, type: rule.type, engine: engine, source: source)
  }

  private func hasRequired(_ parts: [TemplatePart], _ channel: Channel) -> Bool {
    let required = channel.partRules.filter(\.isRequired)
    let present = required.filter { rule in
      parts.contains { $0.name == rule.name && $0.type == rule.type }
    }
    return channel.hasAlternatives ? present.count == 1 : present.count == required.count
  }

  private mutating func checkRequired(
    _ parts: [TemplatePart], _ channel: Channel, _ document: Document
  ) {
    let required = channel.partRules.filter(\.isRequired)
    let present = required.filter { rule in
      parts.contains { $0.name == rule.name && $0.type == rule.type }
    }
    let span = document.value["channel"]?.span
    if channel.hasAlternatives {
      let names = required.map { "'\($0.stem).liquid'" }.joined(separator: " or ")
      if present.isEmpty {
        findings.report(
          .missingPart, "a template of the channel \(channel.rawValue) needs \(names)", at: span,
          notes: ["write one of them beside template.yaml"])
      } else if present.count > 1 {
        findings.report(
          .conflictingParts, "a template of the channel \(channel.rawValue) has either \(names)",
          at: span, notes: ["keep one of them"])
      }
      return
    }
    for rule in required where !present.contains(where: { $0.stem == rule.stem }) {
      findings.report(
        .missingPart,
        "a template of the channel \(channel.rawValue) needs '\(rule.stem).liquid'", at: span,
        notes: ["write it beside template.yaml"])
    }
  }

  private mutating func reportMissingTemplate(_ folder: String, files: [String]) {
    let similar = NearestName.suggest(ContentLayout.templateFile, among: files)
    var notes = ["every folder in templates/ is one message and says so in template.yaml"]
    if let similar { notes.append("rename '\(folder)\(similar)'") }
    findings.report(
      .missingFile, "'\(folder)\(ContentLayout.templateFile)' is missing",
      at: ContentListing.place(folder + ContentLayout.templateFile), notes: notes)
  }

  private mutating func reportUnknownPart(_ file: String, folder: String, channel: Channel) {
    let known = channel.partRules.flatMap { rule in
      Engine.allCases.map { "\(rule.stem).\($0.rawValue)" }
    }
    let stems = channel.partRules.map(\.stem).joined(separator: ", ")
    let rename = NearestName.suggest(file, among: known + [ContentLayout.templateFile])
    ContentListing.reportUnknown(
      folder + file,
      expected: "template.yaml and, for the channel \(channel.rawValue), the parts \(stems), "
        + "each ending in .liquid, .hbs or .js",
      rename: rename.map { folder + $0 }, findings: &findings)
  }
}

/// The pieces of a part's file name: `body.amp.html.liquid`.
struct PartName {
  let name: String
  let type: PartType
  let engine: Engine

  init?(_ file: String) {
    let pieces = ContentPath.pieces(of: file, separator: ".")
    guard pieces.count >= 2, let engine = Engine(rawValue: String(pieces[pieces.count - 1])) else {
      return nil
    }
    let type = pieces.dropFirst().dropLast().joined(separator: ".")
    guard let type = type.isEmpty ? .text : PartType(rawValue: type) else { return nil }
    name = String(pieces[0])
    self.type = type
    self.engine = engine
  }

  func matches(_ rule: Channel.PartRule) -> Bool {
    name == rule.name && type == rule.type
  }
}
