import Diagnostics
import Documents
import Glibc

/// A reference engine in a process of its own: a line of JSON in, a line of JSON out.
package final class ReferenceProcess {
  /// What it said of itself at the start.
  package let version: String
  private let process: pid_t
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>

  /// Starts `interpreter script`; nil when it is missing or does not say its version.
  package init?(interpreter: String, script: String) {
    // A reference that ends early is an answer that is missing, not the end of this program.
    signal(SIGPIPE, SIG_IGN)
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { return nil }
    // The reference must not hold its own input open.
    for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let arguments = ["env", "TZ=UTC", "LC_ALL=C.UTF-8", interpreter, script]
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    var started: pid_t = 0
    let status = posix_spawnp(&started, "env", &actions, nil, pointers, environ)
    close(toChild[0])
    close(fromChild[1])
    guard status == 0, let input = fdopen(toChild[1], "w"), let output = fdopen(fromChild[0], "r")
    else { return nil }
    process = started
    self.input = input
    self.output = output
    guard let line = Self.line(output), let said = Self.parse(line)?["version"]?.string else {
      fclose(input)
      fclose(output)
      waitpid(started, nil, 0)
      return nil
    }
    version = said
  }

  deinit {
    fclose(input)
    fclose(output)
    waitpid(process, nil, 0)
  }

  /// Renders a case; nil when the process has ended.
  package func render(_ given: DifferentialCase) -> EngineOutcome? {
    fputs(given.json + "\n", input)
    fflush(input)
    guard let line = Self.line(output), let answer = Self.parse(line) else { return nil }
    if let text = answer["output"]?.string { return .output(text) }
    return .error(answer["error"]?.string ?? "an answer without words")
  }

  private static func line(_ file: UnsafeMutablePointer<FILE>) -> String? {
    var buffer: UnsafeMutablePointer<CChar>?
    var capacity = 0
    let length = getline(&buffer, &capacity, file)
    defer { free(buffer) }
    guard length > 0, let buffer else { return nil }
    return String(cString: buffer)
  }

  private static func parse(_ line: String) -> DocumentValue? {
    JSONReader.read(SourceText(path: "answer.json", line)).document?.value
  }
}
