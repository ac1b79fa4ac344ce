import Diagnostics
import Documents
import Templates
import Testing

@Suite("The source map")
struct SourceMapTests {
  @Test("each run of output knows its tag and the value it printed")
  func mapsOutput() throws {
    let data = SourceText(path: "p.json", #"{"p":{"name":"Ada","items":[{"t":"x"},{"t":"<y>"}]}}"#)
    let document = try #require(JSONReader.read(data).document)
    let program = try #require(
      Liquid.compile(
        SourceText(
          path: "t.liquid",
          "Hi {{ p.name }}:{% for i in p.items %}{% capture c %}{{ i.t | escape }}{% endcapture %}"
            + "{% render 'f', i: i %}{{ c }}{% endfor %}"),
        fragments: { SourceText(path: $0, "[{{ i.t }}]") }
      ).program)
    var buffer = OutputBuffer()
    let (_, map) = try program.renderWithMap(TemplateGlobals(root: document.value), into: &buffer)
    #expect(buffer.string == "Hi Ada:[x]x[<y>]&lt;y&gt;")
    let name = try #require(map.entry(at: 4))
    #expect(name.output == 3..<6)
    #expect(name.span.start == 6)
    #expect(name.data?.string == "Ada")
    #expect(name.data?.span.start == 13)
    let second = try #require(map.entry(at: 12))
    #expect(second.span.source.path == "f")
    #expect(second.data?.string == "<y>")
    #expect(map.entry(at: 999) == nil)
    var end = 0
    for entry in map.entries {
      #expect(entry.output.lowerBound >= end)
      end = entry.output.upperBound
    }
    #expect(end == buffer.count)
  }
}
