import Diagnostics
import Documents

extension Template {
  /// Reads `template.yaml` and takes the parts that were found beside it.
  init?(
    id: String, document: Document, limits: OutputLimits, parts: [TemplatePart],
    findings: inout Findings
  ) {
    let root = document.value
    guard let name = root.located("channel"), let channel = Channel(rawValue: name.value) else {
      return nil
    }
    self.id = id
    self.document = document
    self.channel = Located(channel, at: name.span)
    description = root["description"]?.string
    event = root.located("event")
    sources = root.locatedList("sources") ?? []
    surface = root.located("surface")
    variants = root.locatedList("variants") ?? []
    from = root.located("from")
    replyTo = root.located("replyTo")
    headers = root.headers("headers")
    self.limits = OutputLimits(root["limits"], default: limits)
    fixtures = root["fixtures"].map { Fixtures($0) } ?? .unspecified
    self.parts = parts
    for (key, owner) in Self.ownedKeys where owner != channel {
      guard let value = root[key] else { continue }
      findings.report(
        .notForChannel,
        "'\(key)' belongs to the channel \(owner.rawValue), this is "
          + "\(channel.rawValue)",
        at: value.span, notes: ["remove '\(key)', or change the channel"])
    }
  }

  private static let ownedKeys: [(key: String, owner: Channel)] = [
    ("from", .email), ("replyTo", .email), ("headers", .email), ("surface", .code),
  ]
}

extension Fixtures {
  /// Reads the key `fixtures`.
  init(_ value: DocumentValue) {
    profiles = value.locatedList("profiles")
    locales = value.locatedList("locales")
    clocks = value.locatedList("clocks")
    environments = value.locatedList("environments")
    strategy = value.choice("strategy")
    maximumCases = value["cases"]?.int
    let sets = value.entries("recordingSets").map { RecordingSet(name: $0.name, $0.value) }
    recordingSets =
      sets.filter { $0.id == RecordingSet.defaultName }
      + sets.filter { $0.id != RecordingSet.defaultName }
    include = value["include"]?.items.map { CaseSelector($0) } ?? []
    exclude = value["exclude"]?.items.map { CaseSelector($0) } ?? []
  }
}

extension RecordingSet {
  fileprivate init(name: Located<String>, _ value: DocumentValue) {
    self.name = name
    event = value["event"]
    journey = value["journey"]
    sources = value.entries("sources").compactMap { entry in
      entry.value.located.map { RecordingChoice(source: entry.name, recording: $0) }
    }
  }
}

extension CaseSelector {
  fileprivate init(_ value: DocumentValue) {
    profile = value.located("profile")
    locale = value.located("locale")
    clock = value.located("clock")
    variant = value.located("variant")
    environment = value.located("environment")
    recordingSet = value.located("recordingSet")
    span = value.span
  }
}
