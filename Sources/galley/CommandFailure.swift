import ArgumentParser
import Content
import GitStore
import Releases
import Snapshots

/// A failure as the user sees it: one sentence, what to do next, an exit code.
///
/// The one place where the errors of all modules become text and exit codes.
struct CommandFailure: Error {
  /// What went wrong, with its code where it has one.
  let message: String
  /// What to do next.
  let hints: [String]
  /// The exit code of the command.
  let exit: ExitCode

  /// Creates a failure of the command's own.
  init(_ message: String, hints: [String] = [], exit: ExitCode = Exit.usage) {
    self.message = "error: \(message)"
    self.hints = hints
    self.exit = exit
  }

  /// Translates a failed operation; nil for an error that no module of galley throws.
  init?(_ error: any Error) {
    switch error {
    case let error as CommandFailure:
      self = error
    case let error as ContentError where error.code == .stopped:
      message = error.message
      hints = error.hints
      exit = Exit.interrupted
    case let error as ContentError:
      message = "error[content/\(error.code)]: \(error.message)"
      hints = error.hints
      exit = error.isConfiguration ? Exit.usage : Exit.failure
    case let error as GitError:
      message = "error[git/\(error.code)]: cannot \(error.operation): \(error.message)"
      hints = error.hints
      exit = Self.usageCodes.contains(error.code) ? Exit.usage : Exit.failure
    case let error as ReviewError:
      message = "error[review/\(error.code)]: \(error.message)"
      hints = error.hints
      exit = error.isRefusal ? Exit.refused : Exit.usage
    case let error as ReportMergingError:
      message = "error: \(SafeText.visible(error.message))"
      hints = error.hints
      exit = Exit.usage
    case let error as ReleaseError:
      message = error.description
      hints = []
      switch error.exitClass {
      case .input: exit = Exit.usage
      case .failed: exit = Exit.failure
      case .refused: exit = Exit.refused
      }
    default:
      return nil
    }
  }

  /// The text for stderr.
  var text: String {
    message + "\n" + hints.map { "  hint: \($0)\n" }.joined()
  }

  /// Failures of git that mean the command was given something wrong.
  private static let usageCodes: Set<GitError.Code> = [
    .unknownRevision, .ambiguousRevision, .notACommit, .invalidName, .invalidMessage,
    .notARepository, .bareRepository, .nothingToCommit, .missingIdentity, .invalidDate,
  ]
}
