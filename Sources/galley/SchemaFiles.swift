import Diagnostics
import Documents
import Glibc
import JSONSchema

/// Schema files named on the command line, and those that their references lead to.
///
/// A reference names a file by its path beside the schema, or by the `$id` that a file declares
/// somewhere below the schema's folder (below `schemas/` where it lies in one). Nothing is fetched.
struct SchemaFiles {
  private let host: Host
  private let directory: String?
  private let printer: ProblemPrinter

  init(_ global: GlobalOptions) {
    host = Host.current()
    directory = global.directory
    printer = ProblemPrinter(global: global)
  }

  /// Reads a JSON or YAML file; its problems go to stderr.
  func document(_ path: String) throws -> Document {
    let reading = try read(path)
    guard let document = reading.document else {
      printer.writeAside(reading.diagnostics)
      throw unusable(path)
    }
    return document
  }

  /// The failure that follows the problems of a file that is no usable schema.
  func unusable(_ path: String) -> CommandFailure {
    CommandFailure("the schema '\(path)' cannot be used", hints: ["mend it and try again"])
  }

  /// Reads a JSON or YAML file with its problems.
  func read(_ path: String) throws -> DocumentReading {
    let file = try InputFile(path, in: host, directory: directory)
    let bytes = try file.readAll(limit: DocumentLimits().maximumBytes)
    let source = SourceText(path: path, bytes: bytes)
    return DocumentFormat(path: path) == nil
      ? JSONReader.read(source) : DocumentReader.read(source)
  }

  /// Returns what finds the files that the references of the schemas at `paths` lead to.
  func resolver(for paths: [String]) -> SchemaResolver {
    let folders = Set(paths.map(Self.folder)).sorted()
    var identified: [String: DocumentValue]?
    var known: [String: DocumentValue] = [:]
    return { uri in
      if let document = known[uri] { return document }
      var found: DocumentValue?
      if uri.contains(":") {
        let index = identified ?? identifiers(below: folders)
        identified = index
        found = index[uri]
      } else if DocumentFormat(path: uri) != nil {
        found = try? read(uri).document?.value
      }
      known[uri] = found
      return found
    }
  }

  /// Compiles a schema file; its problems go to stderr.
  func schema(
    _ path: String, options: SchemaOptions
  ) throws -> (document: Document, schema: Schema) {
    let document = try document(path)
    let compilation = Schema.compile(
      document, options: options, resolver: resolver(for: [path]))
    printer.writeAside(compilation.diagnostics)
    guard let schema = compilation.schema else { throw unusable(path) }
    return (document, schema)
  }

  // MARK: Identifiers

  /// Most files that are looked through for an `$id`.
  private static let maximumFiles = 10_000

  /// The folder below which a schema's identifiers are looked for.
  private static func folder(of path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    if let root = parts.lastIndex(of: "schemas") { parts = parts[...root] }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  private func identifiers(below folders: [String]) -> [String: DocumentValue] {
    var result: [String: DocumentValue] = [:]
    var pending = folders
    var count = 0
    while let folder = pending.popLast(), count < Self.maximumFiles {
      for name in names(in: folder).sorted() where !name.hasPrefix(".") {
        let path = folder == "." ? name : folder + "/" + name
        guard DocumentFormat(path: name) != nil else {
          if isFolder(path) { pending.append(path) }
          continue
        }
        count += 1
        guard let value = (try? read(path))?.document?.value, let id = value["$id"]?.string else {
          continue
        }
        if result[id] == nil { result[id] = value }
      }
    }
    return result
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : host.absolute(directory ?? ".") + "/" + path
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(absolute(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private func names(in folder: String) -> [String] {
    guard let stream = opendir(absolute(folder)) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }
}
