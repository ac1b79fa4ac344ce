import Glibc
import TestSupport

@testable import Visual

/// Browsers for tests: the machine's own, and scripts that behave as none should.
enum Browsers {
  /// The machine's browser, or nil after a line that says so.
  static func real(in folder: String) -> BrowserProgram? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"
    let search = BrowserProgram.find(
      named: nil, variables: ["PATH": path, "TMPDIR": folder], isSandboxed: geteuid() != 0)
    guard case .found(let program) = search else {
      print("skipped: no Chromium")
      return nil
    }
    return program
  }

  /// A shell script in place of a browser.
  static func fake(_ script: String, in folder: TemporaryFolder) throws -> BrowserProgram {
    try folder.write("fake", "#!/bin/sh\n\(script)\n")
    chmod(folder.path + "/fake", 0o755)
    mkdir(folder.path + "/tmp", 0o755)
    return BrowserProgram(path: folder.path + "/fake", temporaryFolder: folder.path + "/tmp")
  }

  /// A browser that answers the protocol and makes up its pictures; nil without Python.
  ///
  /// `picture` is a Python expression for the bytes of the picture number `n`.
  static func lying(_ picture: String, in folder: TemporaryFolder) throws -> BrowserProgram? {
    guard access("/usr/bin/python3", X_OK) == 0 else {
      print("skipped: no Python for a browser that lies")
      return nil
    }
    try folder.write(
      "lies.py",
      """
      import base64, json, os, sys, time
      rest, n = b"", 0
      while True:
          data = os.read(3, 65536)
          if not data: sys.exit()
          rest += data
          while b"\\0" in rest:
              text, rest = rest.split(b"\\0", 1)
              call = json.loads(text)
              name, result = call["method"], {}
              if name == "Browser.getVersion": result = {"product": "HeadlessChrome/9.8.7.6"}
              if name == "Target.createTarget": result = {"targetId": "t"}
              if name == "Target.attachToTarget": result = {"sessionId": "s"}
              if name == "Page.getFrameTree": result = {"frameTree": {"frame": {"id": "f"}}}
              if name == "Page.getLayoutMetrics": result = {"cssContentSize": {"height": 10}}
              if name == "Page.setDocumentContent":
                  os.write(4, b'{"method":"Page.loadEventFired","params":{}}\\0')
              if name == "Page.captureScreenshot":
                  n += 1
                  result = {"data": base64.b64encode(\(picture)).decode()}
              os.write(4, json.dumps({"id": call["id"], "result": result}).encode() + b"\\0")
      """)
    return try fake("exec /usr/bin/python3 \(folder.path)/lies.py", in: folder)
  }

  /// A browser whose pictures are of one colour: that of its version and of the first `c1` or `c2` in the
  /// page; it ends when a page says `crash` and hangs when one says `hang`.
  static func painting(_ version: String, in folder: TemporaryFolder) throws -> BrowserProgram? {
    let made = try lying("picture()", in: folder)
    guard let made else { return nil }
    let script = String(decoding: try folder.read("lies.py"), as: UTF8.self)
      .replacing("9.8.7.6", with: version)
      .replacing(
        "rest, n = b\"\", 0",
        with: """
          import re, struct, zlib
          page, width = "", 0
          def picture():
              if "crash" in page: sys.exit()
              if "hang" in page: time.sleep(1234)
              digit = re.search("c([0-9])", page)
              shade = int(digit.group(1)) * 90 % 256 if digit else 200
              row = b"\\0" + bytes([shade, \(version.utf8.reduce(0) { $0 &* 31 &+ $1 }), 9, 255]) * width
              def chunk(name, body):
                  return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
              return (b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, 10, 8, 6, 0, 0, 0))
                  + chunk(b"IDAT", zlib.compress(row * 10)) + chunk(b"IEND", b""))
          rest, n = b"", 0
          """
      )
      .replacing(
        "name, result = call[\"method\"], {}",
        with: """
          name, result = call["method"], {}
                  if name == "Emulation.setDeviceMetricsOverride": width = call["params"]["width"]
                  if name == "Page.setDocumentContent":
                      page = call["params"]["html"].split("</style>", 1)[1]
          """)
    try folder.write("lies.py", script)
    return made
  }

  /// What stands below a folder.
  static func names(in folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The processes whose command line holds a text.
  static func processes(with text: String) -> [String] {
    names(in: "/proc").filter { name in
      guard name.allSatisfy(\.isNumber) else { return false }
      let file = open("/proc/\(name)/cmdline", O_RDONLY)
      guard file >= 0 else { return false }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = read(file, &bytes, bytes.count)
      return String(decoding: bytes[..<max(0, count)], as: UTF8.self).contains(text)
    }
  }
}
