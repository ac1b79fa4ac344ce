import Diagnostics
import Documents
import FoundationEssentials
import Glibc
import Templates

/// Renders per second of the benchmark messages in `DIR/liquid` or `DIR/hbs`, over `DIR/profiles.json`.
struct TemplateBench {
  private let isHandlebars: Bool
  private let folder: URL
  private let seconds: Double

  init(folder: String, isHandlebars: Bool, arguments: [String]) {
    self.isHandlebars = isHandlebars
    self.folder = URL(filePath: folder)
    seconds = arguments.first.flatMap { Double($0) } ?? 3
  }

  func run() throws {
    let data = try Data(contentsOf: folder.appending(path: "profiles.json"))
    let source = SourceText(path: "profiles.json", bytes: Array(data))
    guard let list = JSONReader.read(source).document else { return print("no profiles") }
    // Each profile is a document of its own, as galley reads them.
    let profiles = list.items(list.root).compactMap { node in
      let span = list.span(node)
      let bytes = Array(source.bytes[span.start..<span.end])
      return JSONReader.read(SourceText(path: "profile.json", bytes: bytes)).document
    }
    for name in ["cart", "sms"] { try run(name, profiles) }
  }

  private func text(_ name: String) -> SourceText? {
    let suffix = isHandlebars ? "hbs" : "liquid"
    let file = folder.appending(path: "\(suffix)/\(name).\(suffix)")
    return (try? Data(contentsOf: file)).map {
      SourceText(path: "\(name).\(suffix)", bytes: Array($0))
    }
  }

  private func compile(_ source: SourceText) -> (program: Program?, diagnostics: [Diagnostic]) {
    isHandlebars
      ? Handlebars.compile(source, partials: text) : Liquid.compile(source, fragments: text)
  }

  private func run(_ name: String, _ profiles: [Document]) throws {
    guard let source = text(name) else { return print("no template \(name)") }
    let parseStart = now()
    for _ in 0..<20 { _ = compile(source) }
    let parse = (now() - parseStart) / 20
    let (program, diagnostics) = compile(source)
    guard let program else { return print(diagnostics.map(\.message)) }
    var output = OutputBuffer()
    var best = Double.infinity
    var bytes = 0
    let end = now() + seconds
    while now() < end {
      let start = now()
      bytes = 0
      for profile in profiles {
        output.clear()
        try program.render(TemplateGlobals(root: profile.value), into: &output)
        bytes += output.count
      }
      best = min(best, now() - start)
    }
    let rate = Int(Double(profiles.count) / best)
    print(
      "\(name): \(rate) renders/s, parse with fragments \(Int(parse * 1e6)) us, out \(bytes / 100) B"
    )
    output.clear()
    try program.render(TemplateGlobals(root: profiles[0].value), into: &output)
    if CommandLine.arguments.contains("--print") { print(output.string) }
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
