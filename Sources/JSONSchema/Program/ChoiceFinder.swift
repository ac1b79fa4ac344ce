import Documents

/// Finds the property by whose text the branches of a choice can be told apart.
struct ChoiceFinder {
  private let parts: ProgramParts

  init(_ parts: ProgramParts) { self.parts = parts }

  /// The discriminator of the branches, or nil where there is none.
  func choice(between branches: [Int]) -> Choice? {
    guard let first = branches.first else { return nil }
    var names: [[UInt8]] = []
    for name in constants(first, depth: 0) where !names.contains(where: { $0 == name.name }) {
      names.append(name.name)
    }
    for name in names {
      if let choice = choice(between: branches, by: name) { return choice }
    }
    return nil
  }

  private func choice(between branches: [Int], by name: [UInt8]) -> Choice? {
    var choice = Choice(name: KeyName(bytes: name))
    var restricted = 0
    for (position, branch) in branches.enumerated() {
      let bit = UInt64(1) << UInt64(position)
      guard let found = constants(branch, depth: 0).first(where: { $0.name == name }) else {
        choice.always |= bit
        continue
      }
      restricted += 1
      for text in found.texts { choice.allow(text, bit) }
    }
    // Worth it only where most branches are told apart.
    return restricted > 1 && restricted * 2 > branches.count ? choice : nil
  }

  /// The properties of a plan that allow nothing but some texts.
  private func constants(_ plan: Int, depth: Int) -> [(name: [UInt8], texts: [[UInt8]])] {
    guard depth < 4 else { return [] }
    let stored = parts.plans[plan]
    var result: [(name: [UInt8], texts: [[UInt8]])] = []
    if stored.object >= 0 {
      let object = parts.objects[Int(stored.object)]
      for (index, entry) in object.entries.enumerated() where entry.plan >= 0 {
        let property = parts.plans[Int(entry.plan)]
        guard property.values >= 0 else { continue }
        let set = parts.values[Int(property.values)]
        let onlyTexts = property.types.rawValue & ~TypeMask.string.rawValue & 127 == 0
        guard set.strings.count > 0, onlyTexts || (set.words.isEmpty && set.others.isEmpty) else {
          continue
        }
        result.append((object.names.names[index], set.strings.names))
      }
    }
    for index in Int(stored.firstStep)..<Int(stored.firstStep + stored.stepCount) {
      let step = parts.steps[index]
      switch step.kind {
      case .reference: result += constants(Int(step.a), depth: depth + 1)
      case .allOf:
        for index in Int(step.a)..<Int(step.a + step.b) {
          result += constants(Int(parts.lists[index]), depth: depth + 1)
        }
      default: break
      }
    }
    return result
  }
}
