import Content
import Diagnostics
import Glibc
import Snapshots

/// Both versions of an output beside each other, each in a frame that can run and load nothing.
enum BrowserPage {
  /// The page.
  static func text(of change: OutputChange) -> String {
    let isMarkup = change.path.hasSuffix(".html")
    return """
      <!doctype html><meta charset="utf-8"><title>\(XMLText.escaped(change.path))</title>
      <style>body{margin:0;display:flex;height:100vh;font-family:sans-serif}
      div{flex:1;display:flex;flex-direction:column}iframe{flex:1;border:1px solid #888;background:#fff}
      p{margin:.5em}</style>
      <div><p>old</p>\(frame(change.old, isMarkup))</div><div><p>new</p>\(frame(change.new, isMarkup))</div>

      """
  }

  private static func frame(_ bytes: [UInt8]?, _ isMarkup: Bool) -> String {
    let text = String(decoding: bytes ?? [], as: UTF8.self)
    let content = isMarkup ? text : "<pre>\(XMLText.escaped(text))</pre>"
    let policy =
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      + "style-src 'unsafe-inline'; img-src data:\">"
    let escaped = (policy + content).replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    return "<iframe sandbox srcdoc=\"\(escaped)\"></iframe>"
  }

  /// Where the page is written, below the content root.
  static let path = ".galley/review/compare.html"

  /// Writes the page and shows it in the browser; false where there is none.
  static func show(_ change: OutputChange, in workspace: Workspace) throws(ContentError) -> Bool {
    try WorkTreeWriter(root: workspace.root).write(Array(text(of: change).utf8), at: path)
    let browser = workspace.host.variables["BROWSER"] ?? "xdg-open"
    return open(workspace.root + "/" + path, with: browser)
  }

  /// Opens a file with a program, which gets neither this terminal's input nor its output, and outlives
  /// an interrupt from it.
  private static func open(_ path: String, with program: String) -> Bool {
    let started = try? StartedProgram([program, path], inOwnGroup: true) { actions in
      for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
      }
    }
    return started != nil
  }
}
