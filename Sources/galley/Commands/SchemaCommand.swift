import ArgumentParser

/// `galley schema`: what can be asked of schemas by themselves.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Compare two versions of a JSON Schema.",
    discussion: """
      EXAMPLES
        galley schema diff old.schema.json schemas/profile.schema.json
      """,
    subcommands: [Diff.self])
}
