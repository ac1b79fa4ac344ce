import Diagnostics
import Documents
import FoundationEssentials

/// Runs every case of a JSON-lines file and prints the totals and the failing ids.
struct SuiteRun {
  private(set) var passed = 0
  private(set) var failures: [(id: String, reason: String)] = []

  /// Runs `suite` over the file at `path`.
  mutating func run(_ suite: inout some Suite, file path: String) throws {
    let data = try Data(contentsOf: URL(filePath: path))
    // Cases of a parser's suite carry any text; ids and fields are plain JSON.
    let limits = DocumentLimits(refusesDuplicateKeys: false)
    for (number, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
      let source = SourceText(path: "\(path):\(number + 1)", bytes: Array(line))
      guard let document = JSONReader.read(source, limits: limits).document,
        let id = document.value["id"]?.string
      else {
        failures.append((id: "line \(number + 1)", reason: "the case itself cannot be read"))
        continue
      }
      switch suite.run(SuiteCase(id: id, value: document.value)) {
      case .passed: passed += 1
      case .failed(let reason): failures.append((id: id, reason: reason))
      }
    }
  }

  /// Prints the failing ids with their reasons, then `N passed, M failed`.
  func report() {
    for failure in failures {
      print("FAILED \(failure.id): \(failure.reason)")
    }
    print("\(passed) passed, \(failures.count) failed")
  }
}
