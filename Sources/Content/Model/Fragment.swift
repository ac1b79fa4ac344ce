package import Diagnostics

/// A piece shared by templates: `fragments/<id>.<engine>`.
package struct Fragment: Identified {
  /// The name with its folders: `blocks/price`.
  package let name: String
  /// The language it is written in.
  package let engine: Engine
  /// The file's text.
  package let source: SourceText

  /// The path below `fragments/`: name and engine, so that two engines may each have a footer.
  package var id: String { Self.id(name, engine) }

  /// Returns the id of the fragment of a name in an engine.
  package static func id(_ name: String, _ engine: Engine) -> String {
    "\(name).\(engine.rawValue)"
  }
}

/// Custom JavaScript: `functions/<name>.js`.
package struct FunctionFile: Identified {
  /// The name by which templates and journeys call it.
  package let id: String
  /// The file's text.
  package let source: SourceText
}
