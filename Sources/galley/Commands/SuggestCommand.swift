import ArgumentParser

/// `galley suggest`: what a repository lacks.
struct SuggestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Suggest content that tests what is not tested yet.",
    discussion: """
      EXAMPLES
        galley suggest profiles           profiles for branches that no case reaches
        galley suggest profiles --write   and write them
      """,
    subcommands: [SuggestProfilesCommand.self])
}
