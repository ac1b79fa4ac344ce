import Diagnostics

extension LiquidCompiler {
  /// Warns of an output that makes an amount of hundredths: 2000 prints as 20.0, not as 20.00.
  mutating func reportUnpaddedDecimals(_ value: LiquidFiltered) {
    guard options.linking == .strict else { return }
    var filters = value.filters[...]
    while let last = filters.last, last.name == "round", !last.arguments.isEmpty {
      filters.removeLast()
    }
    guard let last = filters.last, let argument = last.arguments.first,
      case .float(let range) = argument
    else { return }
    let digits = String(decoding: source.bytes[range.start..<range.end], as: UTF8.self)
    switch (last.name, Double(digits)) {
    case ("divided_by", 100), ("times", 0.01): break
    default: return
    }
    var notes = ["2000 gives 20.0 here, not 20.00; rounding adds no zeros"]
    if options.allowsExtensions { notes.append("money: 'EUR' formats an amount for the locale") }
    diagnostics.append(
      Diagnostic(
        .unpaddedDecimals, "the amount is printed with as few decimals as it has",
        at: SourceSpan(source, start: value.range.start, end: value.range.end),
        severity: .warning, notes: notes.map { Diagnostic.Note($0) }))
  }
}
