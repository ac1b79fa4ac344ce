import Documents

/// Finds the `if`s that only ask for the text of one property: a look-up answers all of them.
struct ConditionFinder {
  private let parts: ProgramParts

  init(_ parts: ProgramParts) { self.parts = parts }

  /// What an `if` asks for.
  private struct Condition {
    var name: [UInt8]
    var texts: [[UInt8]]
    /// Whether it holds where the property is absent, and where the value is no object.
    var holdsAbsent: Bool
    var holdsOther: Bool
  }

  /// Conditional steps that one look-up answers.
  struct Group {
    var choice: Choice
    /// The steps, in the order of the choice's bits.
    var steps: [SchemaStep]
  }

  /// Splits steps into groups of conditions on one property each, and the rest.
  func groups(of steps: ArraySlice<SchemaStep>) -> (groups: [Group], rest: [SchemaStep]) {
    var groups: [Group] = []
    var rest: [SchemaStep] = []
    for step in steps {
      guard step.kind == .conditional, let condition = condition(Int(step.a)) else {
        rest.append(step)
        continue
      }
      let known = groups.firstIndex {
        $0.choice.name.bytes == condition.name && $0.steps.count < 64
      }
      if known == nil {
        var choice = Choice(name: KeyName(bytes: condition.name))
        choice.absent = 0
        choice.other = 0
        groups.append(Group(choice: choice, steps: []))
      }
      add(condition, step, to: &groups[known ?? groups.count - 1])
    }
    return (groups, rest)
  }

  private func add(_ condition: Condition, _ step: SchemaStep, to group: inout Group) {
    let bit = UInt64(1) << UInt64(group.steps.count)
    group.steps.append(step)
    if condition.holdsAbsent { group.choice.absent |= bit }
    if condition.holdsOther { group.choice.other |= bit }
    for text in condition.texts { group.choice.allow(text, bit) }
  }

  /// What a plan asks for, where that is the text of one property and nothing else.
  private func condition(_ plan: Int) -> Condition? {
    let stored = parts.plans[plan]
    guard stored.types == .any || stored.types == .object, stored.values < 0, stored.array < 0,
      stored.string < 0, stored.number < 0, stored.stepCount == 0,
      stored.unevaluatedProperties < 0, stored.unevaluatedItems < 0, stored.object >= 0
    else { return nil }
    let object = parts.objects[Int(stored.object)]
    guard let name = object.names.names.first, object.names.count == 1,
      let entry = object.entries.first, entry.plan >= 0,
      object.minimum == 0, object.maximum == .max, object.requiredBeyond.isEmpty,
      object.patterns.isEmpty, object.additional < 0, object.propertyNames < 0,
      object.dependencies.isEmpty
    else { return nil }
    let property = parts.plans[Int(entry.plan)]
    guard property.values >= 0, property.moreValues < 0, property.types.contains(.string),
      property.string < 0, property.stepCount == 0
    else { return nil }
    let set = parts.values[Int(property.values)]
    guard set.words.isEmpty, set.others.isEmpty else { return nil }
    return Condition(
      name: name, texts: set.strings.names, holdsAbsent: object.required == 0,
      holdsOther: stored.types == .any)
  }
}
