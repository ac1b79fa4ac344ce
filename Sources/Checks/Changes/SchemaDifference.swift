import Content
package import Diagnostics
package import JSONSchema
package import Rendering

/// What changed between two versions of a project's schemas, and which template lines feel it.
package struct SchemaDifference: Sendable {
  /// One schema that is not the same in both versions.
  package struct Schema: Sendable {
    /// The path of its file.
    package let path: String
    /// How it differs.
    package let state: State
    /// Where templates read what each change takes away or makes another kind of value.
    ///
    /// As many lists as the comparison has changes.
    package let uses: [[SourceSpan]]
    /// What each change of the comparison breaks, the gravest first.
    package let categories: [[BreakingCategory]]

    init(
      path: String, state: State, uses: [[SourceSpan]] = [],
      categories: [[BreakingCategory]] = []
    ) {
      self.path = path
      self.state = state
      self.uses = uses
      self.categories = categories
    }
  }

  /// How a schema differs.
  package enum State: Sendable {
    /// Only the new version has it.
    case added
    /// Only the old version has it.
    case removed
    /// Both have it.
    case changed(SchemaComparison)
    /// It cannot be compared, for this reason: not to be taken for compatible.
    case unknown(String)
  }

  /// The schemas, ordered by path.
  package let schemas: [Schema]

  /// Compares the schemas of two versions; `changed` are the paths of the files that differ.
  package init(old: CompiledProject, new: CompiledProject, changed: Set<String>) {
    let settings = (old.project.settings, new.project.settings)
    let isReadAnew =
      settings.0.assertsFormats != settings.1.assertsFormats
      || settings.0.schemaDraft != settings.1.schemaDraft
    let paths = Set(old.project.schemas.map(\.path) + new.project.schemas.map(\.path))
      .union(changed.filter { ContentLayout.schemaRole(of: $0) != nil }).sorted(by: Self.isOrdered)
    var reached: Set<String> = []
    var found: [Schema] = []
    // A file that others share is shown where it is used, and by itself only if nothing uses it.
    for isShared in [false, true] {
      for path in paths where Self.isShared(path) == isShared && !reached.contains(path) {
        let before = old.schemas.schema(at: path)
        let after = new.schemas.schema(at: path)
        let files = Set((before?.sourcePaths ?? []) + (after?.sourcePaths ?? []))
        guard isReadAnew || changed.contains(path) || !files.isDisjoint(with: changed) else {
          continue
        }
        if !isShared { reached.formUnion(files) }
        if let schema = Self.compare(path, old, new) { found.append(schema) }
      }
    }
    schemas = found.sorted { Self.isOrdered($0.path, $1.path) }
  }

  /// Whether a schema cannot be compared, or a direction of a comparison has no answer.
  package var isUndecided: Bool { schemas.contains(where: \.isUndecided) }

  private static func compare(
    _ path: String, _ old: CompiledProject, _ new: CompiledProject
  ) -> Schema? {
    let isThere = [old, new].map { $0.project.schemas.isKnown(path) }
    switch (isThere[0], isThere[1]) {
    case (false, false): return nil
    case (false, true): return Schema(path: path, state: .added)
    case (true, false): return Schema(path: path, state: .removed)
    case (true, true): break
    }
    guard let before = old.schemas.schema(at: path), let after = new.schemas.schema(at: path) else {
      let version = old.schemas.schema(at: path) == nil ? "old" : "new"
      return Schema(
        path: path, state: .unknown("the \(version) version cannot be used as a schema"))
    }
    let comparison = SchemaComparison.compare(old: before, new: after)
    let reads = TemplateReads(of: path, in: new)
    let role: BreakingCategory.Role = path == SchemaFile.profilePath ? .profiles : .other
    return Schema(
      path: path, state: .changed(comparison), uses: comparison.changes.map(reads.uses),
      categories: comparison.changes.map { change in
        BreakingCategory.categories(of: change, role: role, isRead: reads.reads(change))
      })
  }

  private static func isShared(_ path: String) -> Bool {
    ContentLayout.schemaRole(of: path) == .shared
  }

  private static func isOrdered(_ left: String, _ right: String) -> Bool {
    ContentPath.isOrdered(left, before: right)
  }
}

extension SchemaDifference.Schema {
  /// Whether no answer was found for it.
  package var isUndecided: Bool {
    switch state {
    case .added, .removed: return false
    case .unknown: return true
    case .changed(let comparison):
      return [comparison.backward, comparison.forward].contains {
        if case .unknown = $0 { true } else { false }
      }
    }
  }
}
