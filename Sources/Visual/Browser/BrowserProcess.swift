import Diagnostics
import Glibc

/// A browser that was started for pictures: a process group, a channel to it and a folder of its own.
///
/// All of it is gone when it is ended, whatever the browser has started.
final class BrowserProcess {
  /// The end of the channel on this side.
  let channel: CInt
  private let process: pid_t
  /// The folder for the browser's profile, cache and messages.
  private let folder: String
  private let lock: CInt
  private var isEnded = false

  /// Starts a program with a channel on its descriptors 3 and 4.
  init(_ browser: BrowserProgram) throws(VisualError) {
    OwnFolder.removeLeftovers(in: browser.temporaryFolder)
    guard let folder = OwnFolder.make(in: browser.temporaryFolder) else {
      throw Self.failed("no temporary folder can be made in '\(browser.temporaryFolder)'")
    }
    lock = OwnFolder.lock(folder)
    do throws(VisualError) {
      (process, channel) = try Self.start(browser, folder)
    } catch {
      close(lock)
      OwnFolder.remove(folder)
      throw error
    }
    self.folder = folder
  }

  deinit { end() }

  private static func start(
    _ browser: BrowserProgram, _ folder: String
  ) throws(VisualError) -> (pid_t, CInt) {
    // A socket rather than two pipes: a write to a browser that is gone is an error, not a signal.
    var ends: [CInt] = [-1, -1]
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw failed("no channel can be made") }
    // Above the descriptors that it is given to the browser as.
    let other = fcntl(ends[1], F_DUPFD_CLOEXEC, 10)
    close(ends[1])
    defer { close(other) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, folder + "/messages", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, other, 3)
    posix_spawn_file_actions_adddup2(&actions, other, 4)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var process = pid_t()
    let words = browser.command(profile: folder + "/profile")
    let status = withCStrings(words) { arguments in
      withCStrings(browser.environment(home: folder)) { environment in
        posix_spawn(&process, words[0], &actions, &attributes, arguments, environment)
      }
    }
    guard status == 0 else {
      close(ends[0])
      throw failed("'\(browser.path)' cannot be started: \(String(cString: strerror(status)))")
    }
    return (process, ends[0])
  }

  private static func withCStrings(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> CInt
  ) -> CInt {
    let pointers: [UnsafeMutablePointer<CChar>?] = texts.map { text in strdup(text) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }

  /// The last line that the browser has written about itself, or nil.
  var lastWords: String? {
    let file = open(folder + "/messages", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let end = lseek(file, 0, SEEK_END)
    let count = pread(file, &bytes, bytes.count, max(0, end - bytes.count))
    guard count > 0 else { return nil }
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    // What the reason is said by: other lines are remarks.
    let line = lines.last { $0.contains("FATAL") || $0.contains("anbox") } ?? lines.last
    return line.map { String($0.suffix(300)) }
  }

  /// Kills the whole group and removes the folder.
  func end() {
    guard !isEnded else { return }
    isEnded = true
    kill(-process, SIGKILL)
    close(channel)
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // What the browser had started besides ends in its own time.
    for _ in 0..<50 where !OwnFolder.remove(folder) { usleep(20_000) }
    close(lock)
  }

  private static func failed(_ message: String) -> VisualError {
    VisualError(.visualBrowserFailed, message)
  }
}
