import Diagnostics
import Documents

/// Finds a number that meets demands, exactly: all numbers are integers on one decimal grid.
struct NumberSearch {
  private var lower: (value: ExactNumber, isInclusive: Bool)?
  private var upper: (value: ExactNumber, isInclusive: Bool)?
  private var divisors: [ExactNumber] = []
  private var nonDivisors: [ExactNumber] = []
  private let excluded: [ExactNumber]

  /// Most numbers tried where the demands leave many.
  private static let maximumTries = 3_000
  /// Digits kept below the finest number of a schema, where fractions are free.
  private static let extraDigits = 3

  init(_ demands: [NumberDemand], excluding excluded: [ExactNumber]) {
    self.excluded = excluded
    for demand in demands {
      switch demand {
      case .above(let bound, let isInclusive):
        if let known = lower, known.value > bound || (known.value == bound && isInclusive) {
          continue
        }
        lower = (bound, isInclusive)
      case .below(let bound, let isInclusive):
        if let known = upper, known.value < bound || (known.value == bound && isInclusive) {
          continue
        }
        upper = (bound, isInclusive)
      case .multiple(let divisor, true): divisors.append(divisor)
      case .multiple(let divisor, false): nonDivisors.append(divisor)
      case .integer(true): divisors.append(ExactNumber(1))
      case .integer(false): nonDivisors.append(ExactNumber(1))
      }
    }
  }

  /// The outcome: a lexeme, nothing at all, or unknown.
  func run() -> SolverOutcome {
    if let lower, let upper {
      if lower.value > upper.value { return .empty }
      if lower.value == upper.value, !(lower.isInclusive && upper.isInclusive) { return .empty }
    }
    if divisors.contains(where: { divisor in
      nonDivisors.contains { !$0.isZero && divisor.isMultiple(of: $0) }
    }) {
      return .empty
    }
    return searchGrid() ?? .unknown(.number)
  }

  private func searchGrid() -> SolverOutcome? {
    let numbers = [lower?.value, upper?.value].compactMap { $0 } + divisors + nonDivisors
    let isFree = divisors.isEmpty
    let scale = max(0, numbers.map { -$0.exponent }.max() ?? 0) + (isFree ? Self.extraDigits : 0)
    guard scale < 24 else { return nil }
    var step: Int128 = 1
    for divisor in divisors {
      guard let value = divisor.scaled(scale), value > 0, let common = Self.multiple(step, value)
      else { return nil }
      step = common
    }
    let avoided = nonDivisors.compactMap { $0.scaled(scale) }
    guard avoided.count == nonDivisors.count, !avoided.contains(0) else { return nil }
    if avoided.contains(where: { step % $0 == 0 }) { return isFree ? nil : .empty }
    var first: Int128?
    var last: Int128?
    if let lower {
      guard let value = lower.value.scaled(scale) else { return nil }
      first = Self.rounded(lower.isInclusive ? value : value + 1, up: true, to: step)
    }
    if let upper {
      guard let value = upper.value.scaled(scale) else { return nil }
      last = Self.rounded(upper.isInclusive ? value : value - 1, up: false, to: step)
    }
    if let first, let last, first > last { return isFree ? nil : .empty }
    for value in candidates(first, last, step, scale, isFree) {
      if avoided.contains(where: { value % $0 == 0 }) { continue }
      let lexeme = Self.lexeme(value, scale)
      let exact = ExactNumber(text: lexeme)
      if !excluded.contains(exact) { return .witness(.lexeme(lexeme)) }
    }
    // A whole range walked through without a hit has none; with free fractions there are others.
    if let first, let last, !isFree || first == last,
      (last - first) / step < Int128(Self.maximumTries)
    {
      return .empty
    }
    return nil
  }

  /// Numbers worth trying: whole ones near zero and near the bounds first, then the grid.
  private func candidates(
    _ first: Int128?, _ last: Int128?, _ step: Int128, _ scale: Int, _ isFree: Bool
  ) -> [Int128] {
    var result: [Int128] = []
    let start: Int128 =
      if let first, first > 0 { first } else if let last, last < 0 { last } else { 0 }
    func add(_ value: Int128) {
      if let first, value < first { return }
      if let last, value > last { return }
      result.append(value)
    }
    if isFree, let one = ExactNumber(1).scaled(scale) {
      let whole = Self.rounded(start, up: true, to: one)
      for offset in 0..<Int128(20) {
        add(whole + offset * one)
        add(whole - offset * one)
      }
    }
    for offset in 0..<Int128(Self.maximumTries) {
      add(start + offset * step)
      if offset > 0 { add(start - offset * step) }
    }
    return result
  }

  private static func rounded(_ value: Int128, up: Bool, to step: Int128) -> Int128 {
    let remainder = value % step
    if remainder == 0 { return value }
    if up { return remainder > 0 ? value - remainder + step : value - remainder }
    return remainder > 0 ? value - remainder : value - remainder - step
  }

  private static func multiple(_ left: Int128, _ right: Int128) -> Int128? {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    let (product, overflow) = (left / a).multipliedReportingOverflow(by: right)
    return overflow || product > ExactNumber.maximumScaled ? nil : product
  }

  private static func lexeme(_ value: Int128, _ scale: Int) -> String {
    var digits = String(value.magnitude)
    if scale > 0 {
      if digits.utf8.count <= scale {
        digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits
      }
      var fraction = digits.suffix(scale)
      digits.removeLast(scale)
      while fraction.last == "0" { fraction.removeLast() }
      if !fraction.isEmpty { digits += "." + fraction }
    }
    return value < 0 ? "-" + digits : digits
  }
}

extension ExactNumber {
  /// Largest magnitude on the grid: sums of two never overflow.
  static let maximumScaled: Int128 = 10_000_000_000_000_000_000_000_000_000_000_000

  /// Reads a JSON number.
  init(text: String) {
    let bytes = Array(text.utf8)
    self = unsafe bytes.withUnsafeBufferPointer { unsafe ExactNumber(lexeme: $0) }
  }

  /// The number times 10^scale as an integer, where it is one of moderate size.
  func scaled(_ scale: Int) -> Int128? {
    guard digits.isEmpty, exponent + scale >= 0, exponent + scale <= 34 else { return nil }
    var value = Int128(mantissa)
    for _ in 0..<(exponent + scale) {
      value *= 10
      guard value < Self.maximumScaled else { return nil }
    }
    return isNegative ? -value : value
  }
}

extension SatisfiabilitySolver {
  /// Decides a branch of numbers.
  mutating func decideNumber(_ branch: SolverBranch) -> SolverOutcome {
    let excluded = branch.differs.compactMap { index -> ExactNumber? in
      let document = table.documents[index]
      return document.kind(document.root) == .number
        ? ExactNumber(text: document.string(document.root)) : nil
    }
    let found = NumberSearch(branch.number, excluding: excluded).run()
    guard let value = found.witness else { return found }
    return confirm(value, branch) ? found : .unknown(.number)
  }
}
