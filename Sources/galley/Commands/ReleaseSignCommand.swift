import ArgumentParser
import Diagnostics
import GitStore
import Releases

extension ReleaseCommand {
  /// `galley release sign`.
  struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sign a bundle, or add a second signature.",
      discussion: """
        An unsigned bundle is signed for the commit it was built from (run it
        in the content repository). With --add the bundle, verified by the
        keys you trust, gets one more signature.

        EXAMPLES
          galley release sign brightside-1.4.0.galley --version 1.4.0 --key release-key.pem
          galley release sign brightside-1.4.0.galley --add --key second.pem --trust release-key.pem.pub
        """)

    @Argument(help: "The bundle: a folder or a tar.")
    var path: String

    @Option(help: ArgumentHelp("The private key that signs.", valueName: "file"))
    var key: String

    @Flag(help: "Add a signature to a signed bundle.")
    var add = false

    @Option(help: ArgumentHelp("A public key you trust, for --add.", valueName: "file"))
    var trust: [String] = []

    @Option(help: ArgumentHelp("The version of an unsigned bundle.", valueName: "x"))
    var version: String?

    @Option(help: "The commit an unsigned bundle was built from; default: the last commit.")
    var commit = "HEAD"

    @Option(help: "The number of the release.")
    var sequence = 1

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if add, trust.isEmpty { throw ValidationError("--add needs --trust FILE") }
      if !add, version == nil { throw ValidationError("an unsigned bundle needs --version X") }
    }

    func run() throws {
      let host = Host.current()
      let target = host.absolute(path)
      let privateKey = try ReleaseSigning.privateKey(host.absolute(key))
      let bundle = try ReleaseBundle(reading: target)
      let signed: ReleaseBundle
      if add {
        let keys = try trust.map { try ReleaseSigning.publicKey(host.absolute($0)) }
        signed = try bundle.adding(privateKey, trusting: TrustPolicy(keys: keys))
      } else {
        signed = try sign(bundle, with: privateKey)
      }
      try signed.update(at: target)
      switch format {
      case .text:
        Terminal.write("signed \(path) with \(privateKey.publicKey.keyID)\n")
      case .json:
        let result: JSONOutput = [
          "version": 1, "path": .string(path), "digest": .string(signed.digest.description),
          "keyId": .string(privateKey.publicKey.keyID),
        ]
        Terminal.write(result.text(.pretty) + "\n")
      }
    }

    /// Signs the release of the commit that it claims to come from.
    private func sign(_ bundle: ReleaseBundle, with key: PrivateKey) throws -> ReleaseBundle {
      let workspace = try Workspace.open(global)
      let repository = try workspace.repository()
      let revision = try repository.resolve(commit)
      let folder = workspace.folder(in: repository)
      let tree = try repository.folder(folder, of: revision.tree) ?? revision.tree
      guard tree.hex == bundle.config.tree else {
        throw CommandFailure(
          "the bundle was not built from \(revision.commit.short)",
          hints: ["name the commit it was built from: --commit REV"])
      }
      let identity = try ReleaseSigning.identity(
        version: version ?? "", sequence: sequence, previous: nil,
        commit: try repository.commit(revision.commit))
      return try bundle.signed(as: identity, with: key)
    }
  }
}
