import Templates
import Testing

@Test("a path, a filter and a loop print")
func printsAPath() throws {
  #expect(
    try render(
      "Hi {{ p.name | upcase }}{% for i in p.items %}, {{ forloop.index }}:{{ i.t }}{% endfor %}",
      #"{"p":{"name":"ada","items":[{"t":"x"},{"t":"y"}]}}"#) == "Hi ADA, 1:x, 2:y")
}
