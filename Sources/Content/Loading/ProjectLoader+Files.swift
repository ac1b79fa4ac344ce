import Diagnostics
import Documents

extension ProjectLoader {
  /// Reads a file's text; nil where it is too large, which is reported.
  mutating func readText(_ path: String) throws(ContentError) -> SourceText? {
    let bytes: [UInt8]
    do throws(ContentError) {
      bytes = try origin.bytes(at: path)
    } catch  where error.code == .fileTooLarge {
      reportTooLarge(path)
      return nil
    }
    guard bytes.count <= limits.maximumFileBytes else {
      reportTooLarge(path)
      return nil
    }
    return SourceText(path: path, bytes: bytes)
  }

  /// Reads a file that is text and no document; nil where it is none, which is reported.
  mutating func readPlainText(_ path: String) throws(ContentError) -> SourceText? {
    guard let text = try readText(path) else { return nil }
    guard let problem = TextCheck.problem(in: text) else { return text }
    findings.add([problem])
    return nil
  }

  private mutating func reportTooLarge(_ path: String) {
    findings.report(
      .fileTooLarge, "'\(path)' is larger than \(limits.maximumFileBytes) bytes",
      at: ContentListing.place(path), notes: ["split the file, or keep it outside of the content"])
  }

  /// Reads a YAML or JSON file; nil where it is not one, which is reported.
  mutating func readDocument(_ path: String) throws(ContentError) -> Document? {
    let reading: DocumentReading?
    if let cache, let blob = blobs[path] {
      reading = try cache.reading(blob: blob, path: path) { () throws(ContentError) in
        try parse(path)
      }
    } else {
      reading = try parse(path)
    }
    findings.add(reading?.diagnostics ?? [])
    return reading?.document
  }

  private mutating func parse(_ path: String) throws(ContentError) -> DocumentReading? {
    try readText(path).map { DocumentReader.read($0, limits: limits.documents) }
  }

  /// Reads a file of one of galley's formats; nil where it does not meet the format's schema.
  mutating func readValid(
    _ path: String, as format: ContentFormat
  ) throws(ContentError) -> Document? {
    guard let document = try readDocument(path) else { return nil }
    let problems = FormatValidator.problems(of: document, as: format)
    findings.add(problems)
    return problems.contains { $0.severity == .error } ? nil : document
  }

  /// Whether an id is spelt as one and no other file defines it.
  mutating func isNew<Item>(
    _ id: String, _ path: String, in shelf: WritableKeyPath<Self, Shelf<Item>>
  ) throws(ContentError) -> Bool {
    guard try isValid(id.split(separator: "/"), path) else { return false }
    return isFirst(id, path, in: shelf)
  }

  /// Whether no other file defines an id.
  mutating func isFirst<Item>(
    _ id: String, _ path: String, in shelf: WritableKeyPath<Self, Shelf<Item>>
  ) -> Bool {
    guard let other = self[keyPath: shelf].claim(id, path) else { return true }
    findings.report(
      .duplicateID, "'\(path)' and '\(other)' define the same id '\(id)'",
      at: ContentListing.place(path), notes: ["keep one of the two files"])
    return false
  }

  /// Whether every part of an id is spelt as one.
  mutating func isValid(_ parts: [Substring], _ path: String) throws(ContentError) -> Bool {
    guard let wrong = parts.first(where: { !ContentID.isValid(String($0)) }) else { return true }
    let count = wrong.utf8.count
    let limit = ContentID.maximumLength
    var notes = [
      count > limit
        ? "expected at most \(limit) letters, digits and hyphens, and it has \(count) bytes"
        : "expected lower-case letters, digits and hyphens, a letter or digit first"
    ]
    if let better = ContentID.corrected(String(wrong)) { notes.append("rename it to '\(better)'") }
    findings.report(
      .invalidID, "'\(wrong)' is not an id", at: ContentListing.place(path), notes: notes)
    return false
  }

  /// Whether a locale's file is named after a locale.
  mutating func isValidLocale(_ tag: String, _ path: String) -> Bool {
    if ContentID.isValidLocale(tag) { return true }
    findings.report(
      .invalidID, "'\(tag)' is not a locale", at: ContentListing.place(path),
      notes: ["expected a language with an optional region: de, pt-BR"])
    return false
  }
}

extension Findings {
  /// Whether an error was reported in a file.
  func hasProblem(in path: String) -> Bool {
    sorted.contains { $0.severity == .error && $0.span?.source.path == path }
  }
}
