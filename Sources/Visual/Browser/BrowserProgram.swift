import Glibc

/// The browser on this machine and how it is started.
package struct BrowserProgram: Sendable {
  /// Where it was found.
  package enum Search: Sendable {
    /// It can be started.
    case found(BrowserProgram)
    /// It cannot: what is missing, in words.
    case missing(String)
  }

  /// The names a browser has, the smallest first.
  package static let names = [
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "chrome",
  ]

  /// The absolute path.
  package let path: String
  /// Whether the browser keeps its own sandbox.
  package let isSandboxed: Bool
  /// The folders in which programs are looked for.
  package let searchPath: String
  /// Where temporary folders are made.
  package let temporaryFolder: String

  /// Creates a program that is known to exist.
  package init(
    path: String, isSandboxed: Bool = true, searchPath: String = "/usr/bin:/bin",
    temporaryFolder: String = "/tmp"
  ) {
    self.path = path
    self.isSandboxed = isSandboxed
    self.searchPath = searchPath
    self.temporaryFolder = temporaryFolder
  }

  /// Looks for a browser, the one named or the first in PATH; none has a sandbox when root runs it.
  package static func find(
    named name: String?, variables: [String: String], isSandboxed: Bool = true,
    isRoot: Bool = geteuid() == 0
  ) -> Search {
    let searchPath = variables["PATH"] ?? "/usr/bin:/bin"
    let candidates =
      (name.map { [$0] } ?? names).flatMap { name in
        name.contains("/")
          ? [name] : searchPath.split(separator: ":").map { "\($0)/\(name)" }
      }
    guard let path = candidates.first(where: isProgram) else {
      return .missing(
        name.map { "there is no browser '\($0)'" } ?? "there is no Chromium in PATH")
    }
    guard !isSandboxed || !isRoot else {
      return .missing(
        "Chromium has no sandbox when root runs it; --visual-no-sandbox does without")
    }
    return .found(
      BrowserProgram(
        path: path, isSandboxed: isSandboxed, searchPath: searchPath,
        temporaryFolder: variables["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"))
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }

  /// The most kilobytes of memory that each of its processes may have of its own.
  static let memory = 2 << 20
  /// The largest file that it may write, in blocks of 512 bytes.
  static let file = 1 << 20

  /// The command that starts it; what is started under limits passes them on.
  func command(profile: String) -> [String] {
    // A smaller limit that is there already stays.
    let limits = ["-c 0", "-d \(Self.memory)", "-f \(Self.file)"].map { limit in
      "ulimit \(limit) 2> /dev/null || :; "
    }
    return ["/bin/sh", "-c", limits.joined() + "exec \"$0\" \"$@\"", path]
      + arguments(profile: profile)
  }

  /// What it is started with: nothing of the user's, nothing from the network, no scripts.
  func arguments(profile: String) -> [String] {
    var arguments = [
      "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(profile)",
      "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:1",
      "--proxy-bypass-list=<-loopback>", "--blink-settings=scriptEnabled=false",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-extensions", "--disable-default-apps", "--disable-breakpad",
      "--disable-crash-reporter", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--no-default-browser-check", "--hide-scrollbars", "--mute-audio", "--lang=en-US",
      "--force-color-profile=srgb", "--force-device-scale-factor=1", "--disable-lcd-text",
      "--font-render-hinting=none",
    ]
    if !isSandboxed { arguments.append("--no-sandbox") }
    return arguments + ["about:blank"]
  }

  /// The environment: no home, no time zone, no language of the user's.
  func environment(home: String) -> [String] {
    [
      "PATH=\(searchPath)", "HOME=\(home)", "XDG_CACHE_HOME=\(home)", "XDG_CONFIG_HOME=\(home)",
      "TMPDIR=\(home)", "LANG=C.UTF-8", "TZ=UTC",
    ]
  }
}
