package import Diagnostics
import Documents

extension ReportLines {
  /// The line about all pictures, then one for each that is new or differs.
  static func values(_ visual: TestReport.Visual) -> [JSONOutput] {
    [value(visual)] + visual.pictures.map { value($0, isLine: true) }
  }

  private static func value(_ visual: TestReport.Visual) -> JSONOutput {
    .members([("type", "visual")] + members(visual))
  }

  private static func members(
    _ visual: TestReport.Visual
  ) -> [(key: String, value: JSONOutput?)] {
    [
      ("browser", visual.browser.map { .string($0) }),
      ("skipped", visual.skipped.map { .string($0) }), ("shots", .integer(visual.shots)),
      ("same", .integer(visual.same)), ("different", .integer(visual.count("different"))),
      ("new", .integer(visual.count("new"))), ("kept", .integer(visual.kept)),
      ("later", .integer(visual.later)),
    ]
  }

  /// The account in `--format json`: without the pictures themselves.
  package static func object(_ visual: TestReport.Visual) -> JSONOutput {
    .members(
      members(visual) + [
        ("pictures", .array(visual.pictures.map { value($0, isLine: false) }))
      ])
  }

  private static func value(_ picture: TestReport.Picture, isLine: Bool) -> JSONOutput {
    let image: (String?) -> JSONOutput? = { isLine ? $0.map { .string($0) } : nil }
    return .members([
      ("type", isLine ? "picture" : nil), ("case", .string(picture.caseID)),
      ("path", .string(picture.path)), ("width", .integer(picture.width)),
      ("kind", .string(picture.kind)), ("accepted", .bool(picture.isAccepted)),
      ("changedPixels", .integer(picture.changedPixels)),
      ("bytes", isLine ? .integer(picture.bytes) : nil),
      (
        "box",
        picture.box.map { box in
          [
            "x": .integer(box.x), "y": .integer(box.y), "width": .integer(box.width),
            "height": .integer(box.height),
          ]
        }
      ), ("files", .array(picture.files.map { .string($0) })), ("old", image(picture.old)),
      ("new", image(picture.new)), ("difference", image(picture.difference)),
    ])
  }
}

extension ReportLines.Record {
  /// The account of a line of type `visual`.
  func visual() throws(ReportReadingError) -> TestReport.Visual {
    var visual = TestReport.Visual()
    visual.browser = try text("browser")
    visual.skipped = try text("skipped")
    visual.shots = try count("shots")
    visual.same = try count("same")
    visual.kept = try count("kept")
    visual.later = try count("later")
    return visual
  }

  /// The picture of a line of type `picture`.
  func picture() throws(ReportReadingError) -> TestReport.Picture {
    let kind = try string("kind")
    guard kind == "different" || kind == "new" else { throw missing("kind") }
    var picture = TestReport.Picture(
      caseID: try string("case"), path: try path(), width: try count("width"), kind: kind,
      isAccepted: try bool("accepted"))
    picture.changedPixels = try count("changedPixels")
    picture.bytes = try count("bytes")
    if value["box"] != nil {
      let box = try record("box")
      picture.box = TestReport.Picture.Box(
        x: try box.count("x"), y: try box.count("y"), width: try box.count("width"),
        height: try box.count("height"))
    }
    // Names as the command line of another machine gave them: they are shown, never opened.
    picture.files = try strings("files")
    // What goes into a page is Base64 and nothing else.
    for (name, path) in [
      ("old", \TestReport.Picture.old), ("new", \.new), ("difference", \.difference),
    ] as [(String, WritableKeyPath<TestReport.Picture, String?>)] {
      guard let text = try text(name) else { continue }
      guard Base64.isWellFormed(text) else { throw missing(name) }
      picture[keyPath: path] = text
    }
    return picture
  }
}
