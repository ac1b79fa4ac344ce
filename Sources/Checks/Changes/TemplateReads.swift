import Content
import Diagnostics
import JSONSchema
import Rendering
import Templates

/// Where the templates of a project read the data that one schema describes.
struct TemplateReads {
  private var reads: [(path: [TemplateRead.Segment], span: SourceSpan)] = []

  /// Gathers the reads of all templates; the same place is listed once.
  init(of schema: String, in compiled: CompiledProject) {
    let project = compiled.project
    var seen: Set<Place> = []
    for template in project.templates {
      for program in compiled.programs(of: template.id) {
        for read in program.reads {
          guard let path = Self.path(of: read, by: template, in: project, schema) else { continue }
          let place = Place(
            file: read.span.source.path, start: read.span.start, path: path)
          if seen.insert(place).inserted { reads.append((path, read.span)) }
        }
      }
    }
  }

  private struct Place: Hashable {
    var file: String
    var start: Int
    var path: [TemplateRead.Segment]
  }

  /// The places that read what a change takes away, makes optional or makes another kind of value.
  func uses(of change: SchemaChange) -> [SourceSpan] {
    guard BreakingCategory.concernsReaders(change.code), !change.path.steps.isEmpty else {
      return []
    }
    var seen: Set<Place> = []
    return reads.filter { Self.reaches($0.path, change.path.steps) }.map(\.span)
      .filter { seen.insert(Place(file: $0.source.path, start: $0.start, path: [])).inserted }
      .sorted { left, right in
        left.source.path == right.source.path
          ? left.start < right.start
          : ContentPath.isOrdered(left.source.path, before: right.source.path)
      }
  }

  /// Whether a template reads what a change is about; one of the whole value is about all of it.
  func reads(_ change: SchemaChange) -> Bool {
    reads.contains { Self.reaches($0.path, change.path.steps) }
  }

  /// The path that a read takes below the root of the values of a schema, or nil for other data.
  private static func path(
    of read: TemplateRead, by template: Template, in project: Project, _ schema: String
  ) -> [TemplateRead.Segment]? {
    switch read.root {
    case "profile": return schema == SchemaFile.profilePath ? read.path : nil
    case "event":
      return template.event.map { SchemaFile.eventPath($0.value) } == schema ? read.path : nil
    case "source":
      guard case .name(let id)? = read.path.first,
        project.sources[id: id]?.schemaPath == schema
      else { return nil }
      return Array(read.path.dropFirst())
    default: return nil
    }
  }

  /// Whether a read goes to the values of a path, or further.
  private static func reaches(_ read: [TemplateRead.Segment], _ steps: [ValuePath.Step]) -> Bool {
    guard read.count >= steps.count else { return false }
    return zip(read, steps).allSatisfy { segment, step in
      switch (segment, step) {
      case (.name(let name), .property(let other)): return name == other
      case (.name, .anyProperty), (.anyItem, .anyProperty): return true
      // The ends of a list are items of it.
      case (.name(let name), .anyItem): return ["first", "last"].contains(name)
      case (.name(let name), .item(let index)):
        return name == "last" || name == "first" && index == 0
      case (.anyItem, .anyItem), (.anyItem, .item): return true
      case (.anyItem, .property): return false
      // Its name is worked out while rendering: it may be this one.
      case (.dynamic, _): return true
      }
    }
  }
}
