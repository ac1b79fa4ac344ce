package import Documents

/// A value that a caller gives to templates.
package indirect enum TemplateValue: Sendable {
  /// nil.
  case none
  /// A boolean.
  case bool(Bool)
  /// An integer.
  case integer(Int)
  /// A number by its decimal digits: `19.90`.
  case decimal(String)
  /// A text.
  case string(String)
  /// A value of a document.
  case node(Document, NodeID)
  /// Names with values: `source` over several documents.
  case namespace([(name: String, value: TemplateValue)])
  /// A list of values.
  case list([TemplateValue])
}

/// The data that a template sees: top-level names with their values.
package struct TemplateGlobals: Sendable {
  /// Names with values; a later one hides an earlier one of the same name.
  package var names: [(name: String, value: TemplateValue)]
  /// An object whose members are top-level names, too, where `names` has none.
  package var root: DocumentValue?
  /// An object whose members are the variables that start with `@` in Handlebars.
  package var data: DocumentValue?

  /// Creates the data of a render.
  package init(_ names: [(name: String, value: TemplateValue)] = [], root: DocumentValue? = nil) {
    self.names = names
    self.root = root
  }
}
