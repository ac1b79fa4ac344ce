import Diagnostics
import Documents

extension Scenario {
  /// Reads `scenarios/<journey>/<id>.yaml`.
  init?(journey: String, name: String, document: Document, findings: inout Findings) {
    let root = document.value
    let start = root.parsed(
      "start", expecting: "a date and time with its offset: 2026-03-02T09:00:00+01:00",
      findings: &findings
    ) { Instant(rfc3339: $0) }
    guard let profile = root.located("profile"), let start else { return nil }
    self.journey = journey
    self.name = name
    self.document = document
    description = root["description"]?.string
    self.profile = profile
    locale = root.located("locale")
    environment = root.located("environment")
    self.start = start
    var events: [Event] = []
    for item in root["events"]?.items ?? [] {
      let at = item.parsed(
        "at", expecting: "a length of time such as 3h", findings: &findings
      ) { TimeAmount($0) }
      guard let at, let event = item.located("event") else { return nil }
      events.append(Event(at: at, event: event, data: item["data"]))
    }
    self.events = events
    calls = root.entries("calls").map { entry in
      Calls(source: entry.name, recordings: entry.value.items.compactMap(\.located))
    }
    splits = root.entries("splits").compactMap { entry in
      entry.value.located.map { SplitChoice(step: entry.name, branch: $0) }
    }
  }
}
