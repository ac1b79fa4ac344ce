import Crypto
import Diagnostics
import Documents

/// Takes pictures of messages with one browser, one page after another.
///
/// A page is 30 to 80 ms in a browser that runs, and a second and more in one that is started for it.
package final class Camera {
  private let process: BrowserProcess
  private var channel: DevToolsChannel
  private let limits: CameraLimits
  private let total: Deadline
  private var session = ""
  private var frame = ""
  /// The browser with its whole version: `chromium-156.0.8078.79`.
  package private(set) var browser = ""
  /// The browser, and how it draws on this machine: pictures of equal keys can be compared.
  package private(set) var key = ""

  /// Starts the browser.
  package init(
    _ program: BrowserProgram, limits: CameraLimits = CameraLimits(),
    isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws(VisualError) {
    self.limits = limits
    total = Deadline(
      seconds: limits.total,
      VisualError(
        .visualTotalTimeout, "the pictures take more than \(Self.seconds(limits.total))",
        hints: ["select fewer cases, or raise --visual-seconds"]))
    process = try BrowserProcess(program)
    channel = DevToolsChannel(process.channel, isStopped: isStopped)
    let limit = Deadline(
      seconds: limits.start,
      VisualError(
        .visualBrowserFailed,
        "the browser does not answer within \(Self.seconds(limits.start))")
    ).earlier(total)
    do throws(VisualError) {
      try open(limit)
    } catch {
      throw explained(error)
    }
    // The first picture reads all fonts.
    let probe = try picture(of: Self.probe, width: 600, limit)
    let digest = SHA256.hash(data: probe).prefix(4).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    key = "\(browser)-\(digest)"
  }

  /// What fonts, their settings and the drawing of a machine show in: its picture names them.
  private static let probe = Array(
    ("<!doctype html><meta charset=utf-8><body style='font-size:15px'>"
      + [
        "serif", "sans-serif", "monospace", "cursive", "system-ui", "Arial", "Helvetica", "Georgia",
        "Verdana", "Times New Roman", "Courier New", "Roboto", "Segoe UI", "Tahoma",
      ].map {
        "<p style=\"font-family:'\($0)',\($0)\">Hamburgefonstiv 0123 &amp; <b>b</b> <i>i</i>"
      }
      .joined()
      + "<p>Ελληνικά Кириллица עברית العربية हिन्दी 日本語 한국어 ไทย 😀 👩‍👩‍👧 € ₺ → ✓").utf8)

  private static func seconds(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value)) s" : "\(value) s"
  }

  /// Adds what the browser has said itself to an error about its end.
  private func explained(_ error: VisualError) -> VisualError {
    guard error == DevToolsChannel.gone, let words = process.lastWords else { return error }
    return VisualError(error.code, error.message, hints: ["it said: \(words)"])
  }

  private func open(_ limit: Deadline) throws(VisualError) {
    let version = try channel.call("Browser.getVersion", until: limit)
    // HeadlessChrome/156.0.8078.79
    let product = version?["product"]?.string ?? ""
    let number = product.split(separator: "/").last.map(String.init) ?? ""
    guard product.contains("Chrome/"), !number.isEmpty, number.utf8.count <= 40,
      number.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) })
    else { throw Self.strange("Browser.getVersion") }
    browser = "chromium-\(number)"
    let target = try channel.call(
      "Target.createTarget", [("url", "about:blank")], until: limit)
    guard let target = target?["targetId"]?.string else {
      throw Self.strange("Target.createTarget")
    }
    let attached = try channel.call(
      "Target.attachToTarget", [("targetId", .string(target)), ("flatten", true)], until: limit)
    guard let name = attached?["sessionId"]?.string else {
      throw Self.strange("Target.attachToTarget")
    }
    session = name
    let blocked: JSONOutput = ["http://*", "https://*", "ws://*", "wss://*", "file://*"]
    let calls: [(String, [(key: String, value: JSONOutput)])] = [
      ("Page.enable", []), ("Inspector.enable", []), ("Network.enable", []),
      ("Network.setBlockedURLs", [("urls", blocked)]),
      ("Emulation.setScriptExecutionDisabled", [("value", true)]),
      (
        "Emulation.setEmulatedMedia",
        [
          (
            "features",
            [
              ["name": "prefers-color-scheme", "value": "light"],
              ["name": "prefers-reduced-motion", "value": "reduce"],
            ]
          )
        ]
      ),
    ]
    for (method, parameters) in calls {
      _ = try channel.call(method, parameters, session: session, until: limit)
    }
    let tree = try channel.call("Page.getFrameTree", session: session, until: limit)
    guard let id = tree?["frameTree"]?["frame"]?["id"]?.string else {
      throw Self.strange("Page.getFrameTree")
    }
    frame = id
  }

  /// Takes a picture of a message as wide as given, and as high as it is: a PNG file.
  package func picture(of message: [UInt8], width: Int) throws(VisualError) -> [UInt8] {
    let limit = Deadline(
      seconds: limits.page,
      VisualError(
        .visualPageTimeout, "the picture takes more than \(Self.seconds(limits.page))",
        hints: ["open the snapshot in a browser: it may be too large"])
    ).earlier(total)
    return try picture(of: message, width: width, limit)
  }

  private func picture(
    of message: [UInt8], width: Int, _ limit: Deadline
  ) throws(VisualError) -> [UInt8] {
    do throws(VisualError) {
      return try shoot(HarmlessPage.text(message), width, limit)
    } catch {
      throw explained(error)
    }
  }

  private func shoot(
    _ page: String, _ width: Int, _ limit: Deadline
  ) throws(VisualError) -> [UInt8] {
    _ = try channel.call(
      "Emulation.setDeviceMetricsOverride",
      [
        ("width", .integer(width)), ("height", 600), ("deviceScaleFactor", 1), ("mobile", false),
      ], session: session, until: limit)
    // Until images in the message are there.
    _ = try channel.call(
      "Page.setDocumentContent", [("frameId", .string(frame)), ("html", .string(page))],
      session: session, until: limit, awaiting: "Page.loadEventFired")
    let layout = try channel.call("Page.getLayoutMetrics", session: session, until: limit)
    guard let height = layout?["cssContentSize"]?["height"]?.double, height.isFinite else {
      throw Self.strange("Page.getLayoutMetrics")
    }
    let rows = Int(min(max(height.rounded(.up), 1), Double(limits.rows)))
    let clip: JSONOutput = [
      "x": 0, "y": 0, "width": .integer(width), "height": .integer(rows), "scale": 1,
    ]
    let shot = try channel.call(
      "Page.captureScreenshot",
      [("format", "png"), ("captureBeyondViewport", true), ("clip", clip)], session: session,
      until: limit)
    guard let data = shot?["data"]?.string, let file = Base64Text.bytes(data) else {
      throw Self.strange("Page.captureScreenshot")
    }
    guard file.starts(with: PNGDecoder.signature) else {
      throw VisualError(.visualNotAPicture, "what the browser says is a picture is no PNG")
    }
    return file
  }

  private static func strange(_ method: String) -> VisualError {
    VisualError(.visualBrowserFailed, "the browser's answer to \(method) makes no sense")
  }

  /// Ends the browser and all that it has started.
  package func close() { process.end() }
}
