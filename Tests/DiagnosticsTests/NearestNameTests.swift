import Diagnostics
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("frist_name", "first_name"), ("firstName", "first_name"), ("emial", "email"),
    ("loyaltyy", "loyalty"), ("subjct", "subject"), ("IF", "if"), ("ide", "id"),
  ])
  func findsTheNearestName(written: String, meant: String) {
    let names = ["email", "first_name", "last_name", "loyalty", "subject", "if", "id"]
    #expect(NearestName.suggest(written, among: names) == meant)
    #expect(NearestName.suggest(written, among: names.reversed()) == meant)
  }

  @Test(arguments: ["zzzzzz", "", "q", "completely_different"])
  func suggestsNothingFarAway(written: String) {
    #expect(NearestName.suggest(written, among: ["email", "x", "first_name"]) == nil)
  }

  @Test func breaksTiesByByteOrder() {
    #expect(NearestName.suggest("cat", among: ["rat", "bat", "hat"]) == "bat")
  }
}
