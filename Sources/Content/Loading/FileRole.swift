/// What a file of the content is, by its path alone.
enum FileRole: Equatable {
  case switches
  /// `template.yaml` or a part: any file right inside a template's folder.
  case template(id: String, file: String)
  case fragment(name: String, engine: Engine)
  case function(name: String)
  case profile(id: String)
  case source(id: String)
  case recording(source: String, name: String)
  case locale(tag: String)
  case journey(id: String)
  case scenario(journey: String, name: String)
  case schema(SchemaFile.Role)
  /// Fits nothing; `expected` says what the folder holds.
  case unknown(expected: String, rename: String?)
}

/// The folders that galley owns and the files that may lie in them.
package enum ContentLayout {
  /// The folders whose every file must fit a format, in byte order.
  package static let folders = [
    "fragments", "functions", "journeys", "locales", "profiles", "recordings", "scenarios",
    "schemas", "sources", "templates",
  ]
  /// The file of the dated switches.
  static let switchesFile = "switches.yaml"
  /// The file that makes a folder a template.
  static let templateFile = "template.yaml"

  /// Returns what a file is; nil for names that every folder may hold, such as `.gitkeep`.
  static func role(of path: String) -> FileRole? {
    let parts = ContentPath.pieces(of: path, separator: "/").map(String.init)
    guard let folder = parts.first, let file = parts.last, !file.hasPrefix(".") else { return nil }
    let inner = Array(parts.dropFirst())
    switch folder {
    case "templates":
      guard inner.count == 2 else {
        return .unknown(
          expected: "a template is a folder of files: templates/<id>/template.yaml", rename: nil)
      }
      return .template(id: inner[0], file: inner[1])
    case "fragments": return fragment(inner)
    case "functions":
      if inner.count == 1, let name = stem(file, [".js"]) { return .function(name: name) }
      return .unknown(expected: "functions/<name>.js", rename: nil)
    case "schemas": return schema(path, inner)
    case "recordings", "scenarios": return nested(folder, inner)
    default: return flat(folder, inner)
    }
  }

  /// Returns what a schema describes, by its path; nil for a path that is no schema's.
  package static func schemaRole(of path: String) -> SchemaFile.Role? {
    if case .schema(let role)? = role(of: path) { role } else { nil }
  }

  private static func fragment(_ inner: [String]) -> FileRole {
    let file = inner.joined(separator: "/")
    for engine in [Engine.liquid, .handlebars] {
      if let name = stem(file, ["." + engine.rawValue]) {
        return .fragment(name: name, engine: engine)
      }
    }
    return .unknown(
      expected: "fragments/<id>.liquid or fragments/<id>.hbs",
      rename: renamed("fragments/" + file, among: [".liquid", ".hbs"]))
  }

  private static func schema(_ path: String, _ inner: [String]) -> FileRole {
    guard let name = stem(inner[inner.count - 1], [".schema.json"]) else {
      return .unknown(
        expected: "schemas/…/<name>.schema.json", rename: renamed(path, among: [".schema.json"]))
    }
    switch (inner.count, inner[0]) {
    case (1, "profile.schema.json"): return .schema(.profile)
    case (2, "events"): return .schema(.event(name))
    case (2, "sources"): return .schema(.source(name))
    case (2, "surfaces"): return .schema(.surface(name))
    default: return .schema(.shared)
    }
  }

  private static func nested(_ folder: String, _ inner: [String]) -> FileRole {
    let isRecording = folder == "recordings"
    let endings = isRecording ? [".json", ".yaml"] : [".yaml", ".json"]
    guard inner.count == 2, let name = stem(inner[1], endings) else {
      let expected =
        isRecording ? "recordings/<source>/<name>.json" : "scenarios/<journey>/<id>.yaml"
      let path = folder + "/" + inner.joined(separator: "/")
      return .unknown(
        expected: expected, rename: inner.count == 2 ? renamed(path, among: endings) : nil)
    }
    return isRecording
      ? .recording(source: inner[0], name: name) : .scenario(journey: inner[0], name: name)
  }

  private static func flat(_ folder: String, _ inner: [String]) -> FileRole {
    let endings = [".yaml", ".json"]
    guard inner.count == 1, let name = stem(inner[0], endings) else {
      let path = folder + "/" + inner.joined(separator: "/")
      let id = folder == "locales" ? "<locale>" : "<id>"
      return .unknown(
        expected: "\(folder)/\(id).yaml",
        rename: inner.count == 1 ? renamed(path, among: endings) : nil)
    }
    switch folder {
    case "profiles": return .profile(id: name)
    case "sources": return .source(id: name)
    case "locales": return .locale(tag: name)
    default: return .journey(id: name)
    }
  }

  private static func stem(_ file: String, _ endings: [String]) -> String? {
    for ending in endings where file.hasSuffix(ending) && file.utf8.count > ending.utf8.count {
      return String(decoding: file.utf8.dropLast(ending.utf8.count), as: UTF8.self)
    }
    return nil
  }

  /// The path with the ending that was probably meant: `.yml` for `.yaml`, `.json` for
  /// `.schema.json`.
  private static func renamed(_ path: String, among endings: [String]) -> String? {
    let similar = [
      ".yml": ".yaml", ".YAML": ".yaml", ".YML": ".yaml", ".jsn": ".json", ".json": ".schema.json",
      ".JSON": ".json", ".handlebars": ".hbs", ".html": ".liquid", ".liq": ".liquid",
    ]
    guard let dot = path.lastIndex(of: "."), let ending = similar[String(path[dot...])],
      endings.contains(ending)
    else { return nil }
    return path[..<dot] + ending
  }
}
