import Diagnostics
import Documents
import JSONSchema
import Testing

/// A property added or removed: 24 combinations of which other tools got some wrong.
@Suite struct PropertyChangeTests {
  /// Whether the property may be missing.
  enum Presence: String, CaseIterable { case optional, defaulted, required }

  /// Whether the old and the new schema allow properties that they do not list.
  enum Model: String, CaseIterable { case open, closed, closing, opening }

  /// One combination with what it must come to, backward and forward.
  struct Combination: CustomTestStringConvertible {
    let model: Model
    let presence: Presence
    let isAdded: Bool
    let backward: String
    let forward: String

    var testDescription: String {
      "\(isAdded ? "added" : "removed"), \(presence.rawValue), \(model.rawValue)"
    }
  }

  /// Written out by hand: who reads old data with the new schema, who reads new data with the old.
  private static let table: [(Model, Bool, [Presence], String, String)] = [
    (.open, true, [.optional, .defaulted, .required], "breaking", "compatible"),
    (.open, false, [.optional, .defaulted, .required], "compatible", "breaking"),
    (.closed, true, [.optional, .defaulted], "compatible", "breaking"),
    (.closed, true, [.required], "breaking", "breaking"),
    (.closed, false, [.optional, .defaulted], "breaking", "compatible"),
    (.closed, false, [.required], "breaking", "breaking"),
    (.closing, true, [.optional, .defaulted, .required], "breaking", "compatible"),
    (.closing, false, [.optional, .defaulted], "breaking", "compatible"),
    (.closing, false, [.required], "breaking", "breaking"),
    (.opening, true, [.optional, .defaulted], "compatible", "breaking"),
    (.opening, true, [.required], "breaking", "breaking"),
    (.opening, false, [.optional, .defaulted, .required], "compatible", "breaking"),
  ]

  static let combinations = table.flatMap { model, isAdded, presences, backward, forward in
    presences.map {
      Combination(
        model: model, presence: $0, isAdded: isAdded, backward: backward, forward: forward)
    }
  }

  private func text(_ presence: Presence?, isClosed: Bool) -> String {
    let member =
      switch presence {
      case nil: ""
      case .defaulted: #","x":{"type":"string","default":"d"}"#
      case .optional, .required: #","x":{"type":"string"}"#
      }
    return #"{"type":"object","properties":{"id":{"type":"string"}\#(member)}"#
      + (presence == .required ? #","required":["x"]"# : "")
      + (isClosed ? #","additionalProperties":false"# : "") + "}"
  }

  @Test func thereAre24() {
    #expect(Self.combinations.count == 24)
    #expect(Set(Self.combinations.map(\.testDescription)).count == 24)
  }

  @Test(arguments: combinations)
  func bothDirections(_ combination: Combination) throws {
    let (model, presence) = (combination.model, combination.presence)
    let old = try compiled(
      text(combination.isAdded ? nil : presence, isClosed: model == .closed || model == .opening))
    let new = try compiled(
      text(combination.isAdded ? presence : nil, isClosed: model == .closed || model == .closing))
    let result = SchemaComparison.compare(old: old, new: new)
    #expect(result.backward.name == combination.backward)
    #expect(result.forward.name == combination.forward)
    for (verdict, accepting, refusing) in [
      (result.backward, old, new), (result.forward, new, old),
    ] {
      guard let value = verdict.counterexample else { continue }
      let instance = try document(value.text())
      #expect(accepting.isValid(instance) && !refusing.isValid(instance), "\(value.text())")
    }
    // Each break has a rule that names it, and a default helps nobody.
    let breaks = result.changes.filter { $0.backward == .breaking || $0.forward == .breaking }
    #expect(!breaks.isEmpty)
    if presence == .defaulted { #expect(!breaks.contains { $0.code == "default-changed" }) }
  }
}
