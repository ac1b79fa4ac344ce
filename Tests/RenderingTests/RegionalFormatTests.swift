import Rendering
import Templates
import Testing

@Suite struct RegionalFormatTests {
  private func format(_ locale: String, _ zone: String = "Europe/Berlin") throws -> RegionalFormat {
    try #require(RegionalFormat(locale: locale, timeZone: zone))
  }

  @Test(arguments: [
    ("en", "1234.5", "EUR", "€1,234.50"), ("de", "1234.5", "EUR", "1.234,50\u{A0}€"),
    ("fr", "19.9", "EUR", "19,90\u{A0}€"), ("en", "20", "USD", "$20.00"),
    ("en", "0.1", "GBP", "£0.10"), ("de", "-5", "EUR", "-5,00\u{A0}€"),
  ])
  func writesMoneyAsTheLocaleDoes(
    locale: String, amount: String, currency: String, expected: String
  ) throws {
    #expect(try format(locale).money(amount, currency: currency) == expected)
  }

  @Test func writesNumbersAndPercentages() throws {
    #expect(try format("de").number("1234567.891", fraction: 1) == "1.234.567,9")
    #expect(try format("en").number("1200", fraction: nil) == "1,200")
    #expect(try format("en").percent("0.15", fraction: nil) == "15%")
    #expect(try format("de").percent("0.155", fraction: 1) == "15,5\u{A0}%")
  }

  @Test func refusesWhatIsNoNumber() throws {
    #expect(try format("en").money("12abc", currency: "EUR") == nil)
    #expect(try format("en").number("", fraction: nil) == nil)
  }

  @Test func writesDatesOnTheGivenClock() throws {
    // 2026-03-01 23:30 UTC is already the second of March in Berlin.
    let instant: Int64 = 1_772_407_800
    let english = try format("en")
    let german = try format("de")
    #expect(english.date(instant, offset: 3_600, style: .long) == "March 2, 2026")
    #expect(german.date(instant, offset: 3_600, style: .full) == "Montag, 2. März 2026")
    #expect(english.date(instant, offset: 0, style: .medium) == "Mar 1, 2026")
    #expect(german.date(instant, offset: 3_600, style: .time) == "0:30")
  }

  @Test func knowsOffsetsThroughTheYear() throws {
    let berlin = try format("en")
    #expect(berlin.offset(at: 1_772_407_800) == 3_600)
    #expect(berlin.offset(at: 1_783_000_000) == 7_200)
    #expect(!RegionalFormat.isTimeZone("Europe/Berlni"))
  }

  @Test func readsLocalTimesAroundTheChangesOfTheClocks() throws {
    let berlin = try format("en")
    // 2026-03-29 02:30 does not exist in Berlin: it counts as the jump, 03:00 CEST = 01:00 UTC.
    let skipped: Int64 = 1_774_751_400
    #expect(skipped - Int64(berlin.offset(atLocal: skipped)) == 1_774_746_000)
    // 2026-10-25 02:30 comes twice: the first is meant, 00:30 UTC.
    let repeated: Int64 = 1_792_895_400
    #expect(berlin.offset(atLocal: repeated) == 7_200)
  }
}
