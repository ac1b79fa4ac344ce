import Content
import Diagnostics
import Documents
import Rendering
import Templates

/// What all cases of a template are made from, and the key under which their results are kept.
package struct TemplateInputs: Sendable {
  /// The key: the SHA-256 of everything below.
  package let key: ContentDigest
  /// The files with their digests, ordered by path; a file that is missing counts as well.
  package let files: [(path: String, digest: ContentDigest)]

  /// Collects the inputs of a template.
  ///
  /// - Parameters:
  ///   - template: The template.
  ///   - closure: The paths of its parts and of every fragment they can run.
  ///   - readsSwitches: Whether any of them names a switch.
  ///   - digests: The digests of the project's files.
  ///   - engine: What stands for this build of galley with its data.
  init(
    _ template: Template, closure: [String], readsSwitches: Bool, digests: ProjectDigests,
    engine: ContentDigest
  ) {
    var paths = Set(closure)
    paths.insert(template.document.source.path)
    for part in template.parts { paths.insert(part.path) }
    for source in template.sources {
      paths.formUnion(["sources/\(source.value).yaml", "sources/\(source.value).json"])
    }
    if readsSwitches { paths.insert("switches.yaml") }
    files = paths.sorted { ContentPath.isOrdered($0, before: $1) }.map {
      (path: $0, digest: digests.file($0))
    }
    var writer = RecordWriter()
    writer.write("galley result 1")
    writer.write(engine)
    writer.write(template.id)
    writer.write(digests.settings)
    let limits = template.limits
    for limit in [limits.smsSegments, limits.htmlBytes, limits.outputBytes, limits.steps] {
      writer.write(limit)
    }
    if template.surface != nil { writer.write(digests.schemas) }
    if template.parts.contains(where: { $0.engine == .handlebars }) {
      writer.write(digests.handlebarsNames)
    }
    for file in files {
      writer.write(file.path)
      writer.write(file.digest)
    }
    key = ContentDigest(of: writer.bytes)
  }
}

/// What only compiling a template tells: which files it is made from.
package struct TemplateClosure: Sendable, Equatable {
  /// The paths of the parts and of the fragments they can run, ordered.
  let paths: [String]
  /// Whether any of them names a switch.
  let readsSwitches: Bool

  init(paths: [String], readsSwitches: Bool) {
    self.paths = paths
    self.readsSwitches = readsSwitches
  }

  /// Reads it off a compiled template.
  init(_ compiled: CompiledTemplate) {
    let sources = compiled.programs.flatMap(\.files)
    paths = Set(sources.map(\.path)).sorted { ContentPath.isOrdered($0, before: $1) }
    readsSwitches = compiled.readsSwitches
  }
}
