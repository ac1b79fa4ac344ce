/// Puts outputs that the same edit changed together.
package enum OutputClustering {
  private struct GroupKey: Hashable {
    var kind: String
    var ending: Substring
    var edit: EditKey?
  }

  /// Returns the clusters: largest first, equal ones in the order of their first output.
  package static func clusters(_ changes: [OutputChange]) -> [OutputCluster] {
    var order: [GroupKey] = []
    var groups: [GroupKey: [OutputChange]] = [:]
    for change in changes {
      let edit = change.kind == .changed ? EditKey(change.difference) : nil
      let key = GroupKey(kind: change.kind.rawValue, ending: ending(change.path), edit: edit)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(change)
    }
    let clusters = order.map { key in
      OutputCluster(id: id(key), key: key.edit, changes: groups[key] ?? [])
    }
    // A stable sort: clusters of one size keep the order of their first output.
    return clusters.enumerated().sorted { left, right in
      let sizes = (left.element.changes.count, right.element.changes.count)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left.offset < right.offset
    }.map(\.element)
  }

  private static func ending(_ path: String) -> Substring {
    let name = path.split(separator: "/").last ?? ""
    return name.firstIndex(of: ".").map { name[$0...] } ?? ""
  }

  /// FNV-1a over the parts of the key, 32 bits.
  private static func id(_ key: GroupKey) -> String {
    var state: UInt32 = 0x811C_9DC5
    func mix(_ text: some StringProtocol) {
      for byte in text.utf8 { state = (state ^ UInt32(byte)) &* 0x0100_0193 }
      state = (state ^ 0xFF) &* 0x0100_0193
    }
    mix(key.kind)
    mix(key.ending)
    for replacement in key.edit?.replacements ?? [] {
      mix(replacement.old)
      mix(replacement.new)
    }
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
