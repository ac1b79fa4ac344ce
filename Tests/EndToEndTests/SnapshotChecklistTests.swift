import Foundation
import TestSupport
import Testing

/// `docs/snapshot-testing-checklist.md` names tests that exist, and leaves out no complaint.
@Suite struct SnapshotChecklistTests {
  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Every test as `Suite/test`.
  private func tests() throws -> Set<String> {
    let folder = Self.root.appending(path: "Tests")
    var found: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      var suite = ""
      var isTest = false
      for line in text.split(separator: "\n") {
        if let match = line.firstMatch(of: /(?:struct|class|enum|extension) (\w+Tests)\b/) {
          suite = String(match.1)
        }
        if line.firstMatch(of: /^\s*@Test\b/) != nil { isTest = true }
        if isTest, let match = line.firstMatch(of: /\bfunc (\w+)\(/) {
          found.insert("\(suite)/\(match.1)")
          isTest = false
        }
      }
    }
    return found
  }

  /// The rows of the tables: what stands in each cell.
  private func rows() throws -> [[String]] {
    let path = Self.root.appending(path: "docs/snapshot-testing-checklist.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
      line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
    }.filter { $0.last != "tests" }
  }

  @Test func everyRowNamesTestsThatExist() throws {
    let tests = try tests()
    #expect(
      tests.count > 500 && tests.contains("SnapshotChecklistTests/everyRowNamesTestsThatExist"))
    let rows = try rows()
    #expect(rows.count >= 25 + 18 + 14 + 16 + 7)
    for row in rows {
      let named = (row.last ?? "").matches(of: /`([^`]+)`/).map { String($0.1) }
      #expect(!named.isEmpty, "\(row[0]) has no test")
      for name in named { #expect(tests.contains(name), "\(row[0]): there is no test \(name)") }
    }
  }

  @Test func everyComplaintIsThereOnce() throws {
    let numbers = try rows().filter { $0.count == 4 }.compactMap { Int($0[0]) }
    #expect(numbers == Array(1...25))
  }

  /// The codes that the program's own help lists, and no other.
  @Test func everyExitCodeIsThereOnce() throws {
    let codes = try rows().filter { $0.count == 3 }.compactMap { Int($0[0]) }
    let help = try Sandbox().galley("--help").output.components(separatedBy: "EXIT CODES\n")
    let list = try #require(help.last?.components(separatedBy: "\n\n").first)
    let listed = list.split { $0 == "·" || $0 == "\n" }.compactMap { item in
      item.split(separator: " ").first.flatMap { Int($0) }
    }
    #expect(help.count == 2 && listed == codes, "\(list)")
  }
}
