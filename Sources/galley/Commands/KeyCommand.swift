import ArgumentParser
import Diagnostics
import Releases

/// `galley key`: signing keys.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make the keys that sign releases.", subcommands: [New.self])

  /// `galley key new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a key pair: a private key that signs, a public key that verifies.",
      discussion: """
        Writes PATH (readable only by you) and PATH.pub. Neither is ever overwritten. Keep the
        private key out of the repository.

        EXAMPLES
          galley key new release-key.pem
          galley key new --algorithm ed25519 ~/.config/galley/release-key.pem
        """)

    @Argument(help: "Where the private key goes; the public key goes to PATH.pub.")
    var path: String

    @Option(help: "p256 (default) or ed25519.")
    var algorithm: KeyAlgorithm = .p256

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let target = Host.current().absolute(path)
      let pair = try KeyPair.generate(algorithm)
      try pair.write(to: target)
      switch format {
      case .text:
        Terminal.write(
          "private key: \(path)\npublic key:  \(path).pub\nkey id:      \(pair.publicKey.keyID)\n")
      case .json:
        let result: JSONOutput = [
          "version": 1, "privateKey": .string(path), "publicKey": .string(path + ".pub"),
          "algorithm": .string(algorithm.rawValue), "keyId": .string(pair.publicKey.keyID),
        ]
        Terminal.write(result.text(.pretty) + "\n")
      }
    }
  }
}

extension KeyAlgorithm: ExpressibleByArgument {}
