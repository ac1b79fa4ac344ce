import ArgumentParser
import Content
import Diagnostics
import GitStore
import Glibc
import Rendering
import Snapshots

/// `galley init`: a working content repository.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Start a content repository that passes check and test.",
    discussion: """
      Writes one template, one profile and one snapshot, and starts a git
      repository unless there is one. Existing files are never overwritten.

      EXAMPLES
        galley init shop
        galley init --ci github .
        galley init --merge-driver    in a clone: snapshots merge without markers
        galley init --linguist-generated   GitHub folds their differences
      """)

  @Argument(help: "The folder; it is made if it is missing.")
  var folder = "."

  @Option(help: "The name of the project; default: the name of the folder.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "Write a CI configuration: github or gitlab; in a content repository that is there, only that."
    )
  )
  var ci: CIServer?

  @Flag(
    help: ArgumentHelp(
      "Set up the merge driver for snapshots; in a content repository that is there, only that."))
  var mergeDriver = false

  @Flag(
    help: ArgumentHelp(
      "Let GitHub hide the differences of snapshots, from those who review them, too; "
        + "in a content repository that is there, only that."))
  var linguistGenerated = false

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let host = Host.current()
    let base = global.directory.map { host.absolute($0) } ?? host.workingDirectory
    let root = folder.hasPrefix("/") ? folder : base + "/" + folder
    if let name { try refuseUnusable(name) }
    if mkdir(root, 0o777) != 0, errno != EEXIST {
      throw ContentError(
        .writeFailed, "cannot make the folder '\(folder)': \(String(cString: strerror(errno)))")
    }
    guard let pointer = realpath(root, nil) else {
      throw ContentError(.notFound, "there is no folder '\(folder)'")
    }
    defer { free(pointer) }
    let resolved = String(cString: pointer)
    guard Self.isFolder(resolved) else { throw CommandFailure("'\(folder)' is not a folder") }
    if mergeDriver || linguistGenerated || ci != nil,
      try WorkTreeSource(root: resolved).entry(at: "galley.yaml") != nil
    {
      return try add(to: resolved, host)
    }
    let name = name ?? Self.projectName(resolved)
    var files = RepositorySkeleton.files(name: name)
    if let ci { files.append(ci.file) }
    let kept = try existingGitFiles(resolved)
    files.removeAll { kept.contains($0.path) }
    try refuseExisting(files, root: resolved)
    let isNewRepository = try startRepository(resolved, host)
    let writer = WorkTreeWriter(root: resolved)
    for file in files { try writer.write(Array(file.text.utf8), at: file.path) }
    let snapshots = try storeSnapshots(resolved)
    try setUpSnapshots(resolved, host)
    report(files.map(\.path) + snapshots, isNewRepository: isNewRepository)
    for path in kept {
      let lines = RepositorySkeleton.gitFiles.first { $0.path == path }?.text ?? ""
      Terminal.writeError("'\(path)' is there already: add this to it\n\(lines)")
    }
  }

  /// Adds what is asked for to a content repository that is there.
  private func add(to root: String, _ host: Host) throws {
    var written: [String] = []
    if let file = ci?.file {
      try refuseExisting([file], root: root)
      try WorkTreeWriter(root: root).write(Array(file.text.utf8), at: file.path)
      written.append(file.path)
    }
    if try setUpSnapshots(root, host) { written.append(".gitattributes") }
    report(
      written, isNewRepository: false,
      next: (mergeDriver ? MergeDriver.words : "")
        + (written.isEmpty ? "" : "next: commit \(written.joined(separator: " and "))\n"))
  }

  /// Tells git more about snapshots, as far as it is asked for; whether .gitattributes has changed.
  @discardableResult
  private func setUpSnapshots(_ root: String, _ host: Host) throws -> Bool {
    var isChanged = false
    if mergeDriver, try MergeDriver.install(below: root, host.git) { isChanged = true }
    if linguistGenerated, try SnapshotAttributes.add("linguist-generated", below: root) {
      isChanged = true
    }
    return isChanged
  }

  /// Refuses a name that galley.yaml would not accept, before anything is written.
  private func refuseUnusable(_ name: String) throws {
    let files = RepositorySkeleton.files(name: name)
    let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) })
    let reading = try Project.load(from: InMemorySource(texts: texts))
    guard reading.diagnostics.contains(where: { $0.severity == .error }) else { return }
    throw CommandFailure(
      "'\(name)' is no name of a project",
      hints: ["expected lower-case letters, digits and hyphens: \(Self.projectName(name))"])
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The files of git that are there already: one's own are fine, galley's lines are easily added.
  private func existingGitFiles(_ root: String) throws -> [String] {
    let source = WorkTreeSource(root: root)
    return try RepositorySkeleton.gitFiles.map(\.path).filter {
      try source.entry(at: $0) != nil
    }
  }

  private func refuseExisting(_ files: [RepositorySkeleton.File], root: String) throws {
    let source = WorkTreeSource(root: root)
    for file in files where try source.entry(at: file.path) != nil {
      throw CommandFailure(
        "'\(file.path)' is there already: nothing was written",
        hints: ["choose an empty folder, or move the file away"])
    }
  }

  private func startRepository(_ root: String, _ host: Host) throws -> Bool {
    do throws(GitError) {
      _ = try Repository.open(at: root, environment: host.git)
      return false
    } catch  where error.code == .notARepository {
      _ = try Repository.create(at: root, environment: host.git)
      return true
    }
  }

  /// Stores the first snapshot by the same path as every other.
  private func storeSnapshots(_ root: String) throws -> [String] {
    let source = WorkTreeSource(root: root)
    let reading = try Project.load(from: source)
    guard let project = reading.project else { throw Exit.bug }
    let matrix = CaseMatrix(project)
    let run = try TestRun(
      matrix.cases, of: matrix, renderer: Renderer(CompiledProject(project)),
      store: try SnapshotStore(source))
    let plan = UpdatePlan(run, mode: .all)
    try plan.store(below: root)
    return plan.stored.map(\.path)
  }

  private func report(
    _ paths: [String], isNewRepository: Bool,
    next: String = "next: galley check, galley test, then git add . && galley commit -m 'Start'\n"
  ) {
    switch format {
    case .text:
      for path in paths.sorted() { Terminal.write("  \(path)\n") }
      if isNewRepository { Terminal.write("started a git repository\n") }
      Terminal.write(next)
    case .json:
      let result: JSONOutput = [
        "version": 1, "files": .array(paths.sorted().map { .string($0) }),
        "repository": .bool(isNewRepository),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }

  /// The folder's name as an id: lower-case letters, digits and hyphens.
  private static func projectName(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    let letters = last.lowercased().unicodeScalars.map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(scalar.value))
      return isPlain ? Character(scalar) : "-"
    }
    let name = String(letters).split(separator: "-").joined(separator: "-")
    return name.isEmpty ? "content" : name
  }
}
