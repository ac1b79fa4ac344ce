import ArgumentParser
import Content
import Diagnostics
import GitStore
import Glibc
import Snapshots

/// Which version of the content a command reads.
enum ContentVersion: Equatable {
  /// The files as they are on disk.
  case workTree
  /// The files as they are staged for the next commit.
  case staged
  /// The files of a commit.
  case revision(String)
}

/// Options that choose the version of the content.
struct VersionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the files of this commit, branch or tag.", valueName: "rev"))
  var at: String?

  @Flag(help: "Read the files as they are staged for the next commit.")
  var staged = false

  func validate() throws {
    if at != nil, staged { throw ValidationError("--at and --staged exclude each other") }
  }

  /// The version chosen; the work tree where nothing is said.
  var version: ContentVersion {
    if let at { return .revision(at) }
    return staged ? .staged : .workTree
  }
}

/// The content root a command works on, with the repository around it.
struct Workspace {
  /// What galley takes from the machine.
  let host: Host
  /// The absolute path of the content root.
  let root: String

  /// Finds the content root from the working folder or `--directory`.
  static func open(_ global: GlobalOptions) throws -> Workspace {
    let host = Host.current()
    let start = host.absolute(global.directory ?? ".")
    guard let resolved = resolve(start) else {
      throw CommandFailure("there is no folder '\(global.directory ?? start)'")
    }
    return Workspace(host: host, root: try ContentRoot.find(from: resolved))
  }

  /// Opens the git repository around the content root; libgit2 starts here and not before.
  func repository() throws(GitError) -> Repository {
    try Repository.open(at: root, environment: host.git)
  }

  /// The content root as a path inside the repository's work tree; empty where they are the same.
  func folder(in repository: Repository) -> String {
    guard let workTree = repository.workTree.flatMap(Self.resolve) else { return "" }
    guard root != workTree, root.hasPrefix(workTree + "/") else { return "" }
    return String(root.dropFirst(workTree.count + 1))
  }

  /// The content root as servers know it: inside its repository; empty where there is none.
  var folderInRepository: String { (try? repository()).map { folder(in: $0) } ?? "" }

  /// The folder that the command is run in as a path below the content root; empty at the root
  /// itself, and outside of it.
  var workingFolder: String {
    host.workingDirectory.hasPrefix(root + "/")
      ? String(host.workingDirectory.dropFirst(root.count + 1)) : ""
  }

  /// Returns an absolute path below the content root as a path from there; others as they are.
  func relative(_ path: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
  }

  /// Returns where a version of the content is read from.
  ///
  /// Of a commit, `skipped` folders are left out.
  func source(
    _ version: ContentVersion, without skipped: Set<String> = []
  ) throws -> any ContentSource {
    switch version {
    case .workTree:
      return WorkTreeSource(root: root)
    case .staged:
      let repository = try repository()
      let folder = folder(in: repository)
      return try GitSource(indexOf: repository, root: folder)
    case .revision(let name):
      let repository = try repository()
      let folder = folder(in: repository)
      let revision = try repository.resolve(name)
      return try GitSource(
        revision: revision, title: name, root: folder, repository: repository, without: skipped)
    }
  }

  /// Reads a version of the content; fails when galley.yaml itself is unusable.
  func project(_ version: ContentVersion) throws -> ProjectReading {
    try Project.load(from: try source(version))
  }

  /// Reads content whose galley.yaml can be used.
  ///
  /// - Returns: The project and the problems of its files.
  /// - Throws: `CommandFailure` with exit code 2 otherwise; the problems are written to stderr.
  static func usableProject(
    from source: any ContentSource, printer: ProblemPrinter
  ) throws -> (project: Project, diagnostics: [Diagnostic]) {
    try usable(try Project.load(from: source), from: source, printer: printer)
  }

  /// Returns what was read if galley.yaml can be used, as `usableProject` does.
  static func usable(
    _ reading: ProjectReading, from source: any ContentSource, printer: ProblemPrinter
  ) throws -> (project: Project, diagnostics: [Diagnostic]) {
    guard let project = reading.project else {
      printer.writeAside(reading.diagnostics)
      throw CommandFailure(
        "galley.yaml of \(source.name) cannot be used",
        hints: ["mend the problems above and try again"])
    }
    return (project, reading.diagnostics)
  }

  /// Returns the cases of a project.
  ///
  /// - Throws: `CommandFailure` with exit code 2 when they are more than galley.yaml allows; what is
  ///   too large is written to stderr.
  static func cases(of project: Project, printer: ProblemPrinter) throws -> CaseMatrix {
    let matrix = CaseMatrix(project)
    guard matrix.diagnostics.isEmpty else {
      printer.writeAside(matrix.diagnostics + matrix.references)
      throw CommandFailure("nothing is run: the matrix has too many cases")
    }
    return matrix
  }

  private static func resolve(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
