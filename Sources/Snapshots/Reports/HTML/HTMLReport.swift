import Crypto

/// A test run as one page that needs nothing but a browser: no network, no other file.
///
/// Rendered messages are data inside the page; its script shows them in frames without scripts when
/// they come into view. The content policy lets only that one script run and no image load.
struct HTMLReport {
  /// What the page is about.
  enum Purpose: String, Sendable {
    /// A test run: clusters can be accepted.
    case test
    /// The difference of two versions.
    case diff
  }

  private let report: TestReport
  private let purpose: Purpose
  private let metrics: ReportMetrics

  static func text(_ report: TestReport, purpose: Purpose = .test) -> String {
    HTMLReport(
      report: report, purpose: purpose, metrics: ReportMetrics(report.changes)
    ).page
  }

  private var page: String {
    let digest = Array(SHA256.hash(data: Array(HTMLReportScript.text.utf8)))
    let policy =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(Base64.text(digest))'; "
      + "img-src data:; base-uri 'none'; form-action 'none'"
    let title = "galley \(purpose.rawValue): \(report.project)"
    var html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    html += "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n"
    html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    html += "<meta name=\"referrer\" content=\"no-referrer\">\n"
    html += "<meta name=\"generator\" content=\"galley \(escaped(report.version))\">\n"
    html += "<title>\(escaped(title))</title>\n<style>\(HTMLReportStyle.text)"
    html += "\(report.visual == nil ? "" : HTMLReportPictures.style)</style>\n"
    html += "</head>\n<body>\n<a class=\"skip\" href=\"#edits\">Skip to the edits</a>\n"
    html += header + filters + "<main id=\"edits\" tabindex=\"-1\">\n" + problems
    for (index, cluster) in clusters.enumerated() { html += card(cluster, index) }
    if clusters.isEmpty { html += "<p class=\"none\">Every output is as it is stored.</p>\n" }
    html += HTMLReportPictures.text(report.visual)
    html += stale + "<p class=\"none\" id=\"nothing\" hidden>No edit matches the filter.</p>\n"
    html += "</main>\n" + help
    html += "<noscript><p class=\"none\">The messages are shown with JavaScript only; "
    html += "the edits are listed without it.</p></noscript>\n"
    html += "<script type=\"application/json\" id=\"data\">"
    html += HTMLReportData(report, clusters: clusters, metrics: metrics).text
    return html + "</script>\n<script>\(HTMLReportScript.text)</script>\n</body>\n</html>\n"
  }

  /// The clusters with outliers pinned on top.
  private var clusters: [TestReport.Cluster] {
    report.clusters.filter { $0.outlier != nil } + report.clusters.filter { $0.outlier == nil }
  }

  // MARK: Parts of the page

  private var header: String {
    var html =
      "<header class=\"top\">\n<h1><span class=\"brand\">galley \(purpose.rawValue)</span> "
    html += "<bdi>\(escaped(report.project))</bdi></h1>\n"
    html +=
      "<p class=\"sentence\">\(escaped(ReportCounts(report).sentence))</p>\n<ul class=\"counts\">\n"
    var counts = ["changed", "new", "failed", "passed"].map { ($0, report.count($0)) }
    counts.insert(("stale", report.stale.count), at: 3)
    for (word, count) in counts where count > 0 {
      html += "<li class=\"\(word)\"><b>\(count)</b> \(word)</li>\n"
    }
    html += "</ul>\n"
    if let interruption = report.interruption {
      html += "<p class=\"outlier\">Not complete: \(escaped(interruption))</p>\n"
    }
    return html + "</header>\n"
  }

  private var filters: String {
    let shown = Set(clusters.flatMap(\.paths))
    let ids = Set(report.changes.filter { shown.contains($0.path) }.map(\.caseID))
    let cases = report.cases.filter { ids.contains($0.id) }
    var html = "<form class=\"filters\" id=\"filters\" role=\"search\" aria-label=\"Filter\">\n"
    html += "<label class=\"wide\">Filter <input type=\"search\" id=\"query\" "
    html += "placeholder=\"words, case, path\" autocomplete=\"off\" spellcheck=\"false\"></label>\n"
    html += select("template", cases.map(\.template)) + select("locale", cases.map(\.locale))
    html += select("channel", cases.map(\.channel))
    html += select("cause", clusters.flatMap(\.places).map { "\($0.path):\($0.line)" })
    html += "<button type=\"reset\">Clear</button>\n"
    html += "<output id=\"shown\" aria-live=\"polite\"></output>\n"
    return html
      + "<button type=\"button\" id=\"keys\" aria-haspopup=\"dialog\">Keys</button>\n</form>\n"
  }

  private func select(_ name: String, _ values: [String]) -> String {
    var html = "<label>\(name.prefix(1).uppercased() + name.dropFirst()) "
    html += "<select id=\"\(name)\"><option value=\"\">all</option>"
    for value in Set(values).sorted(by: { NaturalOrder.precedes($0, $1) }) {
      html += "<option value=\"\(attribute(value))\">\(escaped(value))</option>"
    }
    return html + "</select></label>\n"
  }

  private func card(_ cluster: TestReport.Cluster, _ index: Int) -> String {
    var html = "<article class=\"card\" id=\"edit-\(attribute(cluster.id))\" tabindex=\"-1\" "
    html += "aria-labelledby=\"h\(index)\">\n<div class=\"head\">\n<h2 id=\"h\(index)\">"
    html +=
      "<span class=\"kind \(attribute(cluster.kind))\">\(ReportCounts.word(cluster.kind))</span> "
    html +=
      "\(ReportCounts.outputs(cluster.paths.count)) <code>edit:\(escaped(cluster.id))</code></h2>\n"
    if let outlier = cluster.outlier {
      html += "<p class=\"outlier\">Look first: \(escaped(outlier))</p>\n"
    }
    if !cluster.replacements.isEmpty {
      html += "<ul class=\"words\">\n"
      for replacement in cluster.replacements.prefix(6) {
        html += "<li>" + words(replacement.old, "del") + words(replacement.new, "ins") + "</li>\n"
      }
      if cluster.replacements.count > 6 {
        html += "<li>… \(cluster.replacements.count - 6) more</li>\n"
      }
      html += "</ul>\n"
    }
    html += "<p class=\"facts\">"
    for cause in cluster.places.prefix(3) {
      html += "<span>cause <code><bdi>\(escaped(cause.path)):\(cause.line)</bdi></code></span> "
    }
    for reason in cluster.reasons.prefix(3) {
      html += "<span>changed <bdi>\(escaped(reason.words))</bdi></span> "
    }
    if let words = metrics.words(of: cluster) { html += "<span>\(escaped(words))</span> " }
    if purpose == .test {
      let command = "galley review --accept edit:\(cluster.id)"
      html += "<span class=\"accept\"><code>\(escaped(command))</code>"
      html += "<button type=\"button\" class=\"copy\" data-text=\"\(attribute(command))\" "
      html += "aria-label=\"Copy the command\">Copy</button></span>"
    }
    return html + "</p>\n</div>\n<div class=\"body\"></div>\n</article>\n"
  }

  private func words(_ text: String, _ element: String) -> String {
    guard !text.isEmpty else { return "" }
    let label = element == "del" ? "old" : "new"
    let shown = escaped(ReportText.excerpt(text, limit: 300))
    return "<\(element)><span class=\"only\">\(label): </span><bdi>\(shown)</bdi></\(element)> "
  }

  private var problems: String {
    let errors = report.problems.filter { $0.severity == "error" }
    guard !errors.isEmpty else { return "" }
    var html = "<section class=\"list\"><h2><span class=\"kind failed\">failed</span> "
    html += "\(errors.count) error\(errors.count == 1 ? "" : "s")</h2>\n<ul>\n"
    for problem in errors.prefix(200) {
      html += "<li>"
      if let place = problem.place {
        html += "<code><bdi>\(escaped(place.path)):\(place.line):\(place.column)</bdi></code> "
      }
      html += "<bdi>\(escaped(problem.message))</bdi> <code>\(escaped(problem.code))</code></li>\n"
    }
    if errors.count > 200 { html += "<li>… \(errors.count - 200) more</li>\n" }
    return html + "</ul></section>\n"
  }

  private var stale: String {
    guard !report.stale.isEmpty else { return "" }
    var html = "<section class=\"list\"><h2><span class=\"kind stale\">stale</span> "
    html += "\(report.stale.count) snapshot\(report.stale.count == 1 ? "" : "s") of no case</h2>\n"
    html += "<p class=\"facts\"><code>galley test --update</code> removes them.</p>\n<ul>\n"
    for path in report.stale.prefix(500) {
      html += "<li><code><bdi>\(escaped(path))</bdi></code></li>\n"
    }
    if report.stale.count > 500 { html += "<li>… \(report.stale.count - 500) more</li>\n" }
    return html + "</ul></section>\n"
  }

  private var help: String {
    let keys = [
      ("j k", "next and previous edit"), ("n p", "next and previous output of the edit"),
      ("v", "messages or differences"), ("/", "filter"), ("Esc", "clear the filter"),
      ("?", "these keys"),
    ]
    var html =
      "<dialog id=\"help\" aria-labelledby=\"help-title\"><h2 id=\"help-title\">Keys</h2><dl>"
    for (key, meaning) in keys {
      let marks = key.split(separator: " ").map { "<kbd>\($0)</kbd>" }.joined(separator: " ")
      html += "<div><dt>\(marks)</dt><dd>\(meaning)</dd></div>"
    }
    return html + "</dl><form method=\"dialog\"><button>Close</button></form></dialog>\n"
  }

  // MARK: Escapes

  private func escaped(_ text: String) -> String { HTMLReport.escaped(text) }

  private func attribute(_ text: String) -> String { HTMLReport.escaped(text) }

  /// Text that is neither a tag nor an entity, nothing in it invisible.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in ReportText.visible(text, limit: 2_000).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
