import Content
import Testing

@Suite("Dates, times and lengths of time")
struct TimeTests {
  @Test(
    "an RFC 3339 date-time becomes seconds since 1970",
    arguments: [
      ("1970-01-01T00:00:00Z", Int64(0), Int32(0)),
      ("2026-03-02T09:00:00+01:00", 1_772_438_400, 0),
      ("2026-03-02T03:00:00-05:00", 1_772_438_400, 0),
      ("2000-02-29T23:59:59.25Z", 951_868_799, 250_000_000),
      ("1969-12-31T23:59:59.5Z", -1, 500_000_000),
      ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
    ])
  func instants(text: String, seconds: Int64, nanoseconds: Int32) {
    #expect(Instant(rfc3339: text) == Instant(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(
    "what is not an RFC 3339 date-time is refused",
    arguments: [
      "", "2026-03-02", "2026-03-02T09:00:00", "2026-03-02T09:00+01:00", "2026-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-01T24:00:00Z",
      "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00Zx",
      "1900-02-29T00:00:00Z", "2026-01-01 00:00:00Z",
    ])
  func refusedInstants(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test("a local date-time has no offset and may leave out the seconds")
  func localDateTimes() throws {
    let value = try #require(LocalDateTime("2026-03-20T06:30"))
    #expect(value.month == 3 && value.time.secondsFromMidnight == 23_400)
    #expect(LocalDateTime("2026-03-20T06:30:00") == value)
    #expect(LocalDateTime("2026-03-20T06:30:00Z") == nil)
    #expect(LocalDateTime("2026-04-31T00:00:00") == nil)
  }

  @Test("a time of day runs from 00:00 to 23:59:59")
  func timesOfDay() {
    #expect(TimeOfDay("09:05")?.secondsFromMidnight == 32_700)
    #expect(TimeOfDay("23:59:59")?.secondsFromMidnight == 86_399)
    #expect(TimeOfDay("24:00") == nil)
    #expect(TimeOfDay("9:00") == nil)
  }

  @Test(
    "a length of time is a whole number and a unit",
    arguments: [
      ("250ms", Int64(250)), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000),
      ("1d", 86_400_000), ("1w", 604_800_000), ("0s", 0),
    ])
  func amounts(text: String, milliseconds: Int64) {
    #expect(TimeAmount(text)?.milliseconds == milliseconds)
    #expect(TimeAmount(text)?.description == text)
  }

  @Test(
    "what is not a length of time is refused",
    arguments: ["", "5", "m", "-5m", "1.5h", "5 m", "5min", "99999999999w", "１s"])
  func refusedAmounts(text: String) {
    #expect(TimeAmount(text) == nil)
  }

  @Test("an instant moves by a length of time, below a second too")
  func advancing() throws {
    let amount = try #require(TimeAmount("1500ms"))
    let start = Instant(seconds: 10, nanoseconds: 600_000_000)
    #expect(start.advanced(by: amount) == Instant(seconds: 12, nanoseconds: 100_000_000))
  }
}
