import TestSupport
import Testing

/// Kills a command at every point at which it changes the disk for good, each time on a fresh copy.
///
/// The points are the calls of the system that rename, sync, remove and make; `strace` kills the
/// program as it makes the call, so that it is not carried out. Of a call that a command makes often,
/// points are taken evenly from the first to the last.
struct CrashKit {
  /// Calls of the system, as strace selects them.
  static let calls = ["/^rename", "fsync", "syncfs", "unlinkat", "mkdirat"]
  /// Most points of one call.
  private static let maximumPoints = 6

  let sandbox: Sandbox
  /// The folder in which the command starts; it is never changed.
  let start: String
  /// What is killed.
  let command: String
  /// What a user does afterwards; the command again, as a rule.
  let finish: String
  /// Folders whose every file must be as it was or as it will be.
  let watched: [String]

  /// Where a command was killed.
  struct Point {
    let call: String
    let number: Int
    let place: String
  }

  /// Whether this machine can kill programs so.
  static func isPossible(in sandbox: Sandbox) throws -> Bool {
    guard try sandbox.shell("strace -f -o /dev/null true").status == 0 else {
      print("skipped: no strace to kill it")
      return false
    }
    return true
  }

  /// Kills the command at each point, checks the files, finishes the work and checks the end.
  ///
  /// `isDone` is asked in every copy when the work is finished.
  ///
  /// - Returns: How often it was killed at each call.
  @discardableResult
  func run(_ isDone: (String) throws -> Void) throws -> [String: Int] {
    try sandbox.shell(
      "cp -a \(start) done; cd done; \(command) || true; cd ..; cp -a done expected"
    ).expectSuccess()
    try sandbox.shell(finish, at: "expected").expectSuccess()
    try isDone("expected")
    let old = try files(start)
    let new = try files("done")
    let end = try files("expected")
    var killed: [String: Int] = [:]
    for call in Self.calls {
      for number in try points(of: call) {
        let point = Point(call: call, number: number, place: "killed")
        let isKilled = try kill(point)
        killed[call, default: 0] += isKilled ? 1 : 0
        try check(point, old: old, new: new, end: end, isKilled: isKilled)
        try isDone(point.place)
        try sandbox.shell("rm -r \(point.place)").expectSuccess()
      }
    }
    #expect(killed.values.reduce(0, +) > 5, "too few points: \(killed)")
    return killed
  }

  /// The numbers of a call to be killed at: all, or some spread evenly.
  private func points(of call: String) throws -> [Int] {
    try sandbox.shell(
      """
      rm -rf traced; cp -a \(start) traced; cd traced
      strace -f -qq -o ../trace -e trace='\(call)' \(command) > /dev/null 2>&1 || true
      """
    ).expectSuccess()
    let trace = String(decoding: try sandbox.folder.read("trace"), as: UTF8.self)
    let count = trace.split(separator: "\n").count { $0.contains("(") && !$0.contains("resumed>") }
    guard count > Self.maximumPoints else { return Array(1..<(count + 1)) }
    return (0..<Self.maximumPoints).map { 1 + $0 * (count - 1) / (Self.maximumPoints - 1) }
  }

  /// Runs the command in a copy; says whether it was killed.
  private func kill(_ point: Point) throws -> Bool {
    let finished = try sandbox.shell(
      """
      cp -a \(start) \(point.place); cd \(point.place)
      exec strace -f -qq -o /dev/null -e trace='\(point.call)' \
        -e inject='\(point.call)':signal=KILL:when=\(point.number) \(command)
      """)
    return finished.status >= 128 || finished.status == 9
  }

  private func check(
    _ point: Point, old: [String: [UInt8]], new: [String: [UInt8]], end: [String: [UInt8]],
    isKilled: Bool
  ) throws {
    let left = try files(point.place)
    let name = "\(command) killed at \(point.call) \(point.number)"
    for path in Set(left.keys).union(old.keys).union(new.keys) {
      #expect(left[path] == old[path] || left[path] == new[path], "\(name): \(path)")
    }
    let finished = try sandbox.shell(finish, at: point.place)
    #expect(finished.status == 0, "\(name): \(finished.said)")
    #expect(!finished.said.contains("cache/corrupt"), "\(name): \(finished.said)")
    #expect(try files(point.place) == end, "\(name)")
    let temporary = try sandbox.folder.contents(of: "\(point.place)/.galley/tmp", ignoring: [])
    #expect(temporary.isEmpty, "\(name): \(temporary.keys)")
  }

  private func files(_ place: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for folder in watched {
      let found = try sandbox.folder.contents(of: "\(place)/\(folder)", ignoring: [])
      for (path, bytes) in found { files["\(folder)/\(path)"] = bytes }
    }
    return files
  }
}
