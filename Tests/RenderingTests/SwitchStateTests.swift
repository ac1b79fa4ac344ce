import Content
import Rendering
import Testing

/// Dated switches: windows, whose clock they are on, and the days on which clocks change.
@Suite struct SwitchStateTests {
  /// Whether the switch `s` is on at an instant for a recipient in New York; the project is in Berlin.
  private func isOn(_ definition: String, at instant: String) throws -> Bool {
    let project = try TestProject.load(["switches.yaml": "switches:\n  s: \(definition)\n"])
    let item = try #require(project.switches.first { $0.id == "s" })
    return SwitchState.isOn(
      item, at: try #require(Instant(rfc3339: instant)), recipientZone: "America/New_York",
      projectZone: "Europe/Berlin")
  }

  private static let berlin =
    "{ windows: [{ from: 2026-06-01T00:00:00, to: 2026-09-01T00:00:00, timeZone: Europe/Berlin }] }"

  @Test(arguments: [
    ("2026-05-31T21:59:59Z", false), ("2026-05-31T22:00:00Z", true),
    ("2026-08-31T21:59:59Z", true), ("2026-08-31T22:00:00Z", false),
  ])
  func aWindowHoldsItsStartAndNotItsEnd(instant: String, isOn: Bool) throws {
    #expect(try self.isOn(Self.berlin, at: instant) == isOn)
  }

  @Test(arguments: [
    ("2026-06-01T03:59:59Z", false), ("2026-06-01T04:00:00Z", true),
    ("2026-06-02T03:59:59Z", true), ("2026-06-02T04:00:00Z", false),
  ])
  func theRecipientsClockDecidesWhereAsked(instant: String, isOn: Bool) throws {
    let window =
      "{ windows: [{ from: 2026-06-01T00:00:00, to: 2026-06-02T00:00:00, timeZone: recipient }] }"
    #expect(try self.isOn(window, at: instant) == isOn)
  }

  @Test func theProjectsClockDecidesWhereNothingIsSaid() throws {
    let window = "{ windows: [{ from: 2026-06-01T00:00, to: 2026-06-02T00:00 }] }"
    #expect(try !isOn(window, at: "2026-05-31T21:59:59Z"))
    #expect(try isOn(window, at: "2026-05-31T22:00:00Z"))
  }

  /// On 29 March 2026 the clocks of Berlin go from 02:00 to 03:00: 02:30 does not exist.
  @Test(arguments: [("2026-03-29T00:59:59Z", false), ("2026-03-29T01:00:00Z", true)])
  func aTimeThatTheClocksSkipIsTheJump(instant: String, isOn: Bool) throws {
    #expect(try self.isOn("{ windows: [{ from: 2026-03-29T02:30:00 }] }", at: instant) == isOn)
  }

  /// On 25 October 2026 they go from 03:00 to 02:00: 02:30 exists twice.
  @Test(arguments: [("2026-10-25T00:29:59Z", false), ("2026-10-25T00:30:00Z", true)])
  func ofTwoTimesTheFirstCounts(instant: String, isOn: Bool) throws {
    #expect(try self.isOn("{ windows: [{ from: 2026-10-25T02:30:00 }] }", at: instant) == isOn)
  }

  /// A window of a day is 23 and 25 hours long on the days of the change.
  @Test func aDayOfAChangeIsShorterOrLonger() throws {
    func seconds(_ day: String, _ next: String) throws -> Int {
      let window = "{ windows: [{ from: \(day)T00:00:00, to: \(next)T00:00:00 }] }"
      let start = try #require(Instant(rfc3339: "\(day)T00:00:00Z")).seconds - 4 * 3_600
      let project = try TestProject.load(["switches.yaml": "switches:\n  s: \(window)\n"])
      let item = try #require(project.switches.first { $0.id == "s" })
      return (0..<64).count { half in
        SwitchState.isOn(
          item, at: Instant(seconds: start + Int64(half) * 1_800), recipientZone: "UTC",
          projectZone: "Europe/Berlin")
      } * 1_800
    }
    #expect(try seconds("2026-03-29", "2026-03-30") == 23 * 3_600)
    #expect(try seconds("2026-10-25", "2026-10-26") == 25 * 3_600)
    #expect(try seconds("2026-06-01", "2026-06-02") == 24 * 3_600)
  }

  @Test func oneEndMayBeOpen() throws {
    #expect(try isOn("{ windows: [{ from: 2026-06-01T00:00:00 }] }", at: "2999-01-01T00:00:00Z"))
    #expect(try isOn("{ windows: [{ to: 2026-06-01T00:00:00 }] }", at: "1000-01-01T00:00:00Z"))
    #expect(try !isOn("{ windows: [{ to: 2026-06-01T00:00:00 }] }", at: "2026-06-01T00:00:00Z"))
  }

  @Test func insideAWindowTheDefaultIsTurned() throws {
    #expect(try isOn("{ default: true }", at: "2026-01-01T00:00:00Z"))
    #expect(try !isOn("{ default: false }", at: "2026-01-01T00:00:00Z"))
    let window = "windows: [{ from: 2026-06-01T00:00:00, to: 2026-09-01T00:00:00 }]"
    #expect(try !isOn("{ default: true, \(window) }", at: "2026-07-01T00:00:00Z"))
    #expect(try isOn("{ default: true, \(window) }", at: "2026-10-01T00:00:00Z"))
  }

  @Test func twoWindowsThatOverlapAreOne() throws {
    let both = """
      { windows: [{ from: 2026-06-01T00:00:00, to: 2026-07-01T00:00:00 }, \
      { from: 2026-06-15T00:00:00, to: 2026-08-01T00:00:00 }] }
      """
    #expect(try isOn(both, at: "2026-06-20T00:00:00Z"))
    #expect(try isOn(both, at: "2026-07-20T00:00:00Z"))
    #expect(try !isOn(both, at: "2026-08-20T00:00:00Z"))
  }
}
