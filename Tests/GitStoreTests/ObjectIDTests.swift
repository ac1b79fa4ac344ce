import GitStore
import Testing

@Suite("Object names")
struct ObjectIDTests {
  @Test("hexadecimal digits are read and printed unchanged")
  func roundTrip() throws {
    let hex = "0123456789abcdef00112233445566778899aabb"
    let id = try #require(ObjectID(hex: hex))
    #expect(id.hex == hex)
    #expect(ObjectID(hex: hex.uppercased()) == id)
  }

  @Test(
    "anything but 40 digits is refused",
    arguments: ["", "12", "g123456789abcdef00112233445566778899aabb"])
  func refusal(text: String) {
    #expect(ObjectID(hex: text) == nil)
  }

  @Test("names order as their digits do")
  func order() throws {
    let low = try #require(ObjectID(hex: "00" + String(repeating: "f", count: 38)))
    let high = try #require(ObjectID(hex: "01" + String(repeating: "0", count: 38)))
    #expect(low < high)
  }
}
