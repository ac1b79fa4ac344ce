/// The pictures of messages that are new or differ, as a part of the report's page.
///
/// They stand in the page itself as PNG in Base64; what is too large is named instead.
enum HTMLReportPictures {
  static func text(_ visual: TestReport.Visual?) -> String {
    guard let visual else { return "" }
    var html = "<section class=\"list pictures\" id=\"pictures\"><h2>Pictures</h2>\n"
    html += "<p class=\"facts\">\(HTMLReport.escaped(visual.sentence))</p>\n"
    for picture in visual.pictures {
      html += "<figure><figcaption><code><bdi>\(HTMLReport.escaped(picture.path))</bdi></code> "
      html += "\(HTMLReport.escaped(picture.sentence))"
      if picture.isAccepted { html += ", stored" }
      html += "</figcaption>\n<div class=\"shots\">"
      let images = [
        ("stored", picture.old), ("rendered now", picture.new), ("difference", picture.difference),
      ]
      for (name, data) in images {
        guard let data, Base64.isWellFormed(data) else { continue }
        html += "<div><h3>\(name)</h3><img alt=\"\(name): \(HTMLReport.escaped(picture.path))\" "
        html += "src=\"data:image/png;base64,\(data)\"></div>"
      }
      if picture.new == nil {
        html += "<p>too large for this page"
        for file in picture.files { html += " <code>\(HTMLReport.escaped(file))</code>" }
        html += "</p>"
      }
      html += "</div></figure>\n"
    }
    return html + "</section>\n"
  }

  /// Its part of the style sheet.
  static let style = """

    .pictures figure{margin:1em 0}.pictures .shots{display:flex;gap:12px;overflow-x:auto}
    .pictures .shots>div{flex:0 1 auto;min-width:120px}.pictures h3{font-size:.85em;margin:.4em 0}
    .pictures img{max-width:100%;height:auto;border:1px solid #8888;background:#fff}

    """
}
