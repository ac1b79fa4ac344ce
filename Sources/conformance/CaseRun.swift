import Content
import Glibc
import Rendering
import Snapshots

/// Times what `galley test` cannot do without: reading a content repository, compiling its templates,
/// listing its cases and rendering each of them, on one thread and without a snapshot.
///
/// `Benchmarks/snapshots/compare.py` takes these times from those of `galley test`.
struct CaseRun {
  let root: String
  /// How often all cases are rendered; the fastest pass counts.
  let passes: Int

  /// Prints the CPU time of each step in milliseconds.
  func run() throws {
    let start = now()
    let reading = try Project.load(from: WorkTreeSource(root: root))
    guard let project = reading.project else { throw BenchError(what: "no project in \(root)") }
    let loaded = now()
    let renderer = Renderer(CompiledProject(project))
    let compiled = now()
    let matrix = CaseMatrix(project)
    let listed = now()
    var best = Double.infinity
    var rendered = 0
    var bytes = 0
    for _ in 0..<max(1, passes) {
      let start = now()
      (rendered, bytes) = (0, 0)
      for testCase in matrix.cases {
        guard let message = renderer.render(testCase).message else { continue }
        rendered += 1
        for part in message.parts { bytes += part.bytes.count }
      }
      best = min(best, now() - start)
    }
    print(
      "cases \(matrix.cases.count) rendered \(rendered) bytes \(bytes) load \(loaded - start)"
        + " compile \(compiled - loaded) list \(listed - compiled) render \(best)")
  }

  /// CPU time of the process in milliseconds: reading uses more than one thread.
  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
