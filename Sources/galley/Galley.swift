import ArgumentParser
import Diagnostics
import Glibc

/// The program: parses the command line and maps every failure to its exit code.
@main
struct Galley: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "galley",
    abstract: "Content as code for personalised customer messages.",
    discussion: """
      EXAMPLES
        galley init shop            start a content repository
        galley check                find mistakes without rendering anything
        galley test                 render every case and compare with snapshots/
        galley diff main            show what each customer would see differently
        galley release build --version 1.4.0 --key release-key.pem

      EXIT CODES
        0 ok · 1 findings or differences · 2 wrong usage or configuration · 3 an operation failed
        4 refused as untrusted or stale · 70 a bug of galley's · 130 interrupted
      """,
    version: GalleyVersion.current,
    subcommands: [
      InitCommand.self, CheckCommand.self, RenderCommand.self, TestCommand.self,
      ReportCommand.self, ReviewCommand.self, StatusCommand.self, DiffCommand.self,
      CommitCommand.self, FmtCommand.self, ReleaseCommand.self, KeyCommand.self,
      SchemaCommand.self, SuggestCommand.self,
      ExplainCommand.self,
    ])

  static func main() {
    BugReport.watch()
    // A limit on the size of files is a failed write with a message, not a death by signal.
    signal(SIGXFSZ, SIG_IGN)
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.isEmpty { arguments = ["--help"] }
    // ArgumentParser has no options whose value may be left out.
    let bare = [
      "--update": "--update=all", "--visual": "--visual=changed",
      "--fail-on-breaking": "--fail-on-breaking=data",
    ]
    arguments = arguments.map { bare[$0] ?? $0 }
    arguments = withDirectoryLast(arguments)
    do {
      try refuseUnknownCommand(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      if let failure = CommandFailure(error) {
        Terminal.writeError(failure.text)
        exit(withError: failure.exit)
      }
      // What was asked for, such as help, is a result like any other.
      if exitCode(for: error).isSuccess {
        Terminal.write(fullMessage(for: error) + "\n")
        exit(withError: Exit.ok)
      }
      // ArgumentParser's own code for wrong usage is 64; galley's is 2. No other error may come here.
      guard exitCode(for: error) == .validationFailure else {
        Terminal.writeError(BugReport.text("it did not expect '\(error)'"))
        exit(withError: Exit.bug)
      }
      Terminal.writeError(fullMessage(for: error) + "\n")
      exit(withError: Exit.usage)
    }
  }

  /// Moves `-C DIR` before the command behind it, where the command's own options are read.
  private static func withDirectoryLast(_ arguments: [String]) -> [String] {
    guard let first = arguments.first, first.hasPrefix("-C") || first.hasPrefix("--directory")
    else { return arguments }
    let isOneWord = first != "-C" && first != "--directory"
    let count = isOneWord ? 1 : 2
    return arguments.count > count
      ? Array(arguments[count...] + arguments[..<count]) : arguments
  }

  /// Names the nearest command for a misspelt one, which ArgumentParser does not.
  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    let words = arguments.prefix { !$0.hasPrefix("-") }
    guard words.first == "help" else { return try refuseUnknown(words.prefix(1), also: ["help"]) }
    try refuseUnknown(words.dropFirst(), isHelp: true)
  }

  private static func refuseUnknown(
    _ words: ArraySlice<String>, also more: [String] = [], isHelp: Bool = false
  ) throws {
    var command: any ParsableCommand.Type = Self.self
    var path = isHelp ? "galley help" : "galley"
    for word in words {
      let commands = command.configuration.subcommands
      let names = commands.map { $0._commandName } + more
      guard names.contains(word) else {
        let near = NearestName.suggest(word, among: names)
        throw CommandFailure(
          "there is no command '\(word)'",
          hints: near.map { ["did you mean '\(path) \($0)'?"] } ?? ["'galley --help' lists them"])
      }
      path += " \(word)"
      guard let next = commands.first(where: { $0._commandName == word }) else { return }
      command = next
    }
  }
}
