import Diagnostics
import Documents

extension ValueSet {
  /// The values of one kind.
  func outputs(_ kind: DocumentKind, in program: SchemaProgram) -> [JSONOutput] {
    switch kind {
    case .null: return words.contains(.null) ? [.null] : []
    case .false: return words.rawValue & 2 != 0 ? [.bool(false)] : []
    case .true: return words.rawValue & 4 != 0 ? [.bool(true)] : []
    case .string: return strings.names.map { .string(String(decoding: $0, as: UTF8.self)) }
    case .number, .array, .object:
      let document = program.documents[Int(self.document)]
      return others.compactMap { node in
        let value = DocumentValue(document, NodeID(Int(node)))
        return value.kind == kind ? value.output : nil
      }
    }
  }
}

extension NumberPlan {
  /// What the plan demands of a number.
  var demands: [NumberDemand] {
    var result: [NumberDemand] = []
    if let minimum { result.append(.above(minimum, isInclusive: true)) }
    if let maximum { result.append(.below(maximum, isInclusive: true)) }
    if let exclusiveMinimum { result.append(.above(exclusiveMinimum, isInclusive: false)) }
    if let exclusiveMaximum { result.append(.below(exclusiveMaximum, isInclusive: false)) }
    if let multipleOf { result.append(.multiple(of: multipleOf, true)) }
    return result
  }
}

extension NumberDemand {
  /// The demand that exactly the other numbers meet.
  var denial: NumberDemand {
    switch self {
    case .above(let bound, let isInclusive): .below(bound, isInclusive: !isInclusive)
    case .below(let bound, let isInclusive): .above(bound, isInclusive: !isInclusive)
    case .multiple(let divisor, let holds): .multiple(of: divisor, !holds)
    case .integer(let holds): .integer(!holds)
    }
  }
}

extension ExpansionScope {
  /// What a plan demands of a string.
  func demands(_ plan: StringPlan) -> [Demand] {
    var result: [Demand] = []
    if plan.minimum > 0 { result.append(.atLeast(plan.minimum)) }
    if plan.maximum < .max { result.append(.atMost(plan.maximum)) }
    return result + aspects(plan, true).map { .text($0) }
  }

  /// The ways in which a string can fail a plan.
  func failures(_ plan: StringPlan) -> [[Demand]] {
    var result: [[Demand]] = []
    if plan.minimum > 0 { result.append([.atMost(plan.minimum - 1)]) }
    if plan.maximum < .max { result.append([.atLeast(plan.maximum + 1)]) }
    return result + aspects(plan, false).map { [.text($0)] }
  }

  private func aspects(_ plan: StringPlan, _ holds: Bool) -> [TextDemand] {
    var result: [TextDemand] = []
    if plan.pattern >= 0 {
      result.append(.pattern(PatternPlace(program: number, index: Int(plan.pattern)), holds))
    }
    if let format = plan.format { result.append(.format(format, holds)) }
    if plan.isBase64 || plan.isJSON {
      result.append(.content(isBase64: plan.isBase64, isJSON: plan.isJSON, holds))
    }
    return result
  }

  /// What a plan demands of an array.
  func demands(_ plan: ArrayPlan) -> [Demand] {
    var result: [Demand] = []
    if plan.minimum > 0 { result.append(.atLeast(Int(plan.minimum))) }
    if plan.maximum < .max { result.append(.atMost(Int(plan.maximum))) }
    for (index, item) in plan.prefix.enumerated() {
      result.append(.array(.each(at: index, child(item))))
    }
    if plan.items >= 0 {
      result.append(.array(.every(from: plan.prefix.count, child(plan.items))))
    }
    if plan.contains >= 0 {
      let claim = child(plan.contains)
      if plan.minimumContains > 0 {
        result.append(.array(.contains(claim, atLeast: Int(plan.minimumContains))))
      }
      if plan.maximumContains < .max {
        result.append(.array(.containsAtMost(claim, Int(plan.maximumContains))))
      }
    }
    if plan.uniqueItems { result.append(.array(.unique(true))) }
    return result
  }

  /// The ways in which an array can fail a plan.
  func failures(_ plan: ArrayPlan) -> [[Demand]] {
    var result: [[Demand]] = []
    if plan.minimum > 0 { result.append([.atMost(Int(plan.minimum) - 1)]) }
    if plan.maximum < .max { result.append([.atLeast(Int(plan.maximum) + 1)]) }
    for (index, item) in plan.prefix.enumerated() {
      result.append([.array(.exists(at: index, child(item, holds: false)))])
    }
    if plan.items >= 0 {
      result.append([
        .array(.some(from: plan.prefix.count, child(plan.items, holds: false)))
      ])
    }
    if plan.contains >= 0 {
      let claim = child(plan.contains)
      if plan.minimumContains > 0 {
        result.append([.array(.containsAtMost(claim, Int(plan.minimumContains) - 1))])
      }
      if plan.maximumContains < .max {
        result.append([.array(.contains(claim, atLeast: Int(plan.maximumContains) + 1))])
      }
    }
    if plan.uniqueItems { result.append([.array(.unique(false))]) }
    return result
  }
}
