import Diagnostics
import Documents
import Templates

/// What is wrong with a map: every byte of the output belongs to exactly one run; nil when nothing.
func mapProblem(_ map: SourceMap, outputBytes: Int) -> String? {
  var end = 0
  for entry in map.entries {
    if entry.output.lowerBound != end { return "a run begins at \(entry.output), not \(end)" }
    if entry.output.isEmpty { return "an empty run at \(end)" }
    let span = entry.span
    if span.start < 0 || span.end < span.start || span.end > span.source.bytes.count {
      return "a span outside its file at \(end)"
    }
    end = entry.output.upperBound
  }
  return end == outputBytes ? nil : "the runs end at \(end), the output at \(outputBytes)"
}

/// What is wrong with the map of a render, which must also give the text that `expected` is.
func mapProblem(
  _ program: Program, _ globals: TemplateGlobals, _ options: RenderOptions = RenderOptions(),
  expected: String
) -> String? {
  var buffer = OutputBuffer()
  do throws(RenderError) {
    let (_, map) = try program.renderWithMap(globals, options: options, into: &buffer)
    guard buffer.string.utf8.elementsEqual(expected.utf8) else { return "another text" }
    return mapProblem(map, outputBytes: buffer.count)
  } catch {
    return "no output with the map: \(error.message)"
  }
}
