import Glibc

/// A program of the user's that galley starts, with every signal as a program expects it.
///
/// What galley blocks or ignores for itself is not handed on.
struct StartedProgram {
  /// Its number among processes.
  let process: pid_t

  /// Why a program could not be started, as `errno` says it.
  struct Failure: Error {
    let number: Int32
  }

  /// Starts a program found in `PATH`; `prepare` says what becomes of its descriptors.
  ///
  /// In a group of its own it is not ended by what the keyboard sends to galley.
  init(
    _ words: [String], inOwnGroup: Bool = false,
    _ prepare: (inout posix_spawn_file_actions_t) -> Void
  ) throws(Failure) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    prepare(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let group = inOwnGroup ? POSIX_SPAWN_SETPGROUP : 0
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let failure = posix_spawnp(
      &process, words.first ?? "", &actions, &attributes, &arguments, environ)
    guard failure == 0 else { throw Failure(number: failure) }
    self.process = process
  }
}
