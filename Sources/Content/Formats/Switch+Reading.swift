import Diagnostics
import Documents

extension Switch {
  /// Reads every switch of `switches.yaml`.
  static func read(_ document: Document, findings: inout Findings) -> [Switch] {
    var switches: [Switch] = []
    for (name, value) in document.value.entries("switches") {
      let windows = value["windows"]?.items ?? []
      var read: [Window] = []
      for window in windows {
        if let window = Window(window, findings: &findings) { read.append(window) }
      }
      switches.append(
        Switch(
          name: name, description: value["description"]?.string,
          isOnByDefault: value["default"]?.bool ?? false, windows: read))
    }
    return switches
  }
}

extension Switch.Window {
  private static let expectation = "a date and time without an offset: 2026-03-20T00:00:00"

  fileprivate init?(_ value: DocumentValue, findings: inout Findings) {
    from = value.parsed("from", expecting: Self.expectation, findings: &findings) {
      LocalDateTime($0)
    }
    to = value.parsed("to", expecting: Self.expectation, findings: &findings) { LocalDateTime($0) }
    // A time that could not be read must not turn into a window without a bound.
    guard (from == nil) == (value["from"] == nil), (to == nil) == (value["to"] == nil) else {
      return nil
    }
    if let name = value.located("timeZone") {
      zone = name.value == "recipient" ? .recipient : .named(name)
    } else {
      zone = .project
    }
    span = value.span
    if let from, let to, !(from.value < to.value) {
      findings.report(
        .emptyWindow, "the window is over before it begins", at: to.span,
        notes: ["'to' is not part of the window and must be later than 'from'"])
    }
  }
}
