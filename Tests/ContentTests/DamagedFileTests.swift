import Content
import Diagnostics
import Testing

@Suite("A damaged file")
struct DamagedFileTests {
  @Test("is reported in its place or read, wherever it was cut off")
  func truncated() throws {
    let files = try FixtureRepository.goodFiles()
    var cut = 0
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) where path.hasSuffix(".yaml") {
      for eighth in 0..<8 {
        var damaged = files
        damaged[path] = Array(bytes.prefix(bytes.count * eighth / 8))
        let problems = try FixtureRepository.problems(of: InMemorySource(files: damaged))
        #expect(problems.allSatisfy { $0.span != nil })
        // Half a file may still be whole; an empty one never is.
        if eighth == 0 { #expect(!problems.isEmpty, "\(path) may not be empty") }
        cut += 1
      }
    }
    #expect(cut >= 80)
  }
}
