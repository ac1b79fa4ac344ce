package import Diagnostics

extension ReleaseError {
  /// The refusal for `--format json`.
  package var output: JSONOutput {
    .object([
      (
        "error",
        .members([
          ("code", .string(code.name)), ("message", .string(message)),
          ("place", place.map { .string($0) }), ("expected", expected.map { .string($0) }),
          ("found", found.map { .string($0) }), ("advice", .string(advice)),
        ])
      )
    ])
  }
}
