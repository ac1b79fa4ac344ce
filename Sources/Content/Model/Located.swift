package import Diagnostics

/// A value with the place it was read from, so that later checks can point at it.
package struct Located<Value: Sendable>: Sendable {
  /// The value.
  package let value: Value
  /// Where it stands.
  package let span: SourceSpan

  /// Pairs a value with its place.
  package init(_ value: Value, at span: SourceSpan) {
    self.value = value
    self.span = span
  }

  /// Returns another value at the same place.
  package func map<Other: Sendable>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: span)
  }
}
