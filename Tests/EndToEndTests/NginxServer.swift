import Foundation
import TestSupport

/// A real nginx on a free port of this machine, with the configuration that the documentation shows.
final class NginxServer {
  /// The address of the cache.
  let address: String
  /// The folder that holds the entries, as a path inside the sandbox.
  static let entries = "nginx/cache/galley"
  private let sandbox: Sandbox

  /// Starts the server; nil, and a line that says so, where there is no nginx.
  init?(_ sandbox: Sandbox) throws {
    self.sandbox = sandbox
    let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let program else {
      print("skipped: no nginx to keep a remote cache")
      return nil
    }
    let base = sandbox.folder.path + "/nginx"
    // A port that was free a moment ago; another is taken if someone was faster.
    for attempt in 1... {
      let port = try LoopbackServer { _ in .last([]) }.port
      let server = try Self.documented().replacing(
        "listen 8080;", with: "listen 127.0.0.1:\(port);"
      )
      .replacing("/srv/galley-cache", with: base + "/cache")
      try sandbox.folder.write("nginx/server.conf", server)
      try sandbox.folder.write("nginx/cache/galley/index.html", "")
      try sandbox.folder.write(
        "nginx/nginx.conf",
        """
        \(getuid() == 0 ? "user root;" : "")
        worker_processes 1;
        pid \(base)/pid;
        error_log \(base)/error.log;
        events {}
        http {
          access_log \(base)/access.log;
          client_body_temp_path \(base)/body;
          proxy_temp_path \(base)/proxy;
          fastcgi_temp_path \(base)/fastcgi;
          uwsgi_temp_path \(base)/uwsgi;
          scgi_temp_path \(base)/scgi;
          include \(base)/server.conf;
        }

        """)
      // A daemon that keeps what it inherits keeps who started it waiting.
      let closing = """
        for file in /proc/self/fd/*; do
          number=${file##*/}; [ "$number" -le 2 ] || eval "exec $number>&-"
        done
        exec "$@"
        """
      let started = try sandbox.run([
        "bash", "-c", closing, "bash", program, "-p", base, "-c", base + "/nginx.conf",
        "-e", base + "/error.log",
      ])
      if started.status == 0 {
        address = "http://127.0.0.1:\(port)/galley"
        return
      }
      if attempt == 5 { throw Shop.Failure(text: started.said) }
    }
    return nil
  }

  deinit {
    if let pid = try? sandbox.folder.read("nginx/pid"),
      let number = Int32(String(decoding: pid, as: UTF8.self).filter(\.isNumber))
    {
      kill(number, SIGTERM)
    }
  }

  /// The requests so far as `METHOD STATUS`, each kind once, ordered.
  func requests() throws -> [String] {
    let log = String(decoding: try sandbox.folder.read("nginx/access.log"), as: UTF8.self)
    let kinds = log.split(separator: "\n").compactMap { line -> String? in
      let fields = line.split(separator: "\"")
      guard fields.count > 2, let method = fields[1].split(separator: " ").first,
        let status = fields[2].split(separator: " ").first
      else { return nil }
      return "\(method) \(status)"
    }
    return Set(kinds).sorted()
  }

  /// The first block of nginx's language in docs/snapshots.md.
  private static func documented() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "docs/snapshots.md"), encoding: .utf8)
    guard let start = text.range(of: "```nginx\n"),
      let end = text.range(of: "```", range: start.upperBound..<text.endIndex)
    else { throw Shop.Failure(text: "docs/snapshots.md shows no configuration of nginx") }
    return String(text[start.upperBound..<end.lowerBound])
  }
}
