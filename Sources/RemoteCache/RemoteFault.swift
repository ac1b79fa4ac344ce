package import Diagnostics

/// Why a remote cache could not be used.
package enum RemoteFault: Error, Sendable, Equatable {
  case unknownHost
  case unreachable(String)
  case connectTimeout
  case timeout
  case closedEarly
  case notHTTP
  case headersTooLarge
  case entryTooLarge
  case answersTooLarge
  case redirect(Int)
  case notAllowed(Int)
  case status(Int)
  case damaged
  case unsigned
  case forged
  case tooSlow
  case keptTooSlowly

  /// Whether asking again is no use, so that one is enough to switch the remote off.
  var isFinal: Bool {
    switch self {
    case .unknownHost, .redirect, .notAllowed, .answersTooLarge, .tooSlow, .keptTooSlowly: true
    default: false
    }
  }

  /// Whether keeping the result again mends it: the server works, an entry is no good.
  var isMended: Bool {
    switch self {
    case .damaged, .unsigned, .forged: true
    default: false
    }
  }

  /// The kind of problem.
  var code: DiagnosticCode {
    switch self {
    case .unknownHost, .unreachable, .connectTimeout, .timeout, .closedEarly, .status:
      .remoteUnavailable
    case .tooSlow, .keptTooSlowly: .remoteSlow
    case .notHTTP, .headersTooLarge, .entryTooLarge, .answersTooLarge, .damaged: .remoteCorrupt
    case .unsigned, .forged: .remoteForged
    case .redirect, .notAllowed: .remoteRefused
    }
  }

  /// What happened, in a few words.
  package var words: String {
    switch self {
    case .unknownHost: "its host is unknown"
    case .unreachable(let reason): "no connection: \(reason)"
    case .connectTimeout: "no connection in time"
    case .timeout: "no whole answer in time"
    case .closedEarly: "the connection ended before the answer did"
    case .notHTTP: "the answer is not HTTP/1.1"
    case .headersTooLarge: "the header of an answer is too large"
    case .entryTooLarge: "an entry is too large"
    case .answersTooLarge: "the answers of this run are too large together"
    case .redirect(let status): "it answers with a redirect (\(status)), which is not followed"
    case .notAllowed(let status): "it does not allow the request (\(status))"
    case .status(let status): "it answers with status \(status)"
    case .damaged: "an entry is not what was written"
    case .unsigned: "an entry is not signed with GALLEY_REMOTE_CACHE_KEY"
    case .forged: "an entry is signed with another key than GALLEY_REMOTE_CACHE_KEY"
    case .tooSlow: "all look-ups together take too long"
    case .keptTooSlowly: "keeping the new results takes too long"
    }
  }

  /// What to do next.
  var advice: String {
    switch self {
    case .redirect: "name the address that it redirects to, if you trust it"
    case .notAllowed:
      "reading and writing may need GALLEY_REMOTE_CACHE_TOKEN, which goes only to an address "
        + "that --remote-cache or GALLEY_REMOTE_CACHE names"
    case .damaged, .unsigned, .forged:
      "the cases were rendered; see who may write to the remote cache"
    default: "the cases were rendered; '--remote-cache off' does not ask it"
    }
  }
}

extension DiagnosticCode {
  /// The remote cache could not be reached, or failed.
  package static let remoteUnavailable = DiagnosticCode(
    "cache/remote-unavailable", "the remote cache does not answer as it should")
  /// The remote cache took more time than a run gives it.
  package static let remoteSlow = DiagnosticCode(
    "cache/remote-slow", "the remote cache takes more time than a run gives it")
  /// An answer of the remote cache that is no entry, or a damaged one.
  package static let remoteCorrupt = DiagnosticCode(
    "cache/remote-corrupt", "an answer of the remote cache is not an entry as it was written")
  /// An entry without a valid signature where one is asked for.
  package static let remoteForged = DiagnosticCode(
    "cache/remote-forged", "an entry of the remote cache is not signed with the key of this run")
  /// The remote cache redirects, or wants other rights.
  package static let remoteRefused = DiagnosticCode(
    "cache/remote-refused", "the remote cache redirects or does not allow the request")
}
