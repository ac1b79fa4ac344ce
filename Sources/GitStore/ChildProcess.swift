import Glibc

/// A program run to its end with all its input given and all its output collected.
///
/// Input and output are unnamed temporary files: no pipe can fill up, break or stay open.
struct ChildProcess {
  /// The exit status, or 128 and the signal's number if a signal ended the program.
  let status: Int32
  /// What it wrote to standard output.
  let output: [UInt8]
  /// What it wrote to standard error.
  let errors: [UInt8]

  /// Runs a program found in the `PATH` of the variables given.
  init(
    _ program: String, _ arguments: [String], variables: [String: String], input: [UInt8] = [],
    operation: String
  ) throws(GitError) {
    let path = try Self.locate(program, variables: variables, operation)
    let inputFile = try TemporaryFile(variables: variables, operation)
    let outputFile = try TemporaryFile(variables: variables, operation)
    let errorFile = try TemporaryFile(variables: variables, operation)
    try FileText.write(input, to: inputFile.descriptor, operation)
    lseek(inputFile.descriptor, 0, SEEK_SET)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputFile.descriptor, 0)
    posix_spawn_file_actions_adddup2(&actions, outputFile.descriptor, 1)
    posix_spawn_file_actions_adddup2(&actions, errorFile.descriptor, 2)
    let environment = variables.map { $0.key + "=" + $0.value }.sorted()
    var process = pid_t()
    let failure = Self.withTextList([program] + arguments) { argumentList in
      Self.withTextList(environment) { environmentList in
        posix_spawn(&process, path, &actions, nil, argumentList, environmentList)
      }
    }
    guard failure == 0 else {
      throw GitError(
        .fileSystem, operation,
        "\(program) cannot be started: \(String(cString: strerror(failure)))"
      )
    }
    status = try Self.wait(for: process, operation)
    output = try outputFile.content(operation)
    errors = try errorFile.content(operation)
  }

  private static func wait(for process: pid_t, _ operation: String) throws(GitError) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      // An end that was not seen must never count as success: a signature may depend on it.
      guard errno == EINTR else {
        throw GitError(
          .fileSystem, operation, "the program's end was not seen: \(FileText.reason())")
      }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  private static func locate(
    _ program: String, variables: [String: String], _ operation: String
  ) throws(GitError) -> String {
    guard !program.contains("/") else {
      return program
    }
    for folder in (variables["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
      let candidate = folder + "/" + program
      if access(candidate, X_OK) == 0 {
        return candidate
      }
    }
    throw GitError(.fileSystem, operation, "the program \(program) is not in PATH")
  }

  /// Lends a list of texts in the form C wants.
  private static func withTextList<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let list = texts.map { strdup($0) } + [nil]
    defer {
      for text in list {
        free(text)
      }
    }
    return body(list)
  }
}

/// A file without a name, gone when the value ends.
private struct TemporaryFile: ~Copyable {
  let descriptor: Int32

  init(variables: [String: String], _ operation: String) throws(GitError) {
    var template = ((variables["TMPDIR"] ?? "/tmp") + "/galley-XXXXXX").utf8CString
    let (opened, reason) = template.withUnsafeMutableBufferPointer { path in
      guard let name = path.baseAddress else {
        return (Int32(-1), "no name")
      }
      let opened = mkstemp(name)
      let reason = opened < 0 ? FileText.reason() : ""
      if opened >= 0 {
        _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
        unlink(name)
      }
      return (opened, reason)
    }
    guard opened >= 0 else {
      throw GitError(.fileSystem, operation, "no temporary file can be made: \(reason)")
    }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  func content(_ operation: String) throws(GitError) -> [UInt8] {
    lseek(descriptor, 0, SEEK_SET)
    return try FileText.bytes(of: descriptor, operation)
  }
}
