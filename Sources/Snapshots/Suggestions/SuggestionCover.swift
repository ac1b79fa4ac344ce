import Content
import Diagnostics
import Documents
import Rendering
import Templates

/// Chooses few of the proposals that were found, and joins them into few profiles.
struct SuggestionCover {
  let search: BranchSearch
  /// The branches that no case reaches.
  let missed: Set<Int>

  /// A profile with the cases that use it.
  private struct Joint {
    var base: Profile
    var edits: [ProfileEdit]
    var tree: JSONOutput
    var cases: [Case]
    var reaches: Set<Int>
  }

  /// The suggestions in the order of what they reach.
  mutating func suggestions(_ found: [BranchSearch.Proposal]) -> [ProfileSuggestion] {
    var remaining = missed
    var joints: [Joint] = []
    var left = found
    while true {
      // Greedy: most of what is missing, then fewest fields, then what was found first.
      let best = left.indices.max { first, second in
        let gains = [first, second].map { left[$0].reached.intersection(remaining).count }
        return (gains[0], -left[first].edits.count, -first)
          < (gains[1], -left[second].edits.count, -second)
      }
      guard let best else { break }
      let proposal = left.remove(at: best)
      let gain = proposal.reached.intersection(remaining)
      guard !gain.isEmpty else { break }
      remaining.subtract(gain)
      if !join(proposal, gain, &joints) {
        joints.append(
          Joint(
            base: proposal.base, edits: proposal.edits, tree: proposal.tree,
            cases: [proposal.testCase], reaches: gain))
      }
    }
    var names = Set(search.project.profiles.map(\.id))
    let made = joints.map { joint in suggestion(smallest(joint), &names) }
    return made.sorted { ($0.reaches.first ?? 0, $0.profile) < ($1.reaches.first ?? 0, $1.profile) }
  }

  /// Adds a proposal to a profile made from the same one, if that still reaches everything.
  private func join(
    _ proposal: BranchSearch.Proposal, _ gain: Set<Int>, _ joints: inout [Joint]
  ) -> Bool {
    for index in joints.indices
    where joints[index].base.id == proposal.base.id
      && joints[index].edits.isEmpty == proposal.edits.isEmpty
    {
      let joint = joints[index]
      let new = proposal.edits.filter { edit in
        !joint.edits.contains {
          $0.path == edit.path && $0.new?.text() == edit.new?.text()
        }
      }
      guard !new.contains(where: { edit in joint.edits.contains { $0.overlaps(edit) } }) else {
        continue
      }
      let start = BranchSearch.Proposal(
        testCase: joint.cases[0], base: joint.base, edits: joint.edits, tree: joint.tree,
        reached: [])
      guard let merged = search.proposal(start, new) else { continue }
      var cases: [Case] = []
      for testCase in joint.cases + [proposal.testCase] {
        let made = search.withProfile(merged.testCase.profile, testCase)
        if !cases.contains(where: { $0.id == made.id }) { cases.append(made) }
      }
      let reached = cases.reduce(into: Set<Int>()) { $0.formUnion(search.reached($1)) }
      let wanted = joint.reaches.union(gain)
      guard reached.isSuperset(of: wanted) else { continue }
      joints[index] = Joint(
        base: joint.base, edits: merged.edits, tree: merged.tree, cases: cases, reaches: wanted)
      return true
    }
    return false
  }

  /// Leaves out every case, every edit and every part of a new value that nothing needs.
  private func smallest(_ joint: Joint) -> Joint {
    var best = joint
    var renders = 0
    /// Takes a smaller form if it is valid and reaches the same.
    func accept(_ edits: [ProfileEdit], _ cases: [Case]) -> Bool {
      guard renders < Self.maximumRenders else { return false }
      let start = BranchSearch.Proposal(
        testCase: cases[0], base: best.base, edits: [],
        tree: best.base.document.value.output, reached: [])
      guard let made = search.proposal(start, edits) else { return false }
      let cases = cases.map { search.withProfile(made.testCase.profile, $0) }
      renders += cases.count
      let reached = cases.reduce(into: Set<Int>()) { $0.formUnion(search.reached($1)) }
      guard reached.isSuperset(of: best.reaches) else { return false }
      best.edits = edits
      best.tree = made.tree
      best.cases = cases
      return true
    }
    for index in best.cases.indices.reversed() where best.cases.count > 1 {
      var rest = best.cases
      rest.remove(at: index)
      _ = accept(best.edits, rest)
    }
    var hasProgress = !best.edits.isEmpty
    while hasProgress {
      let fields = ProfileEdit.fields(best.edits)
      hasProgress = best.edits.smaller.contains {
        ProfileEdit.fields($0) < fields && accept($0, best.cases)
      }
    }
    return best
  }

  private func suggestion(_ joint: Joint, _ names: inout Set<String>) -> ProfileSuggestion {
    let base = joint.base.id
    var id = base
    if !joint.edits.isEmpty {
      let words = joint.edits.prefix(2).map(Self.name)
      id = ContentID.corrected(([base] + words).joined(separator: "-")) ?? base
      if id.utf8.count > Self.maximumName { id = String(id.prefix(Self.maximumName)) }
      while id.hasSuffix("-") { id.removeLast() }
      var number = 2
      let first = id
      while !names.insert(id).inserted {
        id = "\(first)-\(number)"
        number += 1
      }
    }
    let profile = Profile(
      id: id,
      document: joint.edits.isEmpty ? joint.base.document : joint.cases[0].profile.document)
    let cases = joint.cases.map { search.withProfile(profile, $0) }
    return ProfileSuggestion(
      profile: id, base: base, edits: joint.edits, data: Self.sorted(joint.tree),
      cases: cases.sorted { NaturalOrder.precedes($0.id, $1.id) }, reaches: joint.reaches.sorted())
  }

  /// Most renders to make a suggestion smaller.
  private static let maximumRenders = 1_000
  /// Longest name that is made, in bytes: a number fits behind it.
  private static let maximumName = 60

  /// A change as part of a name: `no-address`, `empty-wishlist`, `tier-none`.
  private static func name(_ edit: ProfileEdit) -> String {
    var key = "item"
    for step in edit.path.reversed() {
      guard case .name(let name) = step else { continue }
      key = name.reduce(into: "") { text, letter in
        if letter.isUppercase { text += "-" }
        text.append(letter)
      }
      break
    }
    switch edit.new {
    case nil, .null: return "no-\(key)"
    case .array(let items): return items.isEmpty ? "empty-\(key)" : "\(items.count)-\(key)"
    case .object: return "with-\(key)"
    case .string(let text):
      return ContentID.corrected(String(text.prefix(24))).map { "\(key)-\($0)" } ?? "empty-\(key)"
    case let value?: return "\(key)-\(value.text().prefix(24))"
    }
  }

  private static func sorted(_ value: JSONOutput) -> JSONOutput {
    switch value {
    case .array(let items): .array(items.map(sorted))
    case .object(let members):
      .object(
        members.sorted { $0.key < $1.key }.map { (key: $0.key, value: sorted($0.value)) })
    default: value
    }
  }
}
