import ArgumentParser
import Channels
import Content
import Diagnostics
import Rendering
import Snapshots

/// `galley render`: one message, as it would be sent.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Render one message, or one part of it.",
    discussion: """
      EXAMPLES
        galley render cart-reminder --profile gold-anna
        galley render cart-reminder --profile gold-anna --part body.html > out.html
        galley render cart-sms --profile new-ben --locale de --variant b
        galley render spring-banner --at black-friday --environment prod
        galley render cart-reminder --profile gold-anna --eml > message.eml
      """)

  @Argument(help: "The id of the template.")
  var template: String

  @Option(name: .shortAndLong, help: "The id of the profile; default: the first of its fixtures.")
  var profile: String?

  @Option(help: "The language; default: the profile's own.")
  var locale: String?

  @Option(help: "The variant; default: the first.")
  var variant: String?

  @Option(help: ArgumentHelp("The named clock of galley.yaml.", valueName: "clock"))
  var at: String?

  @Option(help: "The environment; default: the first of galley.yaml.")
  var environment: String?

  @Option(help: "The recording set of the template's fixtures; default: default.")
  var recordings: String?

  @Option(help: "Print only this part: subject, body.html, payload.json …")
  var part: String?

  @Flag(help: "Print an email as a MIME file.")
  var eml = false

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try Workspace.open(global)
    let printer = ProblemPrinter(global: global)
    let (project, _) = try Workspace.usableProject(
      from: try workspace.source(.workTree), printer: printer)
    let choice = CaseChoiceNames(
      profile: profile, locale: locale, clock: at, variant: variant, environment: environment,
      recordingSet: recordings)
    let testCase = try choice.makeCase(template, in: project)
    let compiled = CompiledProject(project, templates: [template])
    let rendered = Renderer(compiled).render(testCase)
    let problems = compiled.diagnostics + rendered.diagnostics
    printer.writeAside(problems)
    guard let message = rendered.message else { throw Exit.findings }
    if eml {
      Terminal.write(try emailFile(message, testCase, printer))
    } else if let part {
      Terminal.write(try partBytes(part, of: message))
    } else {
      switch format {
      case .text: Terminal.write(MessageText.text(of: message))
      case .json: Terminal.write(MessageText.json(of: message, testCase).text(.pretty) + "\n")
      }
    }
    if problems.contains(where: { $0.severity == .error }) { throw Exit.findings }
  }

  private func emailFile(
    _ message: Message, _ testCase: Case, _ printer: ProblemPrinter
  ) throws -> [UInt8] {
    guard message.channel == .email else {
      throw CommandFailure("'\(template)' is no email: --eml needs one")
    }
    do throws(ChannelError) {
      let instant = Int(testCase.clock.instant.seconds)
      return try EmailFile.write(RenderedTexts(message, testCase).email, at: instant)
    } catch {
      printer.writeAside(error.diagnostics)
      throw Exit.findings
    }
  }

  private func partBytes(_ name: String, of message: Message) throws -> [UInt8] {
    if let value = message.field(name) { return Array((value + "\n").utf8) }
    if let part = message.parts.first(where: { $0.stem == name || $0.name == name }) {
      return part.bytes
    }
    let names = message.fields.map(\.name) + message.parts.map(\.stem)
    throw CommandFailure(
      "the message has no part '\(name)'", hints: ["it has: \(names.joined(separator: ", "))"])
  }
}
