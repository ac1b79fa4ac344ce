import Diagnostics
import Documents

extension DocumentValue {
  /// The text of a string with its place, or nil for another kind.
  var located: Located<String>? { string.map { Located($0, at: span) } }

  /// The text of a member with its place, or nil.
  func located(_ key: String) -> Located<String>? { self[key]?.located }

  /// The texts of a list with their places; nil where the member is missing.
  func locatedList(_ key: String) -> [Located<String>]? {
    self[key].map { $0.items.compactMap(\.located) }
  }

  /// The members of an object member with their keys' places.
  func entries(_ key: String) -> [(name: Located<String>, value: DocumentValue)] {
    guard let object = self[key] else { return [] }
    return object.members.map { member in
      (Located(member.key.document.string(member.key.node), at: member.key.span), member.value)
    }
  }

  /// The members of an object of strings.
  func headers(_ key: String) -> [Header] {
    entries(key).compactMap { entry in
      entry.value.located.map { Header(name: entry.name, value: $0) }
    }
  }

  /// The case of an enumeration that a string stands for.
  func choice<Choice: RawRepresentable<String>>(_ key: String) -> Choice? {
    self[key]?.string.flatMap { Choice(rawValue: $0) }
  }

  /// A value made of a member's text; what cannot be made is reported with what was expected.
  func parsed<Value: Sendable>(
    _ key: String, expecting expected: String, findings: inout Findings,
    _ parse: (String) -> Value?
  ) -> Located<Value>? {
    guard let text = located(key) else { return nil }
    guard let value = parse(text.value) else {
      findings.report(
        .invalidTime, "'\(text.value)' does not exist", at: text.span,
        notes: ["expected \(expected)"])
      return nil
    }
    return Located(value, at: text.span)
  }
}
