/// A problem whose places are worked out: what reporters print, without the texts it was found in.
///
/// It can be stored and read back; a `Diagnostic` points into the bytes of its file.
public struct PlacedDiagnostic: Sendable, Hashable {
  /// A place between two bytes.
  public struct Point: Sendable, Hashable {
    /// Bytes before it.
    public let offset: Int
    /// Line, counted from 1.
    public let line: Int
    /// Column, counted from 1 in Unicode code points.
    public let column: Int

    /// Creates a point.
    public init(offset: Int, line: Int, column: Int) {
      self.offset = offset
      self.line = line
      self.column = column
    }

    init(_ offset: Int, _ position: SourcePosition) {
      self.init(offset: offset, line: position.line, column: position.column)
    }
  }

  /// The first line of a place as a terminal shows it.
  public struct Excerpt: Sendable, Hashable {
    /// The line, cut to a window, nothing in it invisible.
    public let line: String
    /// Spaces, then `^~~~` under the place.
    public let underline: String

    /// Creates an excerpt.
    public init(line: String, underline: String) {
      self.line = line
      self.underline = underline
    }
  }

  /// A range of a file.
  public struct Place: Sendable, Hashable {
    /// The path below the content root.
    public let path: String
    /// Its begin.
    public let start: Point
    /// Its end.
    public let end: Point
    /// The source line; nil where it was not asked for or the file has no text.
    public let excerpt: Excerpt?

    /// Creates a place.
    public init(path: String, start: Point, end: Point, excerpt: Excerpt? = nil) {
      self.path = path
      self.start = start
      self.end = end
      self.excerpt = excerpt
    }
  }

  /// Further help on a problem.
  public struct Note: Sendable, Hashable {
    /// One sentence.
    public let message: String
    /// The place the note speaks of, if it has one.
    public let place: Place?

    /// Creates a note.
    public init(_ message: String, at place: Place? = nil) {
      self.message = message
      self.place = place
    }
  }

  /// A mechanical correction.
  public struct Fix: Sendable, Hashable {
    /// What it does, in the imperative.
    public let message: String
    /// The bytes to replace.
    public let place: Place
    /// The text that takes their place.
    public let replacement: String

    /// Creates a correction.
    public init(_ message: String, replacing place: Place, with replacement: String) {
      self.message = message
      self.place = place
      self.replacement = replacement
    }
  }

  /// The kind of problem.
  public let code: DiagnosticCode
  /// How bad it is.
  public let severity: Diagnostic.Severity
  /// What is wrong, one sentence.
  public let message: String
  /// Where; nil only for problems of the repository as a whole.
  public let place: Place?
  /// What was expected, what to do next, other places.
  public let notes: [Note]
  /// A correction, if there is exactly one.
  public let fix: Fix?

  /// Creates a problem from what was read or made by hand.
  public init(
    _ code: DiagnosticCode, _ severity: Diagnostic.Severity, _ message: String, at place: Place?,
    notes: [Note] = [], fix: Fix? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.notes = notes
    self.fix = fix
  }

  /// Works out the places of problems, in their order; each text is looked through once.
  ///
  /// `excerpts` says for which severities source lines are kept: each costs a line of text.
  public static func all(
    _ diagnostics: [Diagnostic], excerpts: Set<Diagnostic.Severity>
  ) -> [PlacedDiagnostic] {
    var tables = LineTables()
    return diagnostics.map {
      PlacedDiagnostic($0, &tables, hasExcerpts: excerpts.contains($0.severity))
    }
  }

  /// Works out places without source lines, in their order.
  public static func places(_ spans: [SourceSpan]) -> [Place] {
    var tables = LineTables()
    return spans.map { Place($0, &tables, hasExcerpt: false) }
  }

  /// Works out the places of a problem.
  init(_ diagnostic: Diagnostic, _ tables: inout LineTables, hasExcerpts: Bool) {
    code = diagnostic.code
    severity = diagnostic.severity
    message = diagnostic.message
    place = diagnostic.span.map { Place($0, &tables, hasExcerpt: hasExcerpts) }
    notes = diagnostic.notes.map { note in
      Note(note.message, at: note.span.map { Place($0, &tables, hasExcerpt: hasExcerpts) })
    }
    fix = diagnostic.fix.map { fix in
      Fix(
        fix.message, replacing: Place(fix.span, &tables, hasExcerpt: false),
        with: fix.replacement)
    }
  }
}

extension PlacedDiagnostic.Place {
  init(_ span: SourceSpan, _ tables: inout LineTables, hasExcerpt: Bool) {
    let table = tables.table(span.source)
    var excerpt: PlacedDiagnostic.Excerpt?
    if hasExcerpt, !span.source.bytes.isEmpty {
      let shown = SourceExcerpt(span, table)
      excerpt = PlacedDiagnostic.Excerpt(line: shown.line, underline: shown.underline)
    }
    self.init(
      path: span.source.path,
      start: PlacedDiagnostic.Point(span.start, table.position(of: span.start)),
      end: PlacedDiagnostic.Point(span.end, table.position(of: span.end)), excerpt: excerpt)
  }
}
