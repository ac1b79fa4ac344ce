import Diagnostics
import Documents
import JSONSchema

extension ProjectSettings {
  /// Reads `galley.yaml` as far as it goes; nil where name, locales or the default clock are missing.
  init?(_ document: Document, findings: inout Findings) {
    let root = document.value
    guard let name = root.located("name"), let locales = root["locales"],
      let defaultLocale = locales.located("default")
    else { return nil }
    self.document = document
    self.name = name
    description = root["description"]?.string
    repository = root["repository"]?.string
    remoteCache = root["remoteCache"]?["url"]?.string
    self.defaultLocale = defaultLocale
    var supported = locales.locatedList("supported") ?? []
    if !supported.contains(where: { $0.value == defaultLocale.value }) {
      findings.report(
        .unknownLocale, "the default locale '\(defaultLocale.value)' is not a supported one",
        at: defaultLocale.span, notes: ["add it to 'supported'"])
      supported.insert(defaultLocale, at: 0)
    }
    self.locales = supported
    timeZone = root.located("timeZone") ?? Located("UTC", at: root.span)
    profileLocalePath = Self.path(root["profile"]?["locale"], default: "locale")
    profileTimeZonePath = Self.path(root["profile"]?["timeZone"], default: "timeZone")
    var clocks: [Clock] = []
    for (name, value) in root.entries("clocks") {
      guard let text = value.located else { continue }
      guard let instant = Instant(rfc3339: text.value) else {
        findings.report(
          .invalidTime, "the clock '\(name.value)' shows '\(text.value)', which does not exist",
          at: text.span,
          notes: ["expected a date and time with its offset: 2026-03-02T09:00:00+01:00"])
        continue
      }
      clocks.append(Clock(name: name, instant: instant))
    }
    self.clocks = clocks
    let environments = root.entries("environments").map {
      ContentEnvironment(name: $0.name, data: $0.value)
    }
    self.environments = environments.isEmpty ? [.empty] : environments
    strategy = root["matrix"]?.choice("strategy") ?? .each
    var caseLimits = CaseLimits()
    caseLimits.perTemplate = root["matrix"]?["casesPerTemplate"]?.int ?? caseLimits.perTemplate
    caseLimits.inAll = root["matrix"]?["cases"]?.int ?? caseLimits.inAll
    self.caseLimits = caseLimits
    limits = OutputLimits(root["limits"], default: OutputLimits())
    let draft = root["schemas"]?["draft"]?.string
    schemaDraft = SchemaDraft.allCases.first { $0.name == draft } ?? .draft2020
    assertsFormats = root["schemas"]?["assertFormats"]?.bool ?? true
    schemaChanges = SchemaChangePolicy(root["schemas"], findings: &findings)
    allowsExtensions = root["templates"]?["extensions"]?.bool ?? true
    guard clock(named: Clock.defaultName) != nil else { return nil }
  }

  private static func path(_ value: DocumentValue?, default fallback: String) -> [String] {
    (value?.string ?? fallback).split(separator: ".").map(String.init)
  }
}

extension OutputLimits {
  /// Reads a `limits` object; what it leaves out comes from `fallback`.
  init(_ value: DocumentValue?, default fallback: OutputLimits) {
    self = fallback
    guard let value else { return }
    smsSegments = value["smsSegments"]?.int ?? smsSegments
    htmlBytes = value["htmlBytes"]?.int ?? htmlBytes
    outputBytes = value["outputBytes"]?.int ?? outputBytes
    steps = value["steps"]?.int ?? steps
  }
}
