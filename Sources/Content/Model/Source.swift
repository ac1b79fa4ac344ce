package import Documents

/// Data from outside: `sources/<id>.yaml`.
package struct Source: Identified {
  /// The HTTP methods a source may use.
  package enum Method: String, Sendable, CaseIterable {
    /// GET.
    case get = "GET"
    /// POST.
    case post = "POST"
    /// PUT.
    case put = "PUT"
  }

  /// How long a call may take where the source does not say.
  package static let defaultTimeout = TimeAmount(fixed: 2, .seconds)

  /// The name of the file.
  package let id: String
  /// The file.
  package let document: Document
  /// One sentence about the source.
  package let description: String?
  /// The HTTP method.
  package let method: Method
  /// The address; Liquid.
  package let url: Located<String>
  /// The request's headers, values in Liquid.
  package let headers: [Header]
  /// The request's body; Liquid.
  package let body: Located<String>?
  /// The schema of answers, `schemas/sources/<schema>.schema.json`; nil: the source's id.
  package let schema: Located<String>?
  /// How long one call may take.
  package let timeout: TimeAmount
  /// How often a failed call is tried again.
  package let retries: Int
  /// How long an answer may be used again; nil for never.
  package let cache: TimeAmount?
  /// The value when the call fails; nil: rendering fails.
  package let fallback: DocumentValue?

  /// The path of the schema of answers.
  package var schemaPath: String { SchemaFile.sourcePath(schema?.value ?? id) }
}
