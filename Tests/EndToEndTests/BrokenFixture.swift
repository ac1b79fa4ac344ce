import Foundation
import Testing

/// One broken repository: what is changed in the shop, what is run, what must come of it.
///
/// A file of `Fixtures/broken` begins with a sentence; then come sections, each under a line:
/// `--- file PATH` is written as it stands, `--- shell` is run, `--- run` is what is tested, and
/// `--- expect` says `exit CODE`, `problem CODE` for each problem named, `says TEXT`, `never TEXT`.
struct BrokenFixture: CustomTestStringConvertible, Sendable {
  /// One section.
  enum Section: Sendable {
    case file(path: String, text: String)
    case shell(String)
    case run(String)
    case expect(Expectation)
  }

  /// What must come of a command.
  struct Expectation: Sendable {
    var exit: Int32 = 0
    var problems: [String] = []
    var says: [String] = []
    var never: [String] = []
  }

  /// The name of the file.
  let name: String
  /// The sections in order.
  let sections: [Section]

  var testDescription: String { name }

  /// A file that is not written as described above.
  struct SyntaxError: Error {
    let message: String
  }

  /// Reads one file.
  init(name: String, text: String) throws {
    self.name = name
    var sections: [Section] = []
    let parts = ("\n" + text).components(separatedBy: "\n--- ").dropFirst()
    guard !parts.isEmpty else { throw SyntaxError(message: "\(name): no section") }
    for part in parts {
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      let head = part[..<end]
      // The line end before the next section is part of this one.
      var body = String(part[end...].dropFirst())
      if !body.isEmpty, !body.hasSuffix("\n") { body += "\n" }
      switch head {
      case "shell": sections.append(.shell(body))
      case "run": sections.append(.run(body))
      case "expect": sections.append(.expect(try Self.expectation(name, body)))
      default:
        guard head.hasPrefix("file ") else {
          throw SyntaxError(message: "\(name): unknown section '\(head)'")
        }
        sections.append(.file(path: String(head.dropFirst(5)), text: body))
      }
    }
    self.sections = sections
  }

  private static func expectation(_ name: String, _ body: String) throws -> Expectation {
    var expectation = Expectation()
    for line in body.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      let value = words.count > 1 ? String(words[1]) : ""
      switch words[0] {
      case "exit": expectation.exit = Int32(value) ?? -1
      case "problem": expectation.problems.append(value)
      case "says": expectation.says.append(value)
      case "never": expectation.never.append(value)
      default: throw SyntaxError(message: "\(name): unknown expectation '\(line)'")
      }
    }
    return expectation
  }

  /// Reads every file, in the order of their names.
  static func all() throws -> [BrokenFixture] {
    let folder = Shop.fixtures.appending(path: "broken")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.map { name in
      let bytes = try Data(contentsOf: folder.appending(path: name))
      return try BrokenFixture(
        name: name.replacing(".txt", with: ""), text: String(decoding: bytes, as: UTF8.self))
    }
  }
}
