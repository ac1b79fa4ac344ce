import Diagnostics
import FoundationEssentials
import Glibc
import Templates

/// Times the compilation of every template of a content repository: what a cache could save.
struct PreparationRun {
  private let root: URL
  private var files: [String: SourceText] = [:]
  private var templates: [String] = []

  init(repository: String) throws {
    root = URL(filePath: repository)
    for path in try FileManager.default.subpathsOfDirectory(atPath: repository).sorted()
    where path.hasSuffix(".liquid") || path.hasSuffix(".hbs") {
      let bytes = Array(try Data(contentsOf: root.appending(path: path)))
      files[path] = SourceText(path: path, bytes: bytes)
      if path.hasPrefix("templates/") { templates.append(path) }
    }
  }

  /// Compiles all templates a hundred times and prints the best.
  func run() {
    var best = Double.infinity
    var refused = 0
    for _ in 0..<100 {
      let start = now()
      refused = templates.count { !compiles($0) }
      best = min(best, now() - start)
    }
    let bytes = templates.reduce(0) { $0 + (files[$1]?.bytes.count ?? 0) }
    print(
      "\(templates.count) templates of \(bytes) bytes, \(files.count - templates.count) fragments,"
        + " \(refused) refused: \(Int(best * 1e6)) us for all")
  }

  private func compiles(_ path: String) -> Bool {
    guard let source = files[path] else { return false }
    if path.hasSuffix(".hbs") {
      return Handlebars.compile(source) { files["fragments/\($0).hbs"] }.program != nil
    }
    return Liquid.compile(source) { files["fragments/\($0).liquid"] }.program != nil
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
