/// What decides where a problem stands among others, and which are the same.
protocol OrderedDiagnostic {
  /// What is compared: problems with an equal key are the same one.
  var orderKey: DiagnosticOrderKey { get }
  /// What else it says; decides which of the same problems is kept, whatever order they came in.
  var details: [String] { get }
}

/// Path, place, code and message, in this order.
struct DiagnosticOrderKey {
  let path: String
  let start: Int
  let code: String
  let end: Int
  let message: String

  /// Below, equal to or above zero, as `self` stands before, beside or behind `other`.
  func compare(_ other: Self) -> Int {
    let paths = Self.compare(path, other.path)
    if paths != 0 { return paths }
    if start != other.start { return start < other.start ? -1 : 1 }
    let codes = Self.compare(code, other.code)
    if codes != 0 { return codes }
    if end != other.end { return end < other.end ? -1 : 1 }
    return Self.compare(message, other.message)
  }

  /// Compares texts by their bytes.
  static func compare(_ left: String, _ right: String) -> Int {
    if left.utf8.elementsEqual(right.utf8) { return 0 }
    return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
  }
}

extension DiagnosticReport {
  /// Sorts by path, place, code and message, in the order of bytes, and keeps one of equals.
  ///
  /// The result depends on the set of problems alone: lists that were sorted apart can be joined.
  public static func sortedAndUnique(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    ordered(diagnostics)
  }

  /// Sorts problems whose places are worked out in the same way.
  public static func sortedAndUnique(_ diagnostics: [PlacedDiagnostic]) -> [PlacedDiagnostic] {
    ordered(diagnostics)
  }

  private static func ordered<Element: OrderedDiagnostic>(_ diagnostics: [Element]) -> [Element] {
    let keys = diagnostics.map(\.orderKey)
    let order = diagnostics.indices.sorted { left, right in
      let keyOrder = keys[left].compare(keys[right])
      if keyOrder != 0 { return keyOrder < 0 }
      let details = (diagnostics[left].details, diagnostics[right].details)
      for (first, second) in zip(details.0, details.1) {
        let detailOrder = DiagnosticOrderKey.compare(first, second)
        if detailOrder != 0 { return detailOrder < 0 }
      }
      if details.0.count != details.1.count { return details.0.count < details.1.count }
      return left < right
    }
    var result: [Element] = []
    result.reserveCapacity(diagnostics.count)
    var last: DiagnosticOrderKey?
    for index in order {
      if let last, last.compare(keys[index]) == 0 { continue }
      last = keys[index]
      result.append(diagnostics[index])
    }
    return result
  }
}

extension Diagnostic: OrderedDiagnostic {
  var orderKey: DiagnosticOrderKey {
    DiagnosticOrderKey(
      path: span?.source.path ?? "", start: span?.start ?? -1, code: code.name,
      end: span?.end ?? -1, message: message)
  }

  var details: [String] {
    // The worst first.
    ["\(Severity.error.rawValue - severity.rawValue)"]
      + notes.map { "\($0.message)\n\($0.span?.source.path ?? "")\n\($0.span?.start ?? -1)" }
      + (fix.map { [$0.message, $0.replacement] } ?? [])
  }
}

extension PlacedDiagnostic: OrderedDiagnostic {
  var orderKey: DiagnosticOrderKey {
    DiagnosticOrderKey(
      path: place?.path ?? "", start: place?.start.offset ?? -1, code: code.name,
      end: place?.end.offset ?? -1, message: message)
  }

  var details: [String] {
    ["\(Diagnostic.Severity.error.rawValue - severity.rawValue)"]
      + notes.map { "\($0.message)\n\($0.place?.path ?? "")\n\($0.place?.start.offset ?? -1)" }
      + (fix.map { [$0.message, $0.replacement] } ?? [])
  }
}
