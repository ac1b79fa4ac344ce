import Diagnostics
import Dispatch
import Documents
import FoundationEssentials
import Glibc
import Synchronization
import Templates

/// Renders the benchmark messages of a folder as its standard input asks, a line a command.
///
/// `Benchmarks/templates/compare.py` drives it; the peers' programs there obey the same commands.
struct TemplateBench {
  private let form: String
  private let folder: URL
  private let profiles: [Document]

  init(form: String, folder: String, profiles: String) throws {
    self.form = form
    self.folder = URL(filePath: folder)
    let source = SourceText(
      path: profiles, bytes: Array(try Data(contentsOf: URL(filePath: profiles))))
    guard let list = JSONReader.read(source).document else { throw BenchError(what: "no profiles") }
    // Each profile is a document of its own, as galley reads them.
    self.profiles = list.items(list.root).compactMap { node in
      let span = list.span(node)
      let bytes = Array(source.bytes[span.start..<span.end])
      return JSONReader.read(SourceText(path: "profile.json", bytes: bytes)).document
    }
  }

  /// Obeys commands until the input ends.
  func run() throws {
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 3 else { throw BenchError(what: "unknown command '\(line)'") }
      print(try answer(words))
      fflush(nil)
    }
  }

  private func answer(_ words: [String]) throws -> String {
    let seconds = Double(words[2]) ?? 1
    switch words[0] {
    case "output":
      let texts = try outputs(try program(words[1]))
      try Data(texts.joined(separator: [0])).write(to: URL(filePath: words[2]))
      return "ok"
    case "time": return try batches(words[1], seconds, isMapped: false)
    case "mapped": return try batches(words[1], seconds, isMapped: true)
    case "prepare": return try prepare(words[1], seconds)
    case "threads":
      return try threads(words[1], seconds, words.count > 3 ? Int(words[3]) ?? 1 : 1)
    case "render":
      let program = try program(words[1])
      var output = OutputBuffer()
      for _ in 0..<(Int(words[2]) ?? 0) { try render(program, into: &output) }
      return "\(output.count)"
    default: throw BenchError(what: "unknown command '\(words[0])'")
    }
  }

  private func text(_ name: String) -> SourceText? {
    let suffix = form == "liquid" ? "liquid" : "hbs"
    let file = folder.appending(path: "\(form)/\(name).\(suffix)")
    return (try? Data(contentsOf: file)).map {
      SourceText(path: "\(name).\(suffix)", bytes: Array($0))
    }
  }

  private func program(_ name: String) throws -> Program {
    guard let source = text(name) else { throw BenchError(what: "no template \(name)") }
    let (program, diagnostics) = compile(source, text)
    guard let program else { throw BenchError(what: "\(diagnostics.map(\.message))") }
    return program
  }

  private func compile(
    _ source: SourceText, _ fragments: (String) -> SourceText?
  ) -> (program: Program?, diagnostics: [Diagnostic]) {
    withoutActuallyEscaping(fragments) { fragments in
      form == "liquid"
        ? Liquid.compile(source, fragments: fragments)
        : Handlebars.compile(source, partials: fragments)
    }
  }

  private func outputs(_ program: Program) throws -> [[UInt8]] {
    var output = OutputBuffer()
    return try profiles.map { profile in
      output.clear()
      try program.render(TemplateGlobals(root: profile.value), into: &output)
      return output.bytes
    }
  }

  /// Renders every profile; `output` holds the last.
  private func render(_ program: Program, into output: inout OutputBuffer) throws {
    for profile in profiles {
      output.clear()
      try program.render(TemplateGlobals(root: profile.value), into: &output)
    }
  }

  private func renderMapped(_ program: Program, into output: inout OutputBuffer) throws {
    for profile in profiles {
      output.clear()
      _ = try program.renderWithMap(TemplateGlobals(root: profile.value), into: &output)
    }
  }

  /// Seconds of CPU for one render, for each batch of at least five milliseconds.
  private func batches(_ name: String, _ seconds: Double, isMapped: Bool) throws -> String {
    let program = try program(name)
    var output = OutputBuffer()
    var result: [String] = []
    let end = now(CLOCK_MONOTONIC) + seconds
    while now(CLOCK_MONOTONIC) < end {
      let start = now(CLOCK_THREAD_CPUTIME_ID)
      var used = 0.0
      var renders = 0
      while used < 0.005 {
        if isMapped {
          try renderMapped(program, into: &output)
        } else {
          try render(program, into: &output)
        }
        renders += profiles.count
        used = now(CLOCK_THREAD_CPUTIME_ID) - start
      }
      result.append("\(used / Double(renders))")
    }
    return result.joined(separator: " ")
  }

  /// Seconds to compile a template with its fragments, the best; and the bytes of all.
  private func prepare(_ name: String, _ seconds: Double) throws -> String {
    guard let source = text(name) else { throw BenchError(what: "no template \(name)") }
    var files: [String: SourceText] = [:]
    for fragment in try program(name).fragmentNames { files[fragment] = text(fragment) }
    var best = Double.infinity
    let end = now(CLOCK_MONOTONIC) + seconds
    while now(CLOCK_MONOTONIC) < end {
      let start = now(CLOCK_THREAD_CPUTIME_ID)
      for _ in 0..<20 { _ = compile(source) { files[$0] } }
      best = min(best, (now(CLOCK_THREAD_CPUTIME_ID) - start) / 20)
    }
    return "\(best) \(files.values.reduce(source.bytes.count) { $0 + $1.bytes.count })"
  }

  /// Renders per second of wall time on `count` threads at once.
  private func threads(_ name: String, _ seconds: Double, _ count: Int) throws -> String {
    let program = try program(name)
    let renders = Atomic(0)
    let start = now(CLOCK_MONOTONIC)
    DispatchQueue.concurrentPerform(iterations: count) { _ in
      var output = OutputBuffer()
      while now(CLOCK_MONOTONIC) < start + seconds {
        guard (try? render(program, into: &output)) != nil else { return }
        renders.add(profiles.count, ordering: .relaxed)
      }
    }
    return "\(Double(renders.load(ordering: .relaxed)) / (now(CLOCK_MONOTONIC) - start))"
  }

  private func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Why the benchmark cannot go on.
struct BenchError: Error {
  let what: String
}
