import ArgumentParser

/// `galley schema`: tools for writing JSON Schemas.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Write, check and compare JSON Schemas.",
    discussion: """
      Works on files; a content repository is not needed.

      EXAMPLES
        galley schema diff old.schema.json schemas/profile.schema.json
        galley schema infer samples.jsonl > profile.schema.json
        galley schema lint schemas/*.schema.json
        galley schema sample schemas/profile.schema.json --count 20
        galley schema bundle schemas/profile.schema.json > profile.bundle.json
      """,
    subcommands: [
      Diff.self,
      SchemaBundleCommand.self,
      SchemaInferCommand.self,
      SchemaLintCommand.self,
      SchemaSampleCommand.self,
    ])
}
