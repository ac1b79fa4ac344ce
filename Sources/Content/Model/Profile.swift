import Diagnostics
package import Documents

/// A test profile: `profiles/<id>.yaml`, the whole file.
package struct Profile: Identified {
  /// The name of the file.
  package let id: String
  /// The profile's data.
  package let document: Document

  /// Creates a profile from data that need not be a file.
  package init(id: String, document: Document) {
    self.id = id
    self.document = document
  }

  /// The profile of a file that cannot be read: its case has a name and is never rendered.
  static func unreadable(_ id: String, at path: String) -> Profile {
    let source = SourceText(path: path, bytes: Array("{}".utf8))
    // The two bytes above are an object.
    guard let document = JSONReader.read(source).document else { preconditionFailure() }
    return Profile(id: id, document: document)
  }
}

/// The texts of a locale: `locales/<locale>.yaml`, a tree.
package struct LocaleTexts: Identified {
  /// The locale's tag: `de`, `pt-BR`.
  package let id: String
  /// The tree of texts.
  package let document: Document

  /// Returns the text at a dotted path, or nil where there is none.
  package func text(at path: String) -> DocumentValue? {
    var node = document.root
    for key in path.split(separator: ".", omittingEmptySubsequences: false) {
      guard let next = document.member(node, String(key)) else { return nil }
      node = next
    }
    return document.kind(node) == .string ? DocumentValue(document, node) : nil
  }
}
