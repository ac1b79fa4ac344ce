package import Content
package import Diagnostics
package import Templates

/// A template with all its parts compiled.
package struct CompiledTemplate: Sendable {
  /// A line of the envelope with its program.
  package struct Field: Sendable {
    /// The name as in `Message.Field`.
    package let name: String
    /// What renders it.
    package let program: Program
  }

  /// A body with its program.
  package struct Part: Sendable {
    /// The part of the template.
    package let part: TemplatePart
    /// What renders it.
    package let program: Program
  }

  /// The template.
  package let template: Template
  /// The envelope in its fixed order.
  package let fields: [Field]
  /// The bodies, the primary one first.
  package let parts: [Part]

  /// Whether every part compiled; only then can the template be rendered.
  package let isComplete: Bool

  /// The programs of the envelope and the bodies.
  package var programs: [Program] { fields.map(\.program) + parts.map(\.program) }
}

extension CompiledTemplate {
  /// Compiles a template; it is incomplete, with diagnostics, when a part cannot be compiled.
  package static func compile(
    _ template: Template, in project: Project, recordsBranches: Bool = false
  ) -> (compiled: CompiledTemplate, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var fields: [Field] = []
    var parts: [Part] = []
    var isComplete = true
    func program(_ source: SourceText, _ engine: Engine) -> Program? {
      switch engine {
      case .liquid:
        var options = Liquid.Options(allowsExtensions: project.settings.allowsExtensions)
        options.recordsBranches = recordsBranches
        let result = Liquid.compile(
          source, fragments: { name in project.fragmentSource(name, engine: .liquid) },
          options: options)
        diagnostics += result.diagnostics.map { $0.suggestingFragment(of: project) }
        return result.program
      case .handlebars:
        var options = Handlebars.Options()
        options.allowsExtensions = project.settings.allowsExtensions
        options.recordsBranches = recordsBranches
        let names = project.fragmentNames(.handlebars)
        let result = Handlebars.compile(
          source, partials: { name in project.fragmentSource(name, engine: .handlebars) },
          dynamicNames: names, options: options)
        diagnostics += result.diagnostics
        return result.program
      case .javaScript:
        diagnostics.append(
          Diagnostic(
            .engineUnavailable, "this version of galley has no engine for '.\(engine.rawValue)'",
            at: SourceSpan(source, at: 0),
            notes: [
              Diagnostic.Note(
                "write the part in Liquid or Handlebars: name the file '.liquid' or '.hbs'")
            ]))
        return nil
      }
    }
    func addField(_ name: String, _ source: SourceText, _ engine: Engine) {
      if let program = program(source, engine) {
        fields.append(Field(name: name, program: program))
      } else {
        isComplete = false
      }
    }
    for part in template.envelopeParts { addField(part.name, part.source, part.engine) }
    if let from = template.from { addField("from", from.templateSource, .liquid) }
    if let replyTo = template.replyTo { addField("reply-to", replyTo.templateSource, .liquid) }
    for header in template.headers {
      addField("header \(header.name.value)", header.value.templateSource, .liquid)
    }
    for part in template.bodyParts {
      if let program = program(part.source, part.engine) {
        parts.append(Part(part: part, program: program))
      } else {
        isComplete = false
      }
    }
    let compiled = CompiledTemplate(
      template: template, fields: fields, parts: parts, isComplete: isComplete)
    return (compiled, diagnostics)
  }
}

extension Diagnostic {
  /// Returns the diagnostic with the name of the fragment that a misspelt one probably means.
  fileprivate func suggestingFragment(of project: Project) -> Diagnostic {
    guard code == .unknownFragment, let span else { return self }
    let written = String(decoding: span.source.bytes[span.start..<span.end], as: UTF8.self)
    let quotes: [Character] = ["'", "\""]
    let name = written.filter { !quotes.contains($0) }
    let names = project.fragmentNames(.liquid)
    guard let nearest = NearestName.suggest(name, among: names) else { return self }
    var copy = self
    copy.notes.insert(Note("did you mean '\(nearest)'?"), at: 0)
    return copy
  }
}

extension Located<String> {
  /// A source for a template written inside a YAML file, whose places are those of the file.
  ///
  /// Everything before the text is replaced by spaces, line ends excepted; the output is trimmed.
  /// Where the text was written with escapes, places inside it are only near.
  fileprivate var templateSource: SourceText {
    let file = span.source
    let written = Array(file.bytes[span.start..<span.end])
    let text = Array(value.utf8)
    let offset = written.firstRange(of: text)?.lowerBound ?? 0
    let before = file.bytes[..<(span.start + offset)].map { byte in
      byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") ? byte : UInt8(ascii: " ")
    }
    return SourceText(path: file.path, bytes: before + text)
  }
}

extension DiagnosticCode {
  /// A part in a language that this version cannot render.
  package static let engineUnavailable = DiagnosticCode(
    "template/engine-unavailable", "the part is written in a language without an engine")
}
