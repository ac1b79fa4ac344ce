import Foundation
import Glibc
import TestSupport
import Testing

@testable import Visual

/// Pictures by the machine's own Chromium; skipped where there is none.
@Suite(.serialized) struct CameraTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Compared outside of `#expect`, which would print every pixel.
  private static func areEqual(_ one: Picture, _ other: Picture) -> Bool { one == other }

  @Test func equalMessagesHaveEqualPicturesInTwoBrowsers() throws {
    let folder = try TemporaryFolder()
    guard let program = Browsers.real(in: folder.path) else { return }
    let message = bytes("<!doctype html><html><body><h1>Hi Anna</h1><p>20 % off</p></body></html>")
    let first = try Camera(program)
    let picture = try first.picture(of: message, width: 360)
    let again = try first.picture(of: message, width: 360)
    #expect(again.elementsEqual(picture), "one browser draws alike")
    let wide = try first.picture(of: message, width: 600)
    #expect(try PNGDecoder.picture(picture).width == 360)
    #expect(try PNGDecoder.picture(wide).width == 600)
    let key = first.key
    first.close()
    let second = try Camera(program)
    #expect(second.key == key && key.hasPrefix("chromium-"))
    let elsewhere = try second.picture(of: message, width: 360)
    #expect(elsewhere.elementsEqual(picture), "two browsers draw alike")
    let other = bytes("<!doctype html><html><body><h1>Hi Anna</h1><p>25 % off</p></body></html>")
    let comparison = PictureComparison(
      try PNGDecoder.picture(picture), try PNGDecoder.picture(second.picture(of: other, width: 360))
    )
    let box = try #require(comparison.box)
    #expect(comparison.changedPixels > 5 && box.width < 20 && box.height < 20)
    second.close()
  }

  @Test func nothingIsLeftOfABrowser() throws {
    let folder = try TemporaryFolder()
    guard let program = Browsers.real(in: folder.path) else { return }
    let camera = try Camera(program)
    #expect(Browsers.names(in: folder.path).count == 1)
    #expect(!Browsers.processes(with: folder.path).isEmpty)
    camera.close()
    #expect(Browsers.names(in: folder.path) == [])
    // Killed processes stay until they are collected: only living ones have a command line.
    var left = Browsers.processes(with: folder.path)
    for _ in 0..<500 where !left.isEmpty {
      usleep(20_000)
      left = Browsers.processes(with: folder.path)
    }
    #expect(left == [])
  }

  @Test func aMessageReachesNoNetworkRunsNoScriptAndLeadsNowhere() throws {
    let folder = try TemporaryFolder()
    guard let program = Browsers.real(in: folder.path) else { return }
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> UInt16 in
        _ = bind(server, pointer, length)
        _ = listen(server, 10)
        _ = getsockname(server, pointer, &length)
        return 0
      }
    }
    #expect(port == 0 && address.sin_port != 0)
    let host = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    let camera = try Camera(program)
    defer { camera.close() }
    let plain = "<!doctype html><style>body{font-family:serif}</style><body><p>stays</p>"
    let hostile =
      "<!doctype html><link rel=stylesheet href='\(host)/a.css'>"
      + "<META HTTP-EQUIV=refresh content='0;url=\(host)/r'><base href='\(host)/'>"
      + "<style>@import url(\(host)/b.css);@font-face{font-family:x;src:url(\(host)/f.woff)}"
      + "body{font-family:x,serif;background:url(\(host)/c.png)}</style>"
      + "<body><p>stays</p><script>document.body.innerHTML='gone';fetch('\(host)/s')</script>"
      + "<div style='display:none'><img src='\(host)/i.png' onerror=\"document.body.innerHTML=''\">"
      + "<iframe src='\(host)/frame'></iframe><iframe srcdoc='<img src=\(host)/j.png>'></iframe>"
      + "<object data='\(host)/o'></object><video src='\(host)/v' autoplay></video></div>"
    let expected = try PNGDecoder.picture(camera.picture(of: bytes(plain), width: 360))
    let picture = try PNGDecoder.picture(camera.picture(of: bytes(hostile), width: 360))
    #expect(Self.areEqual(picture, expected), "the message has changed its picture")
    let again = try PNGDecoder.picture(camera.picture(of: bytes(plain), width: 360))
    #expect(Self.areEqual(again, expected), "the page has been led away")
    var entry = pollfd(fd: server, events: Int16(POLLIN), revents: 0)
    #expect(poll(&entry, 1, 0) == 0, "something asked the network")
  }

  @Test func aMessageReadsNoFileOfTheMachine() throws {
    let folder = try TemporaryFolder()
    guard let program = Browsers.real(in: folder.path) else { return }
    var red = Picture(width: 40, height: 40)
    red.fill(x: 0..<40, y: 0..<40, (255, 0, 0))
    try folder.write("red.png", PNGEncoder.file(red))
    try folder.write("red.css", "#b{background:#f00}")
    func message(_ picture: String, _ sheet: String) -> [UInt8] {
      bytes(
        "<!doctype html><link rel=stylesheet href='\(sheet)'><style>#a{width:40px;height:40px;"
          + "background:url(\(picture))}#b{width:40px;height:40px}</style><div id=a></div>"
          + "<div id=b></div><object data='\(picture)' width=40 height=40></object>")
    }
    let camera = try Camera(program)
    defer { camera.close() }
    let file = "file://\(folder.path)/red"
    let without = try PNGDecoder.picture(
      camera.picture(of: message("about:blank", "about:blank"), width: 360))
    let with = try PNGDecoder.picture(
      camera.picture(of: message("\(file).png", "\(file).css"), width: 360))
    #expect(Self.areEqual(with, without), "a file has been read")
    // The same picture inside of the message is shown: the test would see a file.
    let data = "data:image/png;base64,\(Self.base64(PNGEncoder.file(red)))"
    let inside = try PNGDecoder.picture(
      camera.picture(of: message(data, "about:blank"), width: 360))
    #expect(!Self.areEqual(inside, without), "a picture inside of the message is not shown")
  }

  private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  @Test func aLongMessageIsCut() throws {
    let folder = try TemporaryFolder()
    guard let program = Browsers.real(in: folder.path) else { return }
    let camera = try Camera(program)
    defer { camera.close() }
    let message = bytes("<!doctype html><div style='height:900000px'>x</div>")
    #expect(try PNGDecoder.picture(camera.picture(of: message, width: 360)).height == 8_000)
  }
}
