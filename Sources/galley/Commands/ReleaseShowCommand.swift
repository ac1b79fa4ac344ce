import ArgumentParser
import Diagnostics
import Releases

extension ReleaseCommand {
  /// `galley release show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a bundle holds, without trusting it.",
      discussion: """
        EXAMPLES
          galley release show brightside-1.4.0.galley
          galley release show shop.tar --format json | jq -r '.files[].path'
        """)

    @Argument(help: "The bundle: a folder or a tar.")
    var path: String

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let bundle = try ReleaseBundle(reading: Host.current().absolute(path))
      let release = try ReleaseDescription(bundle)
      switch format {
      case .text: Terminal.write(text(release))
      case .json: Terminal.write(json(release).text(.pretty) + "\n")
      }
    }

    private func text(_ release: ReleaseDescription) -> String {
      var text = release.name
      if let statement = release.statement {
        text += " \(statement.version) (sequence \(statement.sequence))\n"
        text += "commit:  \(statement.commit) of \(statement.sourceDate)\n"
      } else {
        text += " (not signed)\n"
      }
      text += "digest:  \(release.digest)\ntree:    \(release.tree)\n"
      if !release.repository.isEmpty { text += "from:    \(release.repository)\n" }
      for signature in release.signatures {
        text += "claims:  \(signature.predicateType) by key \(signature.keyID)\n"
      }
      text += "the signatures are not checked here: 'galley release verify' does\n\n"
      for file in release.files {
        let owner = file.id.map { " \($0)" } ?? ""
        text +=
          "\(file.digest.hex.prefix(12))  \(file.size)  \(file.path)  (\(file.kind)\(owner))\n"
      }
      return text
    }

    private func json(_ release: ReleaseDescription) -> JSONOutput {
      [
        "version": 1, "name": .string(release.name),
        "digest": .string(release.digest.description), "tree": .string(release.tree),
        "repository": .string(release.repository),
        "statement": release.statement.map { statement in
          [
            "version": .string(statement.version), "sequence": .integer(statement.sequence),
            "commit": .string(statement.commit), "sourceDate": .string(statement.sourceDate),
          ]
        } ?? .null,
        "signatures": .array(
          release.signatures.map {
            ["keyId": .string($0.keyID), "predicateType": .string($0.predicateType)]
          }),
        "files": .array(
          release.files.map { file in
            [
              "path": .string(file.path), "size": .integer(file.size),
              "sha256": .string(file.digest.hex), "kind": .string(file.kind),
              "id": file.id.map { .string($0) } ?? .null,
            ]
          }),
      ]
    }
  }
}
