import Diagnostics
import Documents
import FoundationEssentials
import Glibc
import JSONSchema

/// Validates the lines of a JSON-lines file by a schema: for failures and for speed.
///
/// `validate --schema S --instances F.jsonl [--format] [--count] [--text] [--passes N]`; without
/// `--count` every failure is printed as a line of JSON, with `--text` as people read it.
struct ValidateRun {
  private var schemaPath = ""
  private var instancesPath = ""
  private var assertsFormat = false
  private var onlyCounts = false
  private var printsText = false
  private var passes = 3

  /// Documents that live at once while only the checking is measured.
  private static let portion = 500

  /// What a run is stopped by.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  init(arguments: [String]) throws {
    var words = arguments.makeIterator()
    while let word = words.next() {
      switch word {
      case "--schema": schemaPath = words.next() ?? ""
      case "--instances": instancesPath = words.next() ?? ""
      case "--format": assertsFormat = true
      case "--count": onlyCounts = true
      case "--text": printsText = true
      case "--passes": passes = words.next().flatMap { Int($0) } ?? passes
      default: throw Problem(description: "unknown option '\(word)'")
      }
    }
  }

  /// Validates and prints.
  func run() throws {
    let schema = try compile()
    let bytes = Array(try Data(contentsOf: URL(filePath: instancesPath)))
    var cutter = InstanceLines()
    let lines = cutter.take(bytes[...]) + (cutter.finish().map { [$0] } ?? [])
    if onlyCounts {
      measure(schema, lines)
    } else {
      explain(schema, lines)
    }
  }

  private func compile() throws -> Schema {
    let bytes = Array(try Data(contentsOf: URL(filePath: schemaPath)))
    let reading = JSONReader.read(SourceText(path: schemaPath, bytes: bytes))
    guard let document = reading.document else { throw Problem(description: "no JSON") }
    var result: Schema?
    var best = Double.infinity
    for _ in 0..<(onlyCounts ? max(passes, 3) : 1) {
      let start = Self.processorTime()
      let compilation = Schema.compile(
        document, options: SchemaOptions(assertsFormat: assertsFormat))
      best = min(best, Self.processorTime() - start)
      guard let schema = compilation.schema else {
        throw Problem(description: compilation.diagnostics.first?.message ?? "refused")
      }
      result = schema
    }
    if onlyCounts { print("compiled in \(Self.rounded(best * 1_000, 2)) ms") }
    guard let result else { throw Problem(description: "not compiled") }
    return result
  }

  private func explain(_ schema: Schema, _ lines: [InstanceLines.Line]) {
    for line in lines {
      let number = line.number
      let source = SourceText(path: "\(instancesPath):\(number)", bytes: line.bytes)
      guard let document = JSONReader.read(source).document else { continue }
      for failure in schema.validate(document) {
        if printsText {
          let place = failure.span.startPosition
          print("\(number):\(place.column): error[\(failure.keyword)]: \(failure.message)")
          for note in failure.diagnostic.notes { print("    \(note.message)") }
        } else {
          print(
            "{\"line\": \(number), \"instance\": \"\(failure.instance)\", \"keyword\": \"\(failure.keyword)\"}"
          )
        }
      }
    }
  }

  private func measure(_ schema: Schema, _ lines: [InstanceLines.Line]) {
    let sources = lines.map { SourceText(path: instancesPath, bytes: $0.bytes) }
    var valid = 0
    var whole = Double.infinity
    var onlyCheck = Double.infinity
    var checked = 0
    for _ in 0..<passes {
      valid = 0
      let start = Self.processorTime()
      for source in sources {
        if let document = JSONReader.read(source).document, schema.isValid(document) { valid += 1 }
      }
      whole = min(whole, Self.processorTime() - start)
    }
    for _ in 0..<passes {
      // In portions, so that the documents do not all live at once.
      var taken = 0.0
      for first in stride(from: 0, to: sources.count, by: Self.portion) {
        let portion = sources[first..<min(first + Self.portion, sources.count)]
        let documents = portion.compactMap { JSONReader.read($0).document }
        let start = Self.processorTime()
        for document in documents where schema.isValid(document) { checked += 1 }
        taken += Self.processorTime() - start
      }
      onlyCheck = min(onlyCheck, taken)
    }
    guard checked == valid * passes else { return print("the verdicts differ between passes") }
    let count = Double(lines.count)
    print("\(valid) valid, \(lines.count - valid) not valid")
    print("text to verdict: \(Int(count / whole)) instances/s")
    print("document to verdict: \(Int(count / onlyCheck)) instances/s")
  }

  private static func processorTime() -> Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }

  private static func rounded(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 2 ? 100.0 : 10.0
    return "\((value * scale).rounded() / scale)"
  }
}
