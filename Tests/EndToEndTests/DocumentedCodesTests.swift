import Foundation
import Testing

/// `docs/diagnostics.md` lists what the sources declare, word for word, and nothing else.
@Suite struct DocumentedCodesTests {
  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The texts of all sources of galley.
  private func sources() throws -> [String] {
    let folder = Self.root.appending(path: "Sources")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
      try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }

  /// The rows of the document's tables: code and meaning.
  private func rows() throws -> [(code: String, meaning: String)] {
    let text = try String(
      contentsOf: Self.root.appending(path: "docs/diagnostics.md"), encoding: .utf8)
    return text.matches(of: /(?m)^\| `([^`]+)` \| (.+) \|$/).map {
      (code: String($0.1), meaning: String($0.2))
    }
  }

  @Test func listsEveryCodeWithItsSummary() throws {
    var declared: [String: String] = [:]
    for source in try sources() {
      let pattern = /Code\(\s*"([a-z0-9-]+\/[a-z0-9-]+)",\s*"((?:[^"\\]|\\.)*)"\s*\)/
      for match in source.matches(of: pattern) {
        let (name, summary) = (String(match.1), String(match.2).replacing("\\\"", with: "\""))
        #expect(declared[name] ?? summary == summary, "\(name) is declared with two summaries")
        declared[name] = summary
      }
    }
    #expect(declared.count > 150)
    #expect(try operations().count > 40)
    let rows = try rows()
    #expect(Set(rows.map(\.code)).count == rows.count, "a code is listed twice")
    // A few failed operations bear the code of the diagnostic about the same thing.
    let known = try operations().union(declared.keys)
    #expect(Set(rows.map(\.code)) == known)
    for row in rows { #expect(declared[row.code] ?? row.meaning == row.meaning, "\(row.code)") }
  }

  /// The codes of failed operations that their modules declare.
  private func operations() throws -> Set<String> {
    var codes: Set<String> = []
    for source in try sources() {
      for match in source.matches(of: /= GitError\.Code\("([a-z-]+)"\)/) {
        codes.insert("git/\(match.1)")
      }
      for match in source.matches(of: /= ReviewError\.Code\("([a-z-]+)"\)/) {
        codes.insert("review/\(match.1)")
      }
      for match in source.matches(of: /= Code\(description: "([a-z-]+)"\)/) {
        codes.insert("content/\(match.1)")
      }
    }
    return codes
  }
}
