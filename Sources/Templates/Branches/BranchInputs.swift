import Diagnostics

/// What the branches of a program depend on, traced back through its names.
package struct BranchInputs: Sendable {
  private let reads: [TemplateRead]
  private let definitions: [DefinitionForm]
  private let files: [SourceText]

  /// Works the reads of a program out, once for all its branches.
  package init(_ program: Program) {
    reads = program.reads
    definitions = program.definitions
    files = program.files
  }

  /// The one place of the data that a branch looks at, where it looks at it as it is: no literal, no
  /// name that the template binds itself.
  package func directRead(of branch: TemplateBranch) -> TemplateRead? {
    guard branch.names.count == 1, branch.literals.isEmpty, branch.inputs.count == 1,
      !definitions.contains(where: { $0.name == branch.names[0] })
    else { return nil }
    let reads = reads(of: branch)
    guard reads.count == 1, reads[0].root == branch.names[0] else { return nil }
    return reads[0]
  }

  /// The data that decides whether a branch is reached, the nearest first, each path once.
  ///
  /// Names are followed to what is bound to them anywhere in the template, so there may be more
  /// paths than the branch truly depends on, never fewer than are written in its condition.
  package func reads(of branch: TemplateBranch) -> [TemplateRead] {
    var found: [TemplateRead] = []
    var seen: Set<String> = []
    func add(_ spans: [SourceSpan]) {
      for span in spans {
        for read in reads
        where read.span.source.path == span.source.path && read.span.start >= span.start
          && read.span.end <= span.end && seen.insert(read.description).inserted
        {
          found.append(read)
        }
      }
    }
    add(branch.inputs)
    var names = branch.names
    var known = Set(names)
    while !names.isEmpty {
      var next: [String] = []
      for definition in definitions where names.contains(definition.name) {
        let place = definition.value
        add([
          SourceSpan(files[Int(place.file)], start: Int(place.start), end: Int(place.end))
        ])
        next += definition.names.filter { known.insert($0).inserted }
      }
      names = next
    }
    return found
  }
}
