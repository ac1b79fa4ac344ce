import Content
import Diagnostics
import Testing

/// The fixtures beside the tests: one good repository, and files that break it.
enum FixtureRepository {
  static let folder = String(#filePath.dropLast("FixtureRepository.swift".count)) + "Fixtures"
  static let good = WorkTreeSource(root: folder + "/good")

  /// Every file of the good repository by path.
  static func goodFiles() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in ["galley.yaml", "switches.yaml"] { files[name] = try good.bytes(at: name) }
    let folders = [
      "fragments", "functions", "journeys", "locales", "profiles", "recordings", "scenarios",
      "schemas", "sources", "templates",
    ]
    for folder in folders {
      for entry in try good.entries(below: folder) {
        files[entry.path] = try good.bytes(at: entry.path)
      }
    }
    return files
  }

  /// Loads a repository and checks it as `galley check` does.
  static func problems(of source: some ContentSource) throws -> [Diagnostic] {
    let reading = try Project.load(from: source)
    guard let project = reading.project else { return reading.diagnostics }
    return reading.diagnostics + ProjectValidation.problems(of: project)
  }

  /// How a fixture writes an expected problem: `code path:line:column`.
  static func summary(_ diagnostic: Diagnostic) -> String {
    guard let span = diagnostic.span else { return diagnostic.code.name }
    let place = span.startPosition
    return "\(diagnostic.code.name) \(span.source.path):\(place.line):\(place.column)"
  }
}

/// A change to the good repository that breaks it, with the problems it must give.
///
/// A file begins with lines `expect: code path:line:column` and goes on with sections
/// `--- path`, the text of the file at that path, or `--- path (deleted)`.
struct BrokenFixture: CustomTestStringConvertible {
  let name: String
  let expected: [String]
  let changes: [(path: String, text: String?)]

  var testDescription: String { name }

  static func all() -> [BrokenFixture] {
    let source = WorkTreeSource(root: FixtureRepository.folder)
    let entries = (try? source.entries(below: "broken")) ?? []
    return entries.compactMap { entry in
      (try? source.bytes(at: entry.path)).map {
        BrokenFixture(name: String(entry.fileName), text: String(decoding: $0, as: UTF8.self))
      }
    }
  }

  init(name: String, text: String) {
    self.name = name
    var expected: [String] = []
    var changes: [(path: String, text: String?)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("--- ") {
        let path = String(line.dropFirst(4))
        if path.hasSuffix(" (deleted)") {
          changes.append((String(path.dropLast(" (deleted)".count)), nil))
        } else {
          changes.append((path, ""))
        }
      } else if let last = changes.last, let text = last.text {
        changes[changes.count - 1].text = text + line + "\n"
      } else if line.hasPrefix("expect: ") {
        expected.append(String(line.dropFirst("expect: ".count)))
      }
    }
    self.expected = expected
    self.changes = changes.map { ($0.path, $0.text.map { String($0.dropLast()) }) }
  }

  func source() throws -> InMemorySource {
    var files = try FixtureRepository.goodFiles()
    for change in changes { files[change.path] = change.text.map { Array($0.utf8) } }
    return InMemorySource(files: files)
  }
}
