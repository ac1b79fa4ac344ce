/// The plural categories of CLDR.
package enum PluralCategory: String, Sendable, CaseIterable {
  /// Arabic, Latvian: nothing.
  case zero
  /// Singular.
  case one
  /// Dual.
  case two
  /// Paucal.
  case few
  /// Many, or large numbers.
  case many
  /// The general form, present in every language.
  case other
}

/// The operands of CLDR's plural rules (UTS 35, Language Plural Rules).
package struct PluralOperand: Sendable {
  /// Absolute value of the integer part, modulo 10^15: rules look at no more than its last digits.
  let i: Int
  /// Number of visible fraction digits.
  let v: Int
  /// Visible fraction digits as a number.
  let f: Int
  /// Visible fraction digits without trailing zeros, as a number.
  let t: Int

  /// Reads a decimal number as printed; nil for anything else.
  package init?(_ text: String) {
    var digits = Substring(text)
    if digits.hasPrefix("-") { digits.removeFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty,
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 &- 0x30 < 10 } })
    else { return nil }
    let fraction = parts.count == 2 ? parts[1].prefix(15) : ""
    guard parts.count == 1 || !fraction.isEmpty else { return nil }
    i = Int(parts[0].suffix(15)) ?? 0
    v = fraction.utf8.count
    f = Int(fraction) ?? 0
    var trimmed = fraction
    while trimmed.last == "0" { trimmed.removeLast() }
    t = Int(trimmed) ?? 0
  }

  /// Whether the value is the integer `value`.
  func isInteger(_ value: Int) -> Bool { i == value && t == 0 }

  /// Returns the number less an offset, as text.
  func subtracting(_ offset: Int) -> String { String(i - offset) }
}

/// Cardinal plural rules of the languages galley knows (CLDR 46); others use `one` for 1.
package enum PluralRules {
  /// Languages with rules of their own here; a translation in another one is worth a warning.
  package static let languages: Set<String> = [
    "ar", "bg", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
    "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt", "ro", "ru",
    "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
  ]

  /// Returns the category of a number in a language (`de`, or `de-AT`, of which `de` counts).
  package static func category(_ n: PluralOperand, language: String) -> PluralCategory {
    let base = language.split(whereSeparator: { $0 == "-" || $0 == "_" }).first ?? ""
    switch base {
    case "ja", "ko", "zh", "th", "vi", "id", "ms": return .other
    case "en", "de", "nl", "sv", "et", "fi": return n.i == 1 && n.v == 0 ? .one : .other
    case "it", "ca":
      if n.i == 1, n.v == 0 { return .one }
      return isRoundMillion(n) ? .many : .other
    case "es": return n.isInteger(1) ? .one : isRoundMillion(n) ? .many : .other
    case "fr", "pt": return n.i <= 1 ? .one : isRoundMillion(n) ? .many : .other
    case "hi", "fa": return n.i == 0 || n.isInteger(1) ? .one : .other
    case "da": return n.isInteger(1) || n.t != 0 && n.i <= 1 ? .one : .other
    case "pl", "ru", "uk", "cs", "sk", "hr", "sr", "bs", "sl": return slavic(n, String(base))
    case "lt", "lv": return baltic(n, String(base))
    case "ro":
      if n.i == 1, n.v == 0 { return .one }
      let few = n.v != 0 || n.i == 0 || (1...19).contains(n.i % 100) && n.i != 1
      return few ? .few : .other
    case "ar": return arabic(n)
    case "he":
      if n.i == 1 && n.v == 0 || n.i == 0 && n.v != 0 { return .one }
      return n.i == 2 && n.v == 0 ? .two : .other
    default: return n.isInteger(1) ? .one : .other
    }
  }

  private static func isRoundMillion(_ n: PluralOperand) -> Bool {
    n.v == 0 && n.i != 0 && n.i % 1_000_000 == 0
  }

  private static func slavic(_ n: PluralOperand, _ language: String) -> PluralCategory {
    let ten = n.i % 10
    let hundred = n.i % 100
    let isFew = (2...4).contains(ten) && !(12...14).contains(hundred)
    switch language {
    case "cs", "sk":
      if n.v != 0 { return .many }
      return n.i == 1 ? .one : (2...4).contains(n.i) ? .few : .other
    case "pl":
      if n.v != 0 { return .other }
      return n.i == 1 ? .one : isFew ? .few : .many
    case "ru", "uk":
      if n.v != 0 { return .other }
      return ten == 1 && hundred != 11 ? .one : isFew ? .few : .many
    case "sl":
      if n.v != 0 { return .few }
      return hundred == 1
        ? .one : hundred == 2 ? .two : hundred == 3 || hundred == 4 ? .few : .other
    default:
      let fractionTen = n.f % 10
      let fractionHundred = n.f % 100
      if n.v == 0 && ten == 1 && hundred != 11 || fractionTen == 1 && fractionHundred != 11 {
        return .one
      }
      let fractionFew = (2...4).contains(fractionTen) && !(12...14).contains(fractionHundred)
      return n.v == 0 && isFew || fractionFew ? .few : .other
    }
  }

  private static func baltic(_ n: PluralOperand, _ language: String) -> PluralCategory {
    let ten = n.i % 10
    let hundred = n.i % 100
    let teen = (11...19).contains(hundred)
    if language == "lt" {
      if n.t != 0 { return .many }
      if ten == 1, !teen { return .one }
      return (2...9).contains(ten) && !teen ? .few : .other
    }
    let fractionTeen = n.v == 2 && (11...19).contains(n.f % 100)
    if n.t == 0 && (ten == 0 || teen) || fractionTeen { return .zero }
    let one =
      n.t == 0 && ten == 1 && hundred != 11
      || n.v == 2 && n.f % 10 == 1 && n.f % 100 != 11 || n.v != 2 && n.f % 10 == 1
    return one ? .one : .other
  }

  private static func arabic(_ n: PluralOperand) -> PluralCategory {
    guard n.t == 0 else { return .other }
    switch n.i {
    case 0: return .zero
    case 1: return .one
    case 2: return .two
    default:
      let hundred = n.i % 100
      return (3...10).contains(hundred) ? .few : hundred >= 11 ? .many : .other
    }
  }
}
