import ArgumentParser
import Content
import Diagnostics
import GitStore
import Snapshots

/// `galley check`: everything that can be found without rendering.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find mistakes without rendering anything.",
    discussion: """
      Reads every file, validates it against its schema, compiles templates
      and checks what files say about each other. Exit code 1 when there is
      an error; warnings alone give 0.

      With --instances it validates the values of one file by --schema and
      needs no content repository: JSON lines of any size, in constant memory.

      EXAMPLES
        galley check                        the files on disk
        galley check templates/cart-sms     problems of one folder only
        galley check --staged               what would be committed
        galley check --at v1.2              a tagged version
        galley check --changed-since main   problems of changed files only
        galley check --format sarif         for code scanning
        galley check --instances profiles.jsonl --schema profile.schema.json
      """)

  @Argument(help: "Show problems of these files and folders only.")
  var paths: [String] = []

  @OptionGroup var version: VersionOptions

  @Option(help: ArgumentHelp("Show problems of files changed since REV.", valueName: "rev"))
  var changedSince: String?

  @OptionGroup var instances: InstanceOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    if let path = instances.instances, let schema = instances.schema {
      return try InstanceCheck(options: instances, format: report.format, global: global)
        .run(instances: path, schema: schema)
    }
    let workspace = try Workspace.open(global)
    let printer = ProblemPrinter(global: global)
    let reading = try workspace.project(version.version)
    var problems =
      reading.project.map { project in
        let matrix = CaseMatrix(project)
        return LoadedContent(project, loading: reading.diagnostics).diagnostics
          + matrix.diagnostics + matrix.warnings
      } ?? reading.diagnostics
    if !paths.isEmpty {
      let wanted = try paths.map { try contentPath($0, workspace) }
      try require(wanted, in: problems, workspace)
      problems.removeAll { problem in !wanted.contains { Self.covers($0, problem) } }
    }
    if let changedSince {
      let changed = try ChangedFiles.paths(since: changedSince, in: workspace)
      problems.removeAll { problem in
        problem.span.map { !changed.contains($0.source.path) } ?? false
      }
    }
    let result = ProblemPrinter.report(problems)
    printer.write(
      report.format.countsFromRepository ? result.below(workspace.folderInRepository) : result,
      as: report.format)
    if report.format == .text, result.diagnostics.isEmpty, let project = reading.project {
      Terminal.writeError(
        "ok: \(counted(project.templates.count, "template")), "
          + "\(counted(project.profiles.count, "profile")), "
          + "\(counted(project.journeys.count, "journey")), no problems\n")
    }
    if result.hasErrors { throw Exit.findings }
  }

  /// Fails for a path at which nothing stands and nothing is wrong: it is misspelt.
  private func require(
    _ wanted: [String], in problems: [Diagnostic], _ workspace: Workspace
  ) throws {
    let source = try workspace.source(version.version)
    for (path, word) in zip(wanted, paths) where !path.isEmpty {
      let isThere = try source.entry(at: path) != nil || !source.entries(below: path).isEmpty
      guard !isThere, !problems.contains(where: { Self.covers(path, $0) }) else { continue }
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let names =
        try folder.isEmpty
        ? ContentLayout.folders.sorted()
        : Set(
          source.entries(below: folder).compactMap { entry in
            entry.path.dropFirst(folder.count + 1).split(separator: "/").first.map {
              "\(folder)/\($0)"
            }
          }
        ).sorted()
      throw CommandFailure(
        "there is no file or folder '\(word)' in the content",
        hints: NearestName.suggest(path, among: names).map { ["did you mean '\($0)'?"] } ?? [])
    }
  }

  /// Turns a path of the command line into one below the content root.
  private func contentPath(_ path: String, _ workspace: Workspace) throws -> String {
    let absolute = workspace.host.absolute(path)
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let normal = "/" + parts.joined(separator: "/")
    if normal == workspace.root { return "" }
    guard normal.hasPrefix(workspace.root + "/") else {
      throw CommandFailure(
        "'\(path)' is not in the content root", hints: ["the root is \(workspace.root)"])
    }
    return String(normal.dropFirst(workspace.root.count + 1))
  }

  private static func covers(_ path: String, _ problem: Diagnostic) -> Bool {
    guard let file = problem.span?.source.path else { return path.isEmpty }
    return path.isEmpty || file == path || file.hasPrefix(path + "/")
  }
}
