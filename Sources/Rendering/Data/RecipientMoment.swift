import Content
import Synchronization
import Templates

/// What the clock of a case means to its recipient: formats, the local time, the state of switches.
struct RecipientMoment: Sendable {
  /// Formats of the recipient's language and clock.
  let regional: RegionalFormat
  /// The clock's instant, in the recipient's zone.
  let now: TemplateValue
  /// Whether each switch is on.
  let switches: TemplateValue

  /// Works it out; nil for an unknown time zone.
  fileprivate init?(_ key: RecipientMoments.Key, _ switches: Catalog<Switch>, projectZone: String) {
    guard let regional = RegionalFormat(locale: key.locale, timeZone: key.zone) else { return nil }
    self.regional = regional
    now = .string(Self.timestamp(key.instant.seconds, regional))
    self.switches = .namespace(
      switches.map { item in
        let isOn = SwitchState.isOn(
          item, at: key.instant, recipientZone: key.zone, projectZone: projectZone)
        return (name: item.id, value: .bool(isOn))
      })
  }

  /// `2026-03-02 09:00:00 +0100`: what the filter `date` reads without losing the zone.
  private static func timestamp(_ seconds: Int64, _ regional: RegionalFormat) -> String {
    let offset = regional.offset(at: seconds)
    let local = CivilTime(secondsSinceEpoch: seconds + Int64(offset))
    let minutes = abs(offset) / 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let zone = (offset < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60)
    return "\(local.year)-\(two(local.month))-\(two(local.day)) "
      + "\(two(local.hour)):\(two(local.minute)):\(two(local.second)) \(zone)"
  }
}

/// The moments of a run: thousands of cases share a few, and rules of time zones are slow to ask.
final class RecipientMoments: Sendable {
  struct Key: Hashable {
    let locale: String
    let zone: String
    let instant: Instant
  }

  private let switches: Catalog<Switch>
  private let projectZone: String
  private let known = Mutex<[Key: RecipientMoment]>([:])

  /// Remembers nothing yet.
  init(_ project: Project) {
    switches = project.switches
    projectZone = project.settings.timeZone.value
  }

  /// What an instant means in a language and a zone; nil for an unknown zone.
  func moment(locale: String, zone: String, at instant: Instant) -> RecipientMoment? {
    let key = Key(locale: locale, zone: zone, instant: instant)
    if let moment = known.withLock({ $0[key] }) { return moment }
    let made = RecipientMoment(key, switches, projectZone: projectZone)
    if let made { known.withLock { $0[key] = made } }
    return made
  }
}
