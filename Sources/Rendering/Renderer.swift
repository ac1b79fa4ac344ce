import Content
import Diagnostics
import Templates

/// What a render notes besides the message; nil for what nobody asked for.
private struct RenderNotes {
  var reached: [[Bool]]?
  var origins: [TextOrigins]?
}

/// Case → message: the one way in which galley renders, whatever asks for it.
package struct Renderer: Sendable {
  /// What is rendered from.
  package let compiled: CompiledProject
  private let checks: MessageChecks

  /// Creates a renderer over a compiled project.
  package init(_ compiled: CompiledProject) {
    self.compiled = compiled
    checks = MessageChecks(compiled.schemas)
  }

  /// Renders a case: the same case over the same files gives the same bytes.
  package func render(_ testCase: Case) -> RenderedCase {
    render(testCase, with: compiled.template(testCase.template.id))
  }

  /// Renders as `render` does and says where the bytes of each text come from; nil where rendering
  /// fails.
  ///
  /// The message is not checked: that was done when it was rendered for its own sake.
  package func renderWithMap(_ testCase: Case) -> (message: Message?, origins: MessageOrigins) {
    var notes = RenderNotes(origins: [])
    let rendered = render(testCase, with: compiled.template(testCase.template.id), nil, &notes)
    guard let message = rendered.message, let origins = notes.origins,
      origins.count == message.fields.count + message.parts.count
    else { return (rendered.message, MessageOrigins(fields: [], parts: [])) }
    return (
      message,
      MessageOrigins(
        fields: Array(origins.prefix(message.fields.count)),
        parts: Array(origins.dropFirst(message.fields.count)))
    )
  }

  /// Renders a case with a template that the caller compiled; `reads` notes the texts asked for.
  package func render(
    _ testCase: Case, with template: CompiledTemplate?, noting reads: TextReads? = nil
  ) -> RenderedCase {
    var notes = RenderNotes()
    return render(testCase, with: template, reads, &notes)
  }

  /// Renders a case of a project compiled to record branches; says which of them it took.
  ///
  /// `reached` has one list for each of the template's programs, as long as its `branches`; it is
  /// empty where the case cannot be rendered: such a case proves nothing.
  package func renderNotingBranches(
    _ testCase: Case
  ) -> (rendered: RenderedCase, reached: [[Bool]]) {
    var notes = RenderNotes(reached: [])
    let template = compiled.template(testCase.template.id)
    let rendered = render(testCase, with: template, nil, &notes)
    return (rendered, rendered.message == nil ? [] : notes.reached ?? [])
  }

  private func render(
    _ testCase: Case, with template: CompiledTemplate?, _ reads: TextReads?,
    _ notes: inout RenderNotes
  ) -> RenderedCase {
    let project = compiled.project
    let unreadable =
      project.isReadable ? .none : UnreadableInputs(testCase, template, in: project)
    guard unreadable.paths.isEmpty else {
      return RenderedCase(
        message: nil, diagnostics: unreadable.paths.map(UnreadableInputs.problem))
    }
    guard testCase.problems.isEmpty else {
      return RenderedCase(message: nil, diagnostics: testCase.problems)
    }
    guard let template, template.isComplete else {
      // The template's own diagnostics say why; they are reported once, not per case.
      return RenderedCase(message: nil, diagnostics: [])
    }
    let data = CaseData(testCase, in: compiled)
    guard data.problems.isEmpty else {
      return RenderedCase(message: nil, diagnostics: data.problems)
    }
    var options = RenderOptions()
    options.limits = RenderLimits(
      outputBytes: testCase.template.limits.outputBytes, steps: testCase.template.limits.steps)
    options.clock = testCase.clock.instant.seconds
    options.timeZone = data.regional
    options.formatter = data.regional
    options.translator = compiled.translations(testCase.locale)
    let reads = reads ?? unreadable.texts.map { _ in TextReads() }
    if let reads, let translator = options.translator {
      options.translator = NotingTranslator(base: translator, reads: reads)
    }
    options.strictVariables = true
    var problems: [Diagnostic] = []
    var output = OutputBuffer()
    var map: SourceMap?
    func bytes(_ program: Program) -> [UInt8]? {
      do throws(RenderError) {
        output.clear()
        if notes.reached != nil {
          notes.reached?.append(
            try program.renderNotingBranches(data.globals, options: options, into: &output))
        } else if notes.origins != nil {
          map = try program.renderWithMap(data.globals, options: options, into: &output).map
        } else {
          try program.render(data.globals, options: options, into: &output)
        }
        return output.bytes
      } catch {
        problems.append(
          error.diagnostic.adding(
            "rendering the case \(testCase.id): template '\(testCase.template.id)', "
              + "profile '\(testCase.profile.id)'"))
        return nil
      }
    }
    var fields: [Message.Field] = []
    for field in template.fields {
      guard let value = bytes(field.program) else { continue }
      fields.append(Message.Field(field.name, EnvelopeText.line(value)))
      if let map { notes.origins?.append(TextOrigins(map, EnvelopeText.offsets(value))) }
    }
    var parts: [Message.Part] = []
    for part in template.parts {
      guard var value = bytes(part.program) else { continue }
      let channel = testCase.template.channel.value
      if part.part.type == .text, channel == .sms || channel == .push {
        // The line end that editors put at the end of a file is no part of a short message.
        while value.last == UInt8(ascii: "\n") || value.last == UInt8(ascii: "\r") {
          value.removeLast()
        }
      }
      parts.append(Message.Part(name: part.part.name, type: part.part.type, bytes: value))
      if let map { notes.origins?.append(TextOrigins(map, upTo: value.count)) }
    }
    if let path = unreadable.texts, reads?.keys.isEmpty == false {
      return RenderedCase(message: nil, diagnostics: [UnreadableInputs.problem(path)])
    }
    guard problems.isEmpty else { return RenderedCase(message: nil, diagnostics: problems) }
    let message = Message(
      channel: testCase.template.channel.value, fields: fields, parts: parts)
    if notes.origins != nil { return RenderedCase(message: message, diagnostics: []) }
    let findings = checks.check(message, testCase)
    let hasErrors = findings.contains { $0.severity == .error }
    return RenderedCase(message: hasErrors ? nil : message, diagnostics: findings)
  }
}

extension Diagnostic {
  /// Returns the diagnostic with one more note, which says during what it was found.
  func adding(_ note: String) -> Diagnostic {
    var copy = self
    copy.notes.append(Note(note))
    return copy
  }
}
