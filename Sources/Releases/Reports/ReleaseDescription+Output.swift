package import Diagnostics

extension ReleaseDescription {
  /// The description for `--format json`; `verifiedSigners` is empty where nothing was verified.
  package var output: JSONOutput {
    .members([
      ("name", .string(name)), ("digest", .string(digest.description)),
      ("repository", .string(repository)), ("tree", .string(tree)),
      ("statement", statement?.output),
      ("verifiedSigners", .array(verifiedSigners.map { .string($0) })),
      (
        "signatures",
        .array(
          signatures.map {
            ["keyId": .string($0.keyID), "predicateType": .string($0.predicateType)]
          })
      ),
      ("files", .array(files.map(\.output))),
    ])
  }
}

extension ReleaseStatement {
  /// The statement as one object.
  package var output: JSONOutput {
    .members([
      ("name", .string(name)), ("version", .string(version)), ("sequence", .integer(sequence)),
      ("previous", previous.map { .string($0.description) }), ("commit", .string(commit)),
      ("sourceDate", .string(sourceDate)),
    ])
  }
}

extension ReleaseFile {
  /// The file as one object.
  package var output: JSONOutput {
    .members([
      ("path", .string(path)), ("size", .integer(size)), ("sha256", .string(digest.hex)),
      ("kind", .string(kind)), ("id", id.map { .string($0) }),
    ])
  }
}
