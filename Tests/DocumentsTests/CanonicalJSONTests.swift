import Diagnostics
import Documents
import Testing

@Suite struct CanonicalJSONTests {
  private func canonical(_ text: String) throws -> String {
    let document = try #require(JSONReader.read(SourceText(path: "a.json", text)).document)
    return String(decoding: try CanonicalJSON.write(document), as: UTF8.self)
  }

  /// The example of RFC 8785, section 3.2.
  @Test func writesTheExampleOfTheStandard() throws {
    let source = #"""
      {
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    let adjusted = source.replacing("333333333.33333329", with: "333333333.3333333")
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try canonical(adjusted) == expected)
  }

  /// The key order of RFC 8785, section 3.2.3.
  @Test func sortsKeysByUTF16() throws {
    let source = #"""
      {"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7,"a":8,"":9,"aa":10}
      """#
    #expect(
      try canonical(source)
        == "{\"\":9,\"\\r\":2,\"1\":4,\"a\":8,\"aa\":10,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}"
    )
  }

  /// Spellings of RFC 8785, appendix B, and of ECMAScript's Number::toString.
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("-0.0e5", "0"), ("5e-324", "5e-324"), ("-5e-324", "-5e-324"),
    ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ("9007199254740992", "9007199254740992"), ("-9007199254740992", "-9007199254740992"),
    ("295147905179352830000", "295147905179352830000"),
    ("9.999999999999997e22", "9.999999999999997e+22"), ("1e23", "1e+23"),
    ("999999999999999700000", "999999999999999700000"), ("1e21", "1e+21"),
    ("1E20", "100000000000000000000"), ("0.000001", "0.000001"), ("0.0000001", "1e-7"),
    ("1.10", "1.1"), ("1.0", "1"), ("100e-2", "1"), ("12.5e1", "125"),
    ("333333333.3333332", "333333333.3333332"), ("-1.5", "-1.5"),
  ])
  func spellsNumbersAsECMAScriptDoes(source: String, expected: String) throws {
    #expect(try canonical(source) == expected)
  }

  @Test(arguments: [
    "9007199254740993", "1e400", "-1e400", "1.000000000000000005", "1E-999",
    "123456789012345678901234567890", "1e99999999999999999999",
  ])
  func refusesNumbersThatNoDoubleStandsFor(source: String) throws {
    let document = try #require(JSONReader.read(SourceText(path: "a.json", source)).document)
    do {
      _ = try CanonicalJSON.write(document)
      Issue.record("written")
    } catch {
      #expect(error.diagnostic.code == .notCanonical)
      #expect(error.diagnostic.span?.end == source.utf8.count)
    }
  }

  @Test func writesYAMLAndJSONOfOneValueAlike() throws {
    let yaml = YAMLReader.read(SourceText(path: "a.yaml", "b: [1., 0x10, ~]\na: |\n  x\n"))
    let document = try #require(yaml.document)
    let bytes = try CanonicalJSON.write(document)
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"a":"x\n","b":[1,16,null]}"#)
  }

  @Test func isStable() throws {
    let once = try canonical(#"{"b":[1e2,{"z":1,"y":"\u0001"}],"a":1.50}"#)
    #expect(try canonical(once) == once)
  }

  @Test func turnsValuesIntoOutput() throws {
    let text = #"{"b":[1.50,"x"],"a":{"c":null,"d":true}}"#
    let document = try #require(JSONReader.read(SourceText(path: "a.json", text)).document)
    #expect(document.value.output.text() == text)
    #expect(JSONOutput.number(1e21).text() == "1e+21")
    #expect(JSONOutput.number(.infinity).text() == "null")
  }
}
