package import Diagnostics

/// One change to a profile: a member or an item set, replaced or removed.
package struct ProfileEdit: Sendable {
  /// One step into the profile.
  package enum Step: Sendable, Hashable {
    /// To a member.
    case name(String)
    /// To an item.
    case index(Int)
  }

  /// Where the change is made; never empty.
  package let path: [Step]
  /// What was there; nil for nothing.
  package let old: JSONOutput?
  /// What is there now; nil for nothing.
  package let new: JSONOutput?

  /// The path as in messages: `browsing[0].price`.
  package var pathText: String {
    path.reduce(into: "") { text, step in
      switch step {
      case .name(let name): text += text.isEmpty ? name : ".\(name)"
      case .index(let index): text += "[\(index)]"
      }
    }
  }

  /// How many fields the change sets or removes: a list made shorter is one, one made longer as many
  /// as its new items have.
  var fields: Int {
    guard let new else { return 1 }
    guard case .array(let items) = new, case .array(let before)? = old else { return new.leaves }
    let common = min(items.count, before.count)
    let isCut = zip(items, before).allSatisfy { $0.text() == $1.text() }
    return isCut
      ? max(1, items.dropFirst(common).reduce(0) { $0 + $1.leaves })
      : max(1, new.leaves)
  }

  /// How many fields some changes set or remove.
  static func fields(_ edits: [ProfileEdit]) -> Int { edits.reduce(0) { $0 + $1.fields } }

  /// Whether two changes touch the same place, or one a place inside the other's.
  func overlaps(_ other: ProfileEdit) -> Bool {
    let count = min(path.count, other.path.count)
    return path.prefix(count) == other.path.prefix(count)
  }

  /// Makes the change in a profile.
  func applied(to tree: JSONOutput) -> JSONOutput { Self.set(new, at: path[...], in: tree) }

  private static func set(
    _ value: JSONOutput?, at path: ArraySlice<Step>, in tree: JSONOutput
  ) -> JSONOutput {
    guard let step = path.first else { return value ?? .null }
    let rest = path.dropFirst()
    switch (step, tree) {
    case (.name(let name), .object(var members)):
      if let index = members.firstIndex(where: { $0.key == name }) {
        if rest.isEmpty, value == nil {
          members.remove(at: index)
        } else {
          members[index].value = set(value, at: rest, in: members[index].value)
        }
      } else if value != nil {
        members.append((name, set(value, at: rest, in: .object([]))))
      }
      return .object(members)
    case (.index(let index), .array(var items)) where items.indices.contains(index):
      if rest.isEmpty, value == nil {
        items.remove(at: index)
      } else {
        items[index] = set(value, at: rest, in: items[index])
      }
      return .array(items)
    case (.name, _): return set(value, at: path, in: .object([]))
    default: return tree
    }
  }
}

extension JSONOutput {
  /// The member called `name`, or nil.
  func member(_ name: String) -> JSONOutput? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == name }?.value
  }

  /// The number of values inside that are no lists or objects; at least one.
  var leaves: Int {
    switch self {
    case .array(let items): max(1, items.reduce(0) { $0 + $1.leaves })
    case .object(let members): max(1, members.reduce(0) { $0 + $1.value.leaves })
    default: 1
    }
  }

  /// Whether the value is a list or an object.
  var isStructure: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  /// Whether the value is null.
  var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

extension [ProfileEdit] {
  /// The changes with one part less: without one of them, or without one member or item of what
  /// one of them sets.
  var smaller: [[ProfileEdit]] {
    indices.flatMap { index -> [[ProfileEdit]] in
      var without = self
      let edit = without.remove(at: index)
      return [without]
        + (edit.new?.smaller ?? []).map { value in
          var other = self
          other[index] = ProfileEdit(path: edit.path, old: edit.old, new: value)
          return other
        }
    }
  }
}

extension JSONOutput {
  /// The value with one member or item less, at any depth; later ones go first.
  var smaller: [JSONOutput] {
    switch self {
    case .array(let items):
      items.indices.reversed().flatMap { index -> [JSONOutput] in
        var less = items
        let item = less.remove(at: index)
        return [.array(less)]
          + item.smaller.map { part in
            var other = items
            other[index] = part
            return .array(other)
          }
      }
    case .object(let members):
      members.indices.reversed().flatMap { index -> [JSONOutput] in
        var less = members
        let member = less.remove(at: index)
        return [.object(less)]
          + member.value.smaller.map { part in
            var other = members
            other[index].value = part
            return .object(other)
          }
      }
    default: []
    }
  }
}
