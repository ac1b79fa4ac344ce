package import Diagnostics
package import Documents

extension DiagnosticCode {
  /// HTML or CSS that a client does not support.
  package static let clientSupport = DiagnosticCode(
    "channel/client-support", "a mail client does not support a feature that the HTML uses")
  /// Data about clients that cannot be used.
  package static let clientData = DiagnosticCode(
    "channel/client-data", "the data about mail clients is not of the expected form")
  /// A client that the data does not know.
  package static let clientUnknown = DiagnosticCode(
    "channel/client-unknown", "a mail client is not in the data")
}

/// What mail clients support, read from data in the form of caniemail: an array of features with
/// `slug`, `title` and `stats` by client, platform and version.
package struct ClientSupport: Sendable {
  /// A feature and the clients of interest that lack it.
  private struct Feature: Sendable {
    var title: String
    var clients: [String]
  }

  private let features: [String: Feature]

  /// Reads the data for some clients, each `client` or `client/platform`: `outlook/windows`.
  ///
  /// The result is nil when the data or a client's name is wrong; the diagnostics say why.
  package static func read(
    _ data: Document, clients: [String]
  ) -> (support: ClientSupport?, diagnostics: [Diagnostic]) {
    var features: [String: Feature] = [:]
    var known: Set<String> = []
    guard data.kind(data.root) == .array else { return (nil, [malformed(data.value)]) }
    for entry in data.value.items {
      guard let slug = entry["slug"]?.string, let title = entry["title"]?.string,
        let stats = entry["stats"], stats.kind == .object
      else { return (nil, [malformed(entry)]) }
      var lacking: [String] = []
      for (client, platforms) in stats.members {
        let family = client.string ?? ""
        known.insert(family)
        for (platform, versions) in platforms.members {
          let name = "\(family)/\(platform.string ?? "")"
          known.insert(name)
          // The newest version stands last.
          guard let answer = versions.members.last?.value.string, answer.hasPrefix("n") else {
            continue
          }
          if clients.contains(family) || clients.contains(name) { lacking.append(name) }
        }
      }
      if !lacking.isEmpty { features[slug] = Feature(title: title, clients: lacking.sorted()) }
    }
    let unknown = clients.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      return (nil, unknown.map { self.unknown($0, known, data) })
    }
    return (ClientSupport(features: features), [])
  }

  /// Reports each feature of the HTML that a client lacks, once, at its first use.
  package func check(_ html: SourceText) -> [Diagnostic] {
    let used = UsedFeatures(html.bytes, HTMLTokenizer(html.bytes))
    return used.uses.compactMap { use in
      guard let feature = features[use.name] else { return nil }
      let clients = feature.clients.joined(separator: ", ")
      let times = use.count == 1 ? "" : "; it is used \(use.count) times"
      return Diagnostic(
        .clientSupport, "\(feature.title) is not supported by \(clients)",
        at: SourceSpan(html, start: use.range.lowerBound, end: use.range.upperBound),
        severity: .warning,
        notes: [.init("make sure that the message reads well without it\(times)")])
    }
  }

  private static func malformed(_ value: DocumentValue) -> Diagnostic {
    Diagnostic(
      .clientData, "the data about mail clients is not of the expected form", at: value.span,
      notes: [.init("expected an array of objects with 'slug', 'title' and 'stats'")])
  }

  private static func unknown(_ name: String, _ known: Set<String>, _ data: Document) -> Diagnostic
  {
    let nearest = NearestName.suggest(name, among: known.sorted())
    let families = known.filter { !$0.contains("/") }.sorted().joined(separator: ", ")
    return Diagnostic(
      .clientUnknown, "the mail client '\(name)' is not in the data",
      at: SourceSpan(data.source, at: 0),
      notes: [.init(nearest.map { "did you mean '\($0)'?" } ?? "known are \(families)")])
  }
}
