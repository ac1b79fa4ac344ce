import Diagnostics
import Documents
import Testing

/// Texts broken at random, the same ones in every run: reading must end, in range, without a trap.
@Suite struct YAMLMutationTests {
  private static let seeds = [
    "a: &x [1, {b: 'c', \"d\\u0041\": *x}]\n? k\n: |-\n  é日\n  😀\n---\n- !!str 1\n- *x\n",
    "base: &b\n  n: 0x1F\n  <<: {m: .5}\nuse: *b\n&k key: *k\n# c\nlist:\n- - a\n  - ~\n- >+\n  x\n\n",
    "\u{FEFF}%YAML 1.2\n---\n!local {a: !!int '7', 'b''': \"\\x41\\n\"}\n...\n",
  ]

  @Test func survivesBrokenText() {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let marks = Array("&*!|>'\"[]{},:?-#%@\n\t ~<\u{85}0é".utf8)
    var read = 0
    for round in 0..<6_000 {
      var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
      for _ in 0...random(3) {
        let place = random(bytes.count)
        switch random(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(marks[random(marks.count)], at: place)
        default: bytes[place] = marks[random(marks.count)]
        }
        if bytes.isEmpty { bytes = [0x61] }
      }
      let source = SourceText(path: "a.yaml", bytes: bytes)
      let stream = YAMLReader.readAll(source, limits: DocumentLimits(refusesUnknownTags: false))
      read += stream.documents.count
      for diagnostic in stream.diagnostics { _ = TextReporter().render(diagnostic) }
      for document in stream.documents {
        _ = document.value.output.bytes()
        for index in document.nodes.indices {
          let span = document.span(NodeID(index))
          #expect(span.start <= span.end && span.end <= bytes.count)
        }
      }
    }
    #expect(read > 500)
  }
}
