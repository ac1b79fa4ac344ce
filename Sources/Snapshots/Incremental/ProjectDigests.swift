package import Content
import Diagnostics
import Documents
import JSONSchema
import Rendering
import Synchronization

/// The digests of everything in a project that a message may be made from.
///
/// They are of bytes that were read in this run, so no time stamp can make one of them wrong.
package final class ProjectDigests: Sendable {
  /// The digest of each file by its path.
  let files: [String: ContentDigest]
  /// What of galley.yaml reaches every rendering.
  let settings: ContentDigest
  /// All schemas together: a surface's schema may refer to any of them.
  let schemas: ContentDigest
  /// The names of the Handlebars fragments, which a name worked out while rendering may reach.
  let handlebarsNames: ContentDigest
  /// All of the content together.
  let everything: ContentDigest
  /// The values of each environment.
  private let environments: [String: ContentDigest]
  private let project: Project
  private let texts = Mutex<[String: [String: ContentDigest]]>([:])

  /// Hashes the files of a project.
  package init(_ project: Project) {
    let files = Self.bytes(of: project).mapValues { ContentDigest(of: $0) }
    self.files = files
    let settings = project.settings
    var writer = RecordWriter()
    writer.write(settings.timeZone.value)
    writer.write(settings.defaultLocale.value)
    writer.write(settings.profileLocalePath.joined(separator: "."))
    writer.write(settings.profileTimeZonePath.joined(separator: "."))
    writer.write(settings.schemaDraft.name)
    writer.write(settings.assertsFormats ? 1 : 0)
    writer.write(settings.allowsExtensions ? 1 : 0)
    self.settings = ContentDigest(of: writer.bytes)
    writer = RecordWriter()
    for schema in project.schemas {
      writer.write(schema.path)
      writer.write(files[schema.path] ?? Self.absent)
    }
    schemas = ContentDigest(of: writer.bytes)
    writer = RecordWriter()
    for fragment in project.fragments where fragment.engine == .handlebars {
      writer.write(fragment.name)
    }
    handlebarsNames = ContentDigest(of: writer.bytes)
    writer = RecordWriter()
    for path in files.keys.sorted() { writer.write(files[path] ?? Self.absent) }
    everything = ContentDigest(of: writer.bytes)
    environments = Dictionary(
      settings.environments.map { ($0.id, Self.digest(of: $0)) },
      uniquingKeysWith: { first, _ in first })
    self.project = project
  }

  /// The bytes of all files of a project but galley.yaml, by path.
  static func bytes(of project: Project) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    func add(_ path: String, _ bytes: [UInt8]) { files[path] = bytes }
    func add(_ document: Document) { add(document.source.path, document.source.bytes) }
    for template in project.templates {
      add(template.document)
      for part in template.parts { add(part.path, part.source.bytes) }
    }
    for fragment in project.fragments { add(fragment.source.path, fragment.source.bytes) }
    for profile in project.profiles { add(profile.document) }
    for source in project.sources { add(source.document) }
    for recording in project.recordings { add(recording.document) }
    if let source = project.switches.first(where: { _ in true })?.name.span.source {
      add(source.path, source.bytes)
    }
    for locale in project.locales { add(locale.document) }
    for schema in project.schemas { add(schema.document) }
    return files
  }

  /// The digest that stands for a thing that does not exist: a failed look-up is a read, too.
  static let absent = ContentDigest(of: [])

  /// The digest of a file, or the one that stands for its absence.
  func file(_ path: String) -> ContentDigest { files[path] ?? Self.absent }

  /// The digest of an environment's values.
  func environment(_ environment: ContentEnvironment) -> ContentDigest {
    environments[environment.id] ?? Self.digest(of: environment)
  }

  private static func digest(of environment: ContentEnvironment) -> ContentDigest {
    let span = environment.data.span
    return ContentDigest(of: span.source.bytes[span.start..<span.end])
  }

  /// The digest of a translated text as a locale sees it.
  func text(_ key: String, locale: String) -> ContentDigest {
    let known = texts.withLock { $0[locale] }
    if let known { return known[key] ?? Self.absent }
    var table: [String: ContentDigest] = [:]
    for name in Translations.chain(of: locale, in: project) {
      guard let file = project.locales[id: name] else { continue }
      for (key, value) in file.document.value.leaves() where table[key] == nil {
        // The language counts: plural rules are its own.
        table[key] = ContentDigest(of: Array("\(name)\u{0}\(value.string ?? "")".utf8))
      }
    }
    let made = table
    texts.withLock { $0[locale] = made }
    return made[key] ?? Self.absent
  }
}
