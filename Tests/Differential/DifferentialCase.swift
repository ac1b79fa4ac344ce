import Diagnostics

/// A template with fragments and data, to be rendered by two engines.
package struct DifferentialCase: Sendable {
  /// The seed that it was made from.
  package let seed: UInt64
  /// The template.
  package var template: [Piece]
  /// The fragments it may run.
  package var fragments: [(name: String, body: [Piece])]
  /// What the template reads.
  package var data: GeneratedData
  /// Options of the compiler, by the reference's names.
  package var switches: [String: Bool]
  /// What every template and fragment ends in.
  package let ending: String

  /// Creates a case.
  package init(
    seed: UInt64, template: [Piece], fragments: [(name: String, body: [Piece])],
    data: GeneratedData, switches: [String: Bool] = [:], ending: String = ""
  ) {
    self.seed = seed
    self.template = template
    self.fragments = fragments
    self.data = data
    self.switches = switches
    self.ending = ending
  }

  /// The source of a template or fragment.
  package func source(_ pieces: [Piece]) -> String { pieces.source + ending }

  /// The case as one line of JSON, as the reference reads it.
  package var json: String {
    let bodies = fragments.map {
      "\(JSONText.quoted($0.name)):\(JSONText.quoted(source($0.body)))"
    }
    let options = switches.keys.sorted().map {
      "\(JSONText.quoted($0)):\(switches[$0] ?? false)"
    }
    return "{\"template\":\(JSONText.quoted(source(template))),\"fragments\":{"
      + bodies.joined(separator: ",") + "},\"data\":\(data.json),\"options\":{"
      + options.joined(separator: ",") + "}}"
  }

  /// Every case that is one step smaller.
  package var reductions: [DifferentialCase] {
    var found = template.reductions.map { smaller in
      var changed = self
      changed.template = smaller
      return changed
    }
    for index in fragments.indices {
      found += fragments[index].body.reductions.map { smaller in
        var changed = self
        changed.fragments[index].body = smaller
        return changed
      }
    }
    for name in switches.keys.sorted() {
      var changed = self
      changed.switches[name] = nil
      found.append(changed)
    }
    found += data.reductions.map { smaller in
      var changed = self
      changed.data = smaller
      return changed
    }
    return found
  }

  /// Returns the smallest case that can be reached step by step while `differs` holds.
  package func minimised(
    _ differs: (DifferentialCase) throws -> Bool, maximumTries: Int = 3000
  ) rethrows -> DifferentialCase {
    var smallest = self
    var tries = 0
    search: while tries < maximumTries {
      for candidate in smallest.reductions {
        tries += 1
        if try differs(candidate) {
          smallest = candidate
          continue search
        }
        if tries >= maximumTries { break }
      }
      break
    }
    return smallest
  }
}
