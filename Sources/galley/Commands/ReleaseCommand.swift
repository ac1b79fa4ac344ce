import ArgumentParser

/// `galley release`: signed bundles.
struct ReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Build, sign, verify and show signed bundles.",
    discussion: """
      EXAMPLES
        galley release build --version 1.4.0 --key release-key.pem
        galley release verify brightside-1.4.0.galley --key release-key.pem.pub
        galley release show brightside-1.4.0.galley
      """,
    subcommands: [Build.self, Sign.self, Verify.self, Show.self])
}
