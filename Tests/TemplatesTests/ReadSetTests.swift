import Diagnostics
import Documents
import Templates
import Testing

@Suite("What a template reads")
struct ReadSetTests {
  /// The reads as texts; a guarded one ends in "?".
  private func reads(_ template: String, _ fragments: [String: String] = [:]) throws -> [String] {
    let (program, diagnostics) = Liquid.compile(
      SourceText(path: "t", template),
      fragments: { name in fragments[name].map { SourceText(path: name, $0) } })
    let compiled = try #require(program, "\(diagnostics.map(\.message))")
    return compiled.reads.map { $0.description + ($0.isGuarded ? "?" : "") }
  }

  @Test("paths, loops, aliases and filters lead back to the data")
  func resolvesAliases() throws {
    #expect(try reads("{{ profile.name }}") == ["profile.name"])
    #expect(
      try reads("{% for p in profile.items %}{{ p.title }}{{ forloop.index }}{% endfor %}")
        == ["profile.items?", "profile.items[*].title"])
    #expect(
      try reads("{% assign c = event.cart %}{{ c.total }}{% assign n = 1 %}{{ n }}")
        == ["event.cart", "event.cart.total"])
    #expect(
      try reads("{% assign f = cart.items | first %}{{ f.title }}{{ cart.items[0].id }}")
        == ["cart.items", "cart.items[*].title", "cart.items[*].id"])
    #expect(try reads("{{ a[b.c] }}") == ["a[…]", "b.c"])
    #expect(
      try reads("{% assign t = a.list | map: 'x' %}{% for v in t %}{{ v.y }}{% endfor %}")
        == ["a.list", "a.list[*].x", "a.list[*].x.y"])
  }

  @Test("default and conditions guard a read, and an if guards what it has found")
  func guards() throws {
    #expect(try reads("{{ a.b | default: 'x' }}") == ["a.b?"])
    #expect(try reads("{% if a.b %}{{ a.b }}{{ a.c }}{% endif %}") == ["a.b?", "a.b?", "a.c"])
    #expect(try reads("{% if a.b == blank %}{% else %}{{ a.b }}{% endif %}") == ["a.b?", "a.b?"])
    #expect(try reads("{% unless a.b == nil %}{{ a.b }}{% endunless %}") == ["a.b?", "a.b?"])
    #expect(try reads("{% if a.b or a.c %}{{ a.b }}{% endif %}") == ["a.b?", "a.c?", "a.b"])
    #expect(try reads("{% if a and b %}{{ b }}{% endif %}{{ b }}") == ["a?", "b?", "b?", "b"])
    #expect(
      try reads("{% if a.items.size > 0 %}{{ a.items }}{% endif %}") == [
        "a.items.size?", "a.items?",
      ])
  }

  @Test("fragments are followed with their parameters; render hides the caller's names")
  func fragments() throws {
    let fragments = ["row": "{{ item.title }}{{ other }}", "all": "{{ x }}"]
    #expect(
      try reads("{% for i in cart.items %}{% render 'row', item: i %}{% endfor %}", fragments)
        == ["cart.items?", "cart.items[*]?", "cart.items[*].title", "other"])
    #expect(try reads("{% assign x = 1 %}{% include 'all' %}", fragments) == [])
    #expect(try reads("{% assign x = 1 %}{% render 'all' %}", fragments) == ["x"])
    #expect(
      try reads("{% render 'row' for cart.items as item %}", fragments)
        == ["cart.items", "cart.items[*].title", "other"])
  }

  @Test("a name that only one way sets may be unset after it")
  func maybeUnset() throws {
    #expect(try reads("{% if a %}{% assign x = 1 %}{% endif %}{{ x }}") == ["a?", "x"])
    #expect(
      try reads("{% if a %}{% assign x = 1 %}{% else %}{% assign x = 2 %}{% endif %}{{ x }}")
        == ["a?"])
    #expect(try reads("{{ x }}{% assign x = 1 %}{{ x }}") == ["x"])
  }

  @Test("a condition shows how much of a longer path is present")
  func presentSteps() throws {
    let (program, _) = Liquid.compile(
      SourceText(path: "t", "{% if a.b %}{{ a.b.c }}{% endif %}"), fragments: { _ in nil })
    let read = try #require(program?.reads.last)
    #expect(read.description == "a.b.c")
    #expect(read.presentSteps == 1)
    #expect(!read.isGuarded)
  }
}
