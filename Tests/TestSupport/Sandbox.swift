import Foundation

/// A machine for one test: a folder with a home of its own and an environment that never changes.
package final class Sandbox: Sendable {
  /// The folder that holds everything; `$BASE` in scripts.
  package let folder: TemporaryFolder
  /// The environment of every program.
  package let variables: [String: String]

  /// The longest that a program may run.
  private static let seconds = 600

  /// Makes a sandbox; `galley` is found in its `PATH`.
  package init() throws {
    folder = try TemporaryFolder()
    variables = [
      "BASE": folder.path, "HOME": folder.path + "/home",
      "PATH": folder.path + "/bin:/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": folder.path,
      "GIT_AUTHOR_DATE": "1700000000 +0100", "GIT_COMMITTER_DATE": "1700000000 +0100",
    ]
    try folder.write(
      "home/.gitconfig",
      """
      [user]
        name = Ada Example
        email = ada@example.org
      [init]
        defaultBranch = main
      [protocol "file"]
        allow = always

      """)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/bin", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/bin/galley", withDestinationPath: try Self.galley())
  }

  /// The built program: it stands beside the tests.
  private static func galley() throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = URL(filePath: tests).deletingLastPathComponent().appending(path: "galley").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: path])
    }
    return path
  }

  /// Runs galley in a folder of the sandbox.
  package func galley(
    _ arguments: String..., at place: String = ".", with more: [String: String] = [:]
  ) throws -> FinishedProcess {
    try run(["galley"] + arguments, at: place, with: more)
  }

  /// Runs a shell script in a folder of the sandbox; it stops at the first failure.
  package func shell(_ script: String, at place: String = ".") throws -> FinishedProcess {
    try run(["sh", "-ec", script], at: place)
  }

  /// Runs a program in a folder of the sandbox, without input.
  package func run(
    _ command: [String], at place: String = ".", with more: [String: String] = [:]
  ) throws -> FinishedProcess {
    // Files, not pipes: a program that writes much to both cannot block.
    let files = try TemporaryFolder()
    try files.write("output", "")
    try files.write("errors", "")
    let output = try FileHandle(forWritingTo: URL(filePath: files.path + "/output"))
    let errors = try FileHandle(forWritingTo: URL(filePath: files.path + "/errors"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["-s", "KILL", "\(Self.seconds)"] + command
    process.currentDirectoryURL = URL(filePath: folder.path).appending(path: place)
    process.environment = variables.merging(more) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try Self.withoutBlockedSignals { try process.run() }
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return FinishedProcess(
      status: process.terminationStatus + signal, bytes: try files.read("output"),
      errors: String(decoding: try files.read("errors"), as: UTF8.self))
  }

  /// Threads that run tests block signals, and a program inherits that from the thread that starts it:
  /// no interrupt would reach it, but with some threads only.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var former = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
    try body()
  }
}
