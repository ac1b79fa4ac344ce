package import Documents

extension DocumentValue {
  /// The texts of a tree with their dotted paths, in the order of the file.
  package func leaves() -> [(path: String, value: DocumentValue)] {
    var result: [(path: String, value: DocumentValue)] = []
    func visit(_ value: DocumentValue, _ prefix: String) {
      for member in value.members {
        let key = prefix + document.string(member.key.node)
        switch member.value.kind {
        case .object: visit(member.value, key + ".")
        case .string: result.append((path: key, value: member.value))
        default: break
        }
      }
    }
    visit(self, "")
    return result
  }
}
