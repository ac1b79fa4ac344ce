import Diagnostics
import Documents

/// Checks a file that is text and no document: a part of a template, a fragment, a function.
enum TextCheck {
  /// Returns what makes the text unusable, or nil.
  static func problem(in source: SourceText) -> Diagnostic? {
    if let offset = invalidOffset(source.bytes) {
      return Diagnostic(
        .invalidUTF8, "the file is not UTF-8 from here on",
        at: SourceSpan(source, start: offset, end: offset + 1),
        notes: [Diagnostic.Note("save the file as UTF-8")])
    }
    return ConflictMarkers.find(in: source)
  }

  /// The first byte that begins no character, or nil.
  private static func invalidOffset(_ bytes: [UInt8]) -> Int? {
    // The quick way: almost every file is valid.
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}
