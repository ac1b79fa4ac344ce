import Content

/// The combinations of a template's dimensions that `exclude` leaves.
///
/// A combination is a list of positions, one for each dimension in the order of `sizes`; nil stands
/// for a dimension that is open.
struct AllowedChoices {
  /// What `exclude` drops: the positions that it gives.
  private let excluded: [[Int?]]
  private let dimensions: CaseDimensions
  /// For each dimension, its values: what is first by meaning, then the others by name.
  private let order: [[Int]]
  private var steps = 0
  /// Most steps of all searches together.
  static let maximumSteps = 2_000_000

  /// Whether a search was given up: what it said is not certain.
  private(set) var isExhausted = false

  /// Prepares for the dimensions of a template and its `exclude`.
  init(_ dimensions: CaseDimensions, _ exclude: [CaseSelector]) {
    self.dimensions = dimensions
    let names = dimensions.names
    order = names.map { names in
      names.indices.prefix(1)
        + names.indices.dropFirst().sorted { NaturalOrder.precedes(names[$0], names[$1]) }
    }
    excluded = exclude.compactMap { selector in
      let wanted = [
        selector.profile, selector.locale, selector.clock, selector.variant, selector.environment,
        selector.recordingSet,
      ].map { $0?.value }
      var row: [Int?] = []
      for (name, names) in zip(wanted, names) {
        guard let name else {
          row.append(nil)
          continue
        }
        // A name that no case has excludes none.
        guard let position = names.firstIndex(of: name) else { return nil }
        row.append(position)
      }
      return row
    }
  }

  /// Whether nothing is excluded.
  var isEverything: Bool { excluded.isEmpty }

  /// Whether a choice is allowed.
  func contains(_ choice: CaseChoice) -> Bool { !isExcluded(choice.values) }

  /// Whether a dimension's value is excluded by itself, so that leaving it out is what was meant.
  func names(_ value: Int, of dimension: Int) -> Bool {
    excluded.contains { row in
      row[dimension] == value && row.indices.allSatisfy { $0 == dimension || row[$0] == nil }
    }
  }

  /// Returns the first allowed choice with the given values: the defaults where they are allowed, in
  /// the order of dimensions.
  mutating func first(_ values: [Int?]) -> CaseChoice? {
    var values = values
    guard !isExcluded(values), complete(&values, from: 0) else { return nil }
    return CaseChoice(values.map { $0 ?? 0 })
  }

  private mutating func complete(_ values: inout [Int?], from start: Int) -> Bool {
    steps += 1
    guard steps <= Self.maximumSteps else {
      isExhausted = true
      return false
    }
    guard let dimension = values.indices.dropFirst(start).first(where: { values[$0] == nil }) else {
      return true
    }
    for value in candidates(dimension, values) {
      values[dimension] = value
      if !isExcluded(values), complete(&values, from: dimension + 1) { return true }
    }
    values[dimension] = nil
    return false
  }

  /// The values of a dimension; of the locales, the profile's own comes first.
  private func candidates(_ dimension: Int, _ values: [Int?]) -> [Int] {
    guard dimension == CaseChoice.localeDimension, let profile = values[0] else {
      return order[dimension]
    }
    let own = dimensions.ownLocale(of: profile)
    return [own] + order[dimension].filter { $0 != own }
  }

  private func isExcluded(_ values: [Int?]) -> Bool {
    excluded.contains { row in
      zip(row, values).allSatisfy { wanted, value in wanted == nil || wanted == value }
    }
  }
}

extension CaseChoice {
  /// The position of the locale among the dimensions.
  static let localeDimension = 1

  /// The positions in the order of `CaseDimensions.sizes`.
  var values: [Int?] { [profile, locale, clock, variant, environment, recordingSet] }

  /// Creates a choice of positions in the order of `CaseDimensions.sizes`.
  init(_ values: [Int]) {
    self.init(
      profile: values[0], locale: values[1], clock: values[2], variant: values[3],
      environment: values[4], recordingSet: values[5])
  }
}
