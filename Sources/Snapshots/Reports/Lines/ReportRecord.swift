import Content
import Diagnostics
import Documents

extension ReportLines {
  /// A line, or an object in it, of which members are asked for by name and kind.
  struct Record {
    let value: DocumentValue
    /// The line, counted from 1.
    let line: Int
    let limits: ReportLimits

    init(_ value: DocumentValue, line: Int, limits: ReportLimits) {
      (self.value, self.line, self.limits) = (value, line, limits)
    }

    func missing(_ name: String) -> ReportReadingError {
      ReportReadingError(
        message: "the member '\(name)' is missing or not what it should be", line: line)
    }

    func string(_ name: String) throws(ReportReadingError) -> String {
      guard let text = value[name]?.string else { throw missing(name) }
      return text
    }

    /// A text that need not be there.
    func text(_ name: String) throws(ReportReadingError) -> String? {
      guard let value = value[name] else { return nil }
      guard let text = value.string else { throw missing(name) }
      return text
    }

    func bool(_ name: String) throws(ReportReadingError) -> Bool {
      guard let value = value[name]?.bool else { throw missing(name) }
      return value
    }

    /// An offset, a line, a duration.
    func int(_ name: String, from least: Int = 0) throws(ReportReadingError) -> Int {
      guard let number = value[name]?.int, (least...limits.maximumNumber).contains(number) else {
        throw missing(name)
      }
      return number
    }

    /// A number of things.
    func count(_ name: String, from least: Int = 0) throws(ReportReadingError) -> Int {
      let number = try int(name, from: least)
      guard number <= limits.maximumCount else { throw missing(name) }
      return number
    }

    func items(_ name: String) throws(ReportReadingError) -> [DocumentValue] {
      guard let list = value[name], list.kind == .array else { throw missing(name) }
      return list.items
    }

    func strings(_ name: String) throws(ReportReadingError) -> [String] {
      var texts: [String] = []
      for item in try items(name) {
        guard let text = item.string else { throw missing(name) }
        texts.append(text)
      }
      return texts
    }

    func record(_ name: String) throws(ReportReadingError) -> Record {
      guard let value = value[name], value.kind == .object else { throw missing(name) }
      return Record(value, line: line, limits: limits)
    }

    func records(_ name: String) throws(ReportReadingError) -> [Record] {
      try items(name).map { Record($0, line: line, limits: limits) }
    }

    /// A path below the content root.
    func path(_ name: String = "path") throws(ReportReadingError) -> String {
      let path = try string(name)
      guard Self.isInside(path) else { throw missing(name) }
      return path
    }

    func paths(_ name: String) throws(ReportReadingError) -> [String] {
      let paths = try strings(name)
      guard paths.allSatisfy(Self.isInside) else { throw missing(name) }
      return paths
    }

    private static func isInside(_ path: String) -> Bool {
      (try? ContentPath.components(of: path)) != nil
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable<String>>(
      _ name: String, _ type: Word.Type
    ) throws(ReportReadingError) -> Word {
      guard let word = Word(rawValue: try string(name)) else { throw missing(name) }
      return word
    }

    /// Lower-case hexadecimal digits, eight or a multiple.
    func digits(_ name: String) throws(ReportReadingError) -> String {
      let text = try string(name)
      let isHex = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
      }
      guard isHex, !text.isEmpty, text.utf8.count % 8 == 0 else { throw missing(name) }
      return text
    }

    /// The place that the record itself is.
    func place() throws(ReportReadingError) -> TestReport.Place {
      TestReport.Place(
        path: try path(), line: try int("line", from: 1), column: try int("column", from: 1),
        endLine: try int("endLine", from: 1), endColumn: try int("endColumn", from: 1))
    }

    /// A place with its bytes that need not be there.
    func placed(_ name: String) throws(ReportReadingError) -> PlacedDiagnostic.Place? {
      guard value[name] != nil else { return nil }
      return try record(name).placed()
    }

    /// The place that the record itself is, with its bytes.
    func placed() throws(ReportReadingError) -> PlacedDiagnostic.Place {
      let place = try place()
      var excerpt: PlacedDiagnostic.Excerpt?
      if value["excerpt"] != nil {
        let record = try record("excerpt")
        // Who wrote the line may not have made it harmless for a terminal.
        excerpt = PlacedDiagnostic.Excerpt(
          line: TerminalText.visible(try record.string("line")),
          underline: TerminalText.visible(try record.string("underline")))
      }
      return PlacedDiagnostic.Place(
        path: place.path,
        start: .init(offset: try int("offset"), line: place.line, column: place.column),
        end: .init(offset: try int("endOffset"), line: place.endLine, column: place.endColumn),
        excerpt: excerpt)
    }
  }
}
