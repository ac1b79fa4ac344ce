import Diagnostics
import Documents

extension SampleGenerator {
  /// Draws a number: the bounds themselves, and some between them.
  mutating func number(
    _ values: [DocumentValue], isInteger: Bool, at place: Place
  ) -> JSONOutput? {
    var low: Double?
    var high: Double?
    for value in values {
      for (name, isLow) in [
        ("minimum", true), ("exclusiveMinimum", true), ("maximum", false),
        ("exclusiveMaximum", false),
      ] {
        guard var bound = value[name]?.double else { continue }
        if name.hasPrefix("exclusive") {
          let step = isInteger ? 1 : max(abs(bound) * 0x1p-40, 0.01)
          bound += isLow ? step : -step
        }
        if isLow { low = max(low ?? bound, bound) } else { high = min(high ?? bound, bound) }
      }
    }
    let first = low ?? min(0, (high ?? 0) - 1_000)
    let last = high ?? max(first + 1_000, 1_000)
    guard first <= last else { return nil }
    let option = choose(place, "number", 3)
    if let step = values.lazy.compactMap({ $0["multipleOf"] }).first {
      return multiple(of: step, from: first, to: last, option)
    }
    let share = Double(random.below(1_000)) / 1_000
    let drawn = option == 0 ? first : option == 1 ? last : first + (last - first) * share
    guard isInteger else { return .number((drawn * 100).rounded() / 100).bounded(first, last) }
    let whole = option == 1 ? drawn.rounded(.down) : drawn.rounded(.up)
    return Int(exactly: whole).map { .integer($0) } ?? .number(whole)
  }

  /// A whole multiple of a step, written exactly.
  private mutating func multiple(
    of step: DocumentValue, from low: Double, to high: Double, _ option: Int
  ) -> JSONOutput? {
    guard let size = step.double, size > 0 else { return nil }
    let number = unsafe Array(step.document.bytes(step.node)).withUnsafeBufferPointer {
      unsafe ExactNumber(lexeme: $0)
    }
    guard let first = Int(exactly: (low / size).rounded(.up)),
      let last = Int(exactly: (high / size).rounded(.down)), first <= last
    else { return nil }
    let (distance, isTooWide) = last.subtractingReportingOverflow(first)
    let room = isTooWide ? 1 << 30 : min(distance, 1 << 30)
    let factor = option == 0 ? first : option == 1 ? last : first + random.below(room + 1)
    guard let mantissa = Int(exactly: number.mantissa) else { return nil }
    let (product, overflow) = factor.multipliedReportingOverflow(by: mantissa)
    guard !overflow else { return nil }
    return .lexeme(Self.decimal(product, exponent: number.exponent))
  }

  /// A number × 10^exponent without an exponent, where that is short.
  static func decimal(_ number: Int, exponent: Int) -> String {
    guard exponent != 0, number != 0 else { return "\(number)" }
    guard abs(exponent) <= 30 else { return "\(number)e\(exponent)" }
    if exponent > 0 { return "\(number)" + String(repeating: "0", count: exponent) }
    var digits = String(number.magnitude)
    let missing = 1 - exponent - digits.utf8.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    let sign = number < 0 ? "-" : ""
    return sign + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
  }

  /// Draws a text: by its pattern or format, else the shortest, an ordinary or the longest.
  mutating func string(_ values: [DocumentValue], at place: Place) -> JSONOutput? {
    let least = values.compactMap { $0["minLength"]?.int }.max() ?? 0
    let most = values.compactMap { $0["maxLength"]?.int }.min() ?? max(least, 40)
    guard least <= most, least <= Self.longestText else { return nil }
    let option = choose(place, "string", 3)
    let patterns = values.compactMap { $0["pattern"]?.string }
    // The example of a format may not be what the pattern wants: then the pattern is drawn.
    let isByPattern = !patterns.isEmpty && isRedrawn && random.below(2) == 0
    if let format = values.lazy.compactMap({ $0["format"]?.string }).first, !isByPattern,
      let text = Self.example(format, random.below(28))
    {
      return .string(text)
    }
    if !patterns.isEmpty {
      let pattern = patterns[isRedrawn ? random.below(patterns.count) : 0]
      guard var text = text(matching: pattern, isLong: option == 1) else { return nil }
      // A pattern without an end allows any text after what it asks for.
      let missing = least - text.unicodeScalars.count
      if missing > 0 { text += String(repeating: "a", count: missing) }
      return .string(text.unicodeScalars.count <= most ? text : cut(text, to: most))
    }
    let longest = min(most, Self.longestText)
    let length = option == 0 ? least : option == 1 ? longest : min(max(least, 8), longest)
    var text = String.UnicodeScalarView()
    for index in 0..<length {
      // Long texts show where a layout breaks; a wide letter in between shows bytes from letters.
      text.append(index % 16 == 15 ? "é" : Self.letters[random.below(Self.letters.count)])
    }
    return .string(String(text))
  }

  private func cut(_ text: String, to count: Int) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text.unicodeScalars.prefix(count))
    return String(result)
  }

  /// Longest text that is drawn.
  private static var longestText: Int { 10_000 }
  private static var letters: [Unicode.Scalar] {
    Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)
  }

  /// A text of a format; nil for a format that galley does not check.
  private static func example(_ format: String, _ number: Int) -> String? {
    let two = number < 9 ? "0\(number + 1)" : "\(number + 1)"
    switch StringFormat(rawValue: format) {
    case .dateTime: return "2026-03-\(two)T09:30:00Z"
    case .date: return "2026-03-\(two)"
    case .time: return "09:30:\(two)Z"
    case .duration: return "P\(number + 1)D"
    case .email: return "person\(number)@example.com"
    case .idnEmail: return "persön\(number)@example.com"
    case .hostname: return "host\(number).example.com"
    case .idnHostname: return "höst\(number).example.com"
    case .ipv4: return "192.0.2.\(number + 1)"
    case .ipv6: return "2001:db8::\(number + 1)"
    case .uri, .iri: return "https://example.com/\(number)"
    case .uriReference, .iriReference: return "/path/\(number)"
    case .uuid: return "123e4567-e89b-42d3-a456-4266141740\(two)"
    case .uriTemplate: return "/path/{id}/\(number)"
    case .jsonPointer: return "/path/\(number)"
    case .relativeJSONPointer: return "\(number)/path"
    case .regex: return "^a{\(number + 1)}$"
    case nil: return nil
    }
  }
}

extension JSONOutput {
  /// The number, or the nearer bound where rounding led beyond it.
  func bounded(_ low: Double, _ high: Double) -> JSONOutput {
    guard case .lexeme(let text) = self, let value = Double(text) else { return self }
    return value < low ? .number(low) : value > high ? .number(high) : self
  }
}
