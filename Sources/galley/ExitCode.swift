import ArgumentParser

/// What galley's exit codes mean; the whole list, stable.
enum Exit {
  /// Everything is fine.
  static let ok = ExitCode(0)
  /// Findings or differences.
  static let findings = ExitCode(1)
  /// Wrong usage or configuration.
  static let usage = ExitCode(2)
  /// An operation failed: I/O, git.
  static let failure = ExitCode(3)
  /// Refused as untrusted or stale.
  static let refused = ExitCode(4)
  /// A bug of galley's.
  static let bug = ExitCode(70)
  /// Interrupted by the user.
  static let interrupted = ExitCode(130)
}
