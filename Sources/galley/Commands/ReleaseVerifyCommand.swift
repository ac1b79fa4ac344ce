import ArgumentParser
import Diagnostics
import Releases

extension ReleaseCommand {
  /// `galley release verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Verify a bundle by the keys you trust.",
      discussion: """
        Checks the signatures, then every file of the content. Nothing is
        fetched and nothing is written unless --extract says so. Exit code 4
        when the bundle is refused.

        EXAMPLES
          galley release verify brightside-1.4.0.galley --key release-key.pem.pub
          galley release verify shop.tar --key a.pub --key b.pub --threshold 2
          galley release verify shop.tar --key a.pub --extract deployed/
        """)

    @Argument(help: "The bundle: a folder or a tar.")
    var path: String

    @Option(help: ArgumentHelp("A public key you trust; may be given again.", valueName: "file"))
    var key: [String]

    @Option(help: "How many of the keys must have signed.")
    var threshold = 1

    @Option(help: "The name the release must carry.")
    var name: String?

    @Option(help: "The lowest sequence number to accept.")
    var minSequence = 0

    @Option(help: ArgumentHelp("Write the verified content to a new folder.", valueName: "folder"))
    var extract: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let host = Host.current()
      let keys = try key.map { try ReleaseSigning.publicKey(host.absolute($0)) }
      let policy = try TrustPolicy(
        keys: keys, threshold: threshold, expectedName: name, minimumSequence: minSequence)
      let release = try ReleaseVerifier.verify(host.absolute(path), trust: policy)
      if let extract { try release.extract(to: host.absolute(extract)) }
      let statement = release.statement
      switch format {
      case .text:
        Terminal.write(
          """
          verified \(statement.name) \(statement.version) (sequence \(statement.sequence))
          digest:  \(release.digest)
          commit:  \(statement.commit)
          files:   \(release.files.count)
          signed:  \(release.signers.joined(separator: "\n         "))

          """)
      case .json:
        let result: JSONOutput = [
          "version": 1, "name": .string(statement.name),
          "releaseVersion": .string(statement.version), "sequence": .integer(statement.sequence),
          "digest": .string(release.digest.description), "commit": .string(statement.commit),
          "files": .integer(release.files.count),
          "signers": .array(release.signers.map { .string($0) }),
        ]
        Terminal.write(result.text(.pretty) + "\n")
      }
    }
  }
}
