import Glibc
import Testing

@testable import GitStore

/// A folder for one test with a home of its own, gone when the test ends.
final class Scratch {
  let root: String
  var variables: [String: String]

  init() throws {
    var template = "/tmp/gitstore-XXXXXX".utf8CString
    let name = template.withUnsafeMutableBufferPointer { path in
      path.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    root = try #require(name)
    variables = [
      "HOME": root + "/home", "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": root,
      "GIT_AUTHOR_DATE": "1700000000 +0100", "GIT_COMMITTER_DATE": "1700000000 +0100",
    ]
    mkdir(root + "/home", 0o755)
    mkdir(root + "/repo", 0o755)
    write(
      "home/.gitconfig",
      """
      [user]
        name = Ada Example
        email = ada@example.org
      [init]
        defaultBranch = main
      [advice]
        detachedHead = false
      [protocol "file"]
        allow = always

      """)
  }

  deinit {
    _ = try? ChildProcess("rm", ["-rf", root], variables: variables, operation: "clean up")
  }

  /// The repository's folder.
  var path: String { root + "/repo" }

  var environment: GitEnvironment { GitEnvironment(variables: variables) }

  /// Opens the repository.
  func open(_ path: String? = nil) throws -> Repository {
    try Repository.open(at: path ?? self.path, environment: environment)
  }

  /// Makes an empty repository.
  @discardableResult
  func initialised(_ options: String...) throws -> Scratch {
    try git(["init", "-q"] + options + ["."])
    return self
  }

  /// Runs a program in the repository and returns what it printed; a failure fails the test.
  @discardableResult
  func run(
    _ program: String, _ arguments: [String], input: String = "", at folder: String? = nil,
    dates: String? = nil
  ) throws -> String {
    var variables = variables
    if let dates {
      variables["GIT_AUTHOR_DATE"] = dates
      variables["GIT_COMMITTER_DATE"] = dates
    }
    let child = try ChildProcess(
      "env", ["-C", folder ?? path, program] + arguments, variables: variables,
      input: Array(input.utf8), operation: "run \(program)")
    let errors = String(decoding: child.errors, as: UTF8.self)
    try #require(child.status == 0, "\(program) \(arguments.joined(separator: " ")): \(errors)")
    return String(decoding: child.output, as: UTF8.self)
  }

  /// Runs git in the repository and returns what it printed.
  @discardableResult
  func git(
    _ arguments: [String], input: String = "", at folder: String? = nil, dates: String? = nil
  ) throws -> String {
    try run("git", arguments, input: input, at: folder, dates: dates)
  }

  /// Runs git and returns the lines it printed.
  func lines(_ arguments: String...) throws -> [String] {
    try git(arguments).split(separator: "\n").map { String($0) }
  }

  /// Returns the object that git finds for a name.
  func id(_ name: String) throws -> ObjectID {
    let line = try git(["rev-parse", "--verify", name]).prefix { $0 != "\n" }
    return try #require(ObjectID(hex: String(line)))
  }

  /// Writes a file below the scratch folder, making its folders.
  func write(_ path: String, _ text: String) {
    let full = root + "/" + path
    var position = full.index(root.endIndex, offsetBy: 1)
    while let slash = full[position...].firstIndex(of: "/") {
      mkdir(String(full[..<slash]), 0o755)
      position = full.index(after: slash)
    }
    guard let file = fopen(full, "w") else {
      Issue.record("cannot write \(full)")
      return
    }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }

  /// Writes a file of the repository.
  func file(_ path: String, _ text: String) {
    write("repo/" + path, text)
  }

  /// Writes files, stages all and commits.
  @discardableResult
  func commit(
    _ files: [String: String], _ message: String = "change", dates: String? = nil
  ) throws -> ObjectID {
    for (path, text) in files {
      file(path, text)
    }
    try git(["add", "-A"])
    try git(["commit", "-q", "--allow-empty", "-m", message], dates: dates)
    return try id("HEAD")
  }
}

/// Runs a closure that must fail and returns its error.
func failure(
  _ body: () throws -> some Any, sourceLocation: SourceLocation = #_sourceLocation
) throws -> GitError {
  do {
    _ = try body()
  } catch let error as GitError {
    return error
  }
  Issue.record("nothing failed", sourceLocation: sourceLocation)
  throw GitError(GitError.Code("nothing-failed"), "fail", "nothing failed")
}
