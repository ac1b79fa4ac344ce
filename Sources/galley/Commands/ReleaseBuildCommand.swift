import ArgumentParser
import Content
import Diagnostics
import GitStore
import Releases

extension ReleaseCommand {
  /// `galley release build`.
  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Build the bundle of a commit, signed when a key is given.",
      discussion: """
        The bundle is a function of the commit's files: building it again
        gives the same bytes but for the signatures. The content must have no
        errors.

        EXAMPLES
          galley release build --version 1.4.0 --key release-key.pem
          galley release build v1.4 --version 1.4.0 --tar --output out/shop.tar
        """)

    @Argument(help: "The commit, branch or tag; default: the last commit.")
    var revision = "HEAD"

    @Option(help: ArgumentHelp("The version of the release.", valueName: "x"))
    var version: String

    @Flag(help: "Write one tar file instead of a folder.")
    var tar = false

    @Option(name: .shortAndLong, help: "Where the bundle goes; default: NAME-VERSION.galley.")
    var output: String?

    @Option(help: ArgumentHelp("The private key that signs.", valueName: "file"))
    var key: String?

    @Option(help: "The number of the release, which must grow from one to the next.")
    var sequence = 1

    @Option(help: ArgumentHelp("The release before, a verified bundle.", valueName: "path"))
    var previous: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let workspace = try Workspace.open(global)
      let repository = try workspace.repository()
      let target = try repository.resolve(revision)
      let printer = ProblemPrinter(global: global)
      let content = try LoadedContent(workspace, .revision(revision), printer: printer)
      guard !content.hasErrors else {
        printer.writeAside(content.diagnostics.filter { $0.severity == .error })
        throw CommandFailure(
          "the content of \(target.commit.short) has errors: nothing is released",
          hints: ["mend the problems above, commit, and build again"], exit: Exit.findings)
      }
      let files = try releaseFiles(workspace)
      let folder = workspace.folder(in: repository)
      let tree = try repository.folder(folder, of: target.tree) ?? target.tree
      let name = content.project.settings.name.value
      let release = ReleaseContent(
        name: name, files: files, sourceTree: tree.hex,
        repository: content.project.settings.repository ?? "")
      var bundle = try ReleaseBuilder.build(release, version: version)
      if let key {
        bundle = try bundle.signed(
          as: ReleaseSigning.identity(
            version: version, sequence: sequence,
            previous: previous.map { workspace.host.absolute($0) },
            commit: try repository.commit(target.commit)),
          with: try ReleaseSigning.privateKey(workspace.host.absolute(key)),
          provenance: Provenance(
            repository: content.project.settings.repository
              ?? repository.remoteAddress() ?? "",
            reference: revision, builderID: "urn:galley:builder:\(GalleyVersion.current)"))
      }
      let path = output ?? "\(name)-\(version).galley\(tar ? ".tar" : "")"
      let isNew = try bundle.write(
        to: workspace.host.absolute(path), as: tar ? .archive : .directory)
      write(bundle, path: path, isNew: isNew, commit: target.commit)
    }

    /// The files of the content at the revision, galley's own kinds only.
    private func releaseFiles(_ workspace: Workspace) throws -> [ReleaseContent.File] {
      let source = try workspace.source(.revision(revision))
      var files: [ReleaseContent.File] = []
      let folders = ContentLayout.folders + [ContentLayout.snapshotsFolder]
      var entries: [ContentEntry] = []
      for folder in folders { entries += try source.entries(below: folder) }
      for path in ContentLayout.rootFiles {
        if let entry = try source.entry(at: path) { entries.append(entry) }
      }
      for entry in entries where entry.kind == .regular {
        guard let kind = ContentLayout.kind(of: entry.path) else { continue }
        files.append(
          ReleaseContent.File(
            path: entry.path, bytes: try source.bytes(at: entry.path), kind: kind.kind, id: kind.id)
        )
      }
      return files
    }

    private func write(
      _ bundle: ReleaseBundle, path: String, isNew: Bool, commit: ObjectID
    ) {
      switch format {
      case .text:
        let signed = key == nil ? "not signed: 'galley release sign' adds a signature" : "signed"
        Terminal.write(
          """
          \(isNew ? "built" : "unchanged") \(path)
          digest:  \(bundle.digest)
          commit:  \(commit.hex)
          files:   \(bundle.config.files.count)
          \(signed)

          """)
      case .json:
        let result: JSONOutput = [
          "version": 1, "path": .string(path), "digest": .string(bundle.digest.description),
          "commit": .string(commit.hex), "files": .integer(bundle.config.files.count),
          "signed": .bool(key != nil), "new": .bool(isNew),
        ]
        Terminal.write(result.text(.pretty) + "\n")
      }
    }
  }
}
