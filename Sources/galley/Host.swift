import GitStore
import Glibc

/// What galley takes from the machine: the environment and the working folder, and nothing else.
///
/// Rendering never sees it; commands pass on what git needs and look at `CI`.
struct Host {
  /// The environment variables.
  let variables: [String: String]
  /// The absolute path of the working folder.
  let workingDirectory: String

  /// Reads the machine's environment.
  static func current() -> Host {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let folder = getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? "/"
    return Host(variables: variables, workingDirectory: folder)
  }

  /// A clock that only goes forward, for how long things take; no output depends on it.
  static var microseconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000_000 + now.tv_nsec / 1_000
  }

  /// Whether a CI server runs the command: then nothing is recorded unless a flag says so.
  var isCI: Bool {
    guard let value = variables["CI"]?.lowercased() else { return false }
    return !["", "0", "false"].contains(value)
  }

  /// The environment as git reads it.
  var git: GitEnvironment {
    GitEnvironment(variables: variables, workingDirectory: workingDirectory)
  }

  /// Makes a path of the command line absolute.
  func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : workingDirectory + "/" + path
  }

  /// Returns a path of the command line without `.`, `..` and links: two that name one file are equal.
  ///
  /// What is not there yet is taken as it is written, unless a link leads to it; no more than `links`
  /// such links are followed.
  func resolved(_ path: String, links: Int = 40) -> String {
    var resolved = "/"
    for part in absolute(path).split(separator: "/") where part != "." {
      if part == ".." {
        let end = resolved.lastIndex(of: "/") ?? resolved.startIndex
        resolved = end == resolved.startIndex ? "/" : String(resolved[..<end])
        continue
      }
      let next = (resolved == "/" ? "" : resolved) + "/\(part)"
      if let pointer = realpath(next, nil) {
        resolved = String(cString: pointer)
        free(pointer)
      } else if links > 0, let target = Self.target(ofLink: next) {
        let place = target.hasPrefix("/") ? target : "\(resolved)/\(target)"
        resolved = self.resolved(place, links: links - 1)
      } else {
        resolved = next
      }
    }
    return resolved
  }

  /// Where a link leads; nil for anything else.
  private static func target(ofLink path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    return count > 0
      ? String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  /// The time of a commit that is made now: the only clock galley reads.
  var commitTime: GitTime {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return GitTime(seconds: Int64(now), offset: local.tm_gmtoff / 60)
  }
}
