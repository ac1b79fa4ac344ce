import Templates
import Testing

@Suite("Reading and writing dates as Ruby does")
struct DateReadingTests {
  /// A zone of one fixed offset.
  private struct Fixed: TemplateTimeZone {
    func offset(at instant: Int64) -> Int { 3_600 }
    func offset(atLocal local: Int64) -> Int { 3_600 }
    func abbreviation(at instant: Int64) -> String { "CET" }
  }

  private func date(_ text: String, _ format: String, zone: (any TemplateTimeZone)? = nil) throws
    -> String
  {
    var options = RenderOptions()
    options.clock = 1_704_067_318
    if let zone { options.timeZone = zone }
    return try render("{{ '\(text)' | date: '\(format)' }}", options: options)
  }

  @Test(
    "texts that mean a date",
    arguments: [
      ("2024-02-05T13:14:15.123+05:30", "2024-02-05 13:14:15 +0530"),
      ("20240205T131415Z", "2024-02-05 13:14:15 +0000"),
      ("Mon Feb  5 13:14:15 +0200 2024", "2024-02-05 13:14:15 +0200"),
      ("5-Feb-24", "2024-02-05 00:00:00 +0000"),
      ("Feb 2024", "2024-02-01 00:00:00 +0000"),
      ("January 5th, 2024", "2024-01-05 00:00:00 +0000"),
      ("4. Juli 2024", "2024-07-04 00:00:00 +0000"),
      ("31/01/2024", "2024-01-31 00:00:00 +0000"),
      ("2024/01/31", "2024-01-31 00:00:00 +0000"),
      ("2024-060", "2024-02-29 00:00:00 +0000"),
      ("2024-02-30", "2024-03-01 00:00:00 +0000"),
      ("12:30", "2024-01-01 12:30:00 +0000"),
      ("1pm", "2024-01-01 13:00:00 +0000"),
      ("2024-02-05 12:15 am", "2024-02-05 00:15:00 +0000"),
      ("2024-02-05 13:00 PST", "2024-02-05 13:00:00 -0800"),
    ])
  func reads(_ text: String, _ expected: String) throws {
    #expect(try date(text, "%F %T %z") == expected)
  }

  @Test(
    "texts that mean none come back",
    arguments: [
      "Monday", "not a date", "2024-02", "2024-13-01", "2024-02-05 25:00", "yesterday", "1e5",
    ])
  func refuses(_ text: String) throws {
    #expect(try date(text, "%F") == text)
  }

  @Test("a time without zone is in the zone of the case")
  func usesZone() throws {
    #expect(
      try date("2024-02-05 13:00", "%T %z %Z %s", zone: Fixed()) == "13:00:00 +0100 CET 1707134400")
    #expect(try date("now", "%T %Z", zone: Fixed()) == "01:01:58 CET")
    #expect(try date("2024-02-05 13:00 UTC", "%T %Z", zone: Fixed()) == "13:00:00 UTC")
  }

  @Test(
    "flags, widths and colons of a format",
    arguments: [
      ("%-d|%e|%05d|%_m|%10Y", "5| 5|00005| 3|0000002024"),
      ("%^a|%#p|%10A|%-10A", "TUE|am|   Tuesday|Tuesday"),
      ("%L|%6N|%:z|%::z|%:::z|%_8z", "123|123456|+02:00|+02:00:00|+02|    +200"),
      ("%G-W%V-%u|%U|%W|%j|%C|%y", "2024-W10-2|09|10|065|20|24"),
      ("%Q|%+|%:8z|100%", "%Q|%+|%:8z|100%"),
      ("%c|%x|%X|%r|%v", "Tue Mar  5 09:05:07 2024|03/05/24|09:05:07|09:05:07 AM| 5-MAR-2024"),
    ])
  func formats(_ format: String, _ expected: String) throws {
    #expect(try date("2024-03-05 09:05:07.123456 +02:00", format) == expected)
  }

  @Test("no text makes the reader fail")
  func survivesAnything() throws {
    let words = [
      "2024", "-", "/", "5", "th", "jan", ":", "t", "pm", "+", "z", ".", " ", "99", "'", ",",
    ]
    var state: UInt64 = 42
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<7 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int(state >> 33) % words.count]
      }
      let printed = try render(
        "{{ t | date: '%F' }}", "{\"t\":\"\(text)\"}")
      #expect(!printed.isEmpty)
    }
  }
}
