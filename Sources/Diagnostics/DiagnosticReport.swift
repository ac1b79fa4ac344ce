/// Everything a run found, in the order in which it is printed: what reporters read.
public struct DiagnosticReport: Sendable {
  /// The program that found the problems.
  public struct Tool: Sendable {
    /// The program's name.
    public let name: String
    /// Its version.
    public let version: String

    /// Names a program.
    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The program that found the problems.
  public let tool: Tool
  /// The problems by path, place and code, each once; those without a place come first.
  public let diagnostics: [Diagnostic]
  /// The file that a problem without a place is shown at, in formats that demand a file.
  public let home: String

  /// Sorts the problems and drops those that are there twice.
  public init(_ diagnostics: [Diagnostic], tool: Tool, home: String = "galley.yaml") {
    self.tool = tool
    self.home = home
    self.diagnostics = Self.sortedAndUnique(diagnostics)
  }

  /// The number of problems of one severity.
  public func count(_ severity: Diagnostic.Severity) -> Int {
    diagnostics.reduce(0) { $1.severity == severity ? $0 + 1 : $0 }
  }

  /// Whether a problem is an error, so that the command fails.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Sorts by path, place, code and message, in the order of bytes, and keeps the first of equals.
  public static func sortedAndUnique(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var result: [Diagnostic] = []
    result.reserveCapacity(diagnostics.count)
    // The position breaks ties, so that the order is the same with any sorting algorithm.
    let sorted = diagnostics.enumerated().sorted { left, right in
      switch compare(left.element, right.element) {
      case 0: left.offset < right.offset
      case let order: order < 0
      }
    }
    for (_, diagnostic) in sorted {
      if let last = result.last, compare(last, diagnostic) == 0 { continue }
      result.append(diagnostic)
    }
    return result
  }

  /// The problems with the worst first, otherwise in the report's order.
  var worstFirst: [Diagnostic] {
    let severities: [Diagnostic.Severity] = [.error, .warning, .information]
    return severities.flatMap { severity in diagnostics.filter { $0.severity == severity } }
  }

  private static func compare(_ left: Diagnostic, _ right: Diagnostic) -> Int {
    let paths = compare(left.span?.source.path ?? "", right.span?.source.path ?? "")
    if paths != 0 { return paths }
    let starts = (left.span?.start ?? -1) - (right.span?.start ?? -1)
    if starts != 0 { return starts }
    let codes = compare(left.code.name, right.code.name)
    if codes != 0 { return codes }
    let ends = (left.span?.end ?? -1) - (right.span?.end ?? -1)
    if ends != 0 { return ends }
    return compare(left.message, right.message)
  }

  private static func compare(_ left: String, _ right: String) -> Int {
    if left.utf8.elementsEqual(right.utf8) { return 0 }
    return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
  }
}
