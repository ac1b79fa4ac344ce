extension TestReport {
  /// Outputs that the same edit changed.
  package struct Cluster: Sendable, Equatable {
    /// Words that went away and those that came.
    package struct Replacement: Sendable, Hashable {
      /// The words that went away, data masked.
      package var old: String
      /// The words that came, data masked.
      package var new: String
    }

    /// One output of a cluster.
    package struct Output: Sendable, Hashable {
      /// The case.
      package var caseID: String
      /// Where the output is stored.
      package var path: String
      /// Which of the edits of this output it is, from 0.
      package var position = 0
      /// The bytes of customers' data that the edit prints in it.
      package var dataBytes = 0
      /// Where the edit stands in it.
      package var lines: [EditLines] = []
    }

    /// The short name by which `galley review` accepts it.
    package var id: String
    /// The whole hash of which the name is the beginning.
    package var digest: String
    /// How its outputs differ.
    package var kind: String
    /// What kind of part differs: the ending of the files.
    package var part: String
    /// Where in the part the edit stands: `html`, `subject`, `json $.items[]`; nil for outputs that
    /// are new or gone.
    package var stand: String?
    /// The words that changed; none for outputs that are new or gone.
    package var replacements: [Replacement]
    /// The lines of templates that wrote it, most frequent first; none where that is not known.
    package var causes: [Counted<EditCause>] = []
    /// The line that wrote it as far as it can be guessed, where no cause is known.
    package var guess: Place?
    /// Why the edit deserves a look before others, or nil.
    package var outlier: String?
    /// Its outputs, in the order of cases.
    package var outputs: [Output]
    /// The inputs whose change explains the edit, most frequent first; none where that is not known.
    package var countedReasons: [Counted<EditReason>] = []

    /// The paths of its outputs.
    package var paths: [String] { outputs.map(\.path) }

    /// The inputs whose change explains the edit, most frequent first.
    package var reasons: [EditReason] { countedReasons.map(\.value) }

    /// The source lines that made the difference, each once, the most telling first.
    package var places: [Place] {
      guard !causes.isEmpty else { return guess.map { [$0] } ?? [] }
      var seen: Set<Place> = []
      return causes.map { Place(path: $0.value.path, line: $0.value.line) }
        .filter { seen.insert($0).inserted }
    }

    /// The lines of templates that wrote it, each once: `fragments/footer.liquid:12`.
    package var causePlaces: [String] { EditWords.places(causes.map(\.value)) }

    /// What it is in one line.
    package var title: String {
      EditWords.title(
        OutputChange.Kind(rawValue: kind) ?? .changed, old: replacements.first?.old,
        new: replacements.first?.new)
    }

    /// Positions of outputs worth showing: a typical one, the one with the longest data, the one
    /// with the least; each once.
    package var samples: [Int] { EditWords.samples(outputs.map(\.dataBytes)) }
  }
}
