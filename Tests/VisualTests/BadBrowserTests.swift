import Glibc
import TestSupport
import Testing

@testable import Visual

/// Whatever stands in the place of a browser: a named error, nothing left behind, no wait without end.
@Suite(.serialized) struct BadBrowserTests {
  private func limits(_ start: Double = 60) -> CameraLimits {
    var limits = CameraLimits()
    limits.start = start
    return limits
  }

  private func error(_ program: BrowserProgram, _ limits: CameraLimits) -> VisualError? {
    #expect(throws: VisualError.self) { _ = try Camera(program, limits: limits) }
  }

  @Test func aMissingBrowserIsSaid() {
    guard case .missing(let words) = BrowserProgram.find(named: nil, variables: ["PATH": "/none"])
    else {
      Issue.record("a browser was found where there is none")
      return
    }
    #expect(words == "there is no Chromium in PATH")
    guard case .missing(let named) = BrowserProgram.find(named: "/none/b", variables: [:]) else {
      Issue.record("a browser was found where there is none")
      return
    }
    #expect(named == "there is no browser '/none/b'")
  }

  /// What a killed run has left goes; what another run uses, or is somebody else's, stays.
  @Test func whatKilledRunsLeftIsRemoved() throws {
    let folder = try TemporaryFolder()
    let program = try Browsers.fake("exit", in: folder)
    let names = ["galley-visual-killed", "galley-visual-of-mine", "other"]
    let old = names + ["galley-visual-inuse1", "galley-visual-killd2"]
    for name in old + ["galley-visual-young1"] {
      try folder.write("tmp/\(name)/profile/file", "x")
      guard name != "galley-visual-young1" else { continue }
      let times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
      utimes("\(folder.path)/tmp/\(name)", times)
    }
    let used = OwnFolder.lock("\(folder.path)/tmp/galley-visual-inuse1")
    #expect(used >= 0)
    #expect(error(program, limits()) != nil)
    let left = try folder.contents(of: "tmp", ignoring: []).keys.map { $0.split(separator: "/")[0] }
    #expect(
      Set(left) == [
        "galley-visual-of-mine", "other", "galley-visual-inuse1", "galley-visual-young1",
      ])
    close(used)
  }

  @Test func theSandboxIsGivenUpOnlyWhenAsked() throws {
    let folder = try TemporaryFolder()
    let path = try Browsers.fake("exit", in: folder).path
    guard case .missing(let words) = BrowserProgram.find(named: path, variables: [:], isRoot: true)
    else {
      Issue.record("root has no sandbox")
      return
    }
    #expect(words.contains("--visual-no-sandbox"))
    guard
      case .found(let kept) = BrowserProgram.find(named: path, variables: [:], isRoot: false),
      case .found(let given) = BrowserProgram.find(
        named: path, variables: [:], isSandboxed: false, isRoot: true)
    else {
      Issue.record("the browser is there")
      return
    }
    #expect(!kept.arguments(profile: "/p").contains("--no-sandbox"))
    #expect(given.arguments(profile: "/p").contains("--no-sandbox"))
  }

  @Test func aBrowserThatHangsIsKilledWithItsChildren() throws {
    let folder = try TemporaryFolder()
    let program = try Browsers.fake("sleep 1234 & : \(folder.path); sleep 1234", in: folder)
    let found = error(program, limits(0.3))
    #expect(found?.code == .visualBrowserFailed)
    #expect(found?.message == "the browser does not answer within 0.3 s")
    #expect(Browsers.names(in: folder.path + "/tmp") == [])
    #expect(Browsers.processes(with: folder.path + "/fake") == [])
  }

  @Test func aBrowserThatCrashesSaysItsLastWords() throws {
    let folder = try TemporaryFolder()
    let found = error(
      try Browsers.fake("echo FATAL: no usable sandbox >&2; exit 1", in: folder), limits())
    #expect(found?.code == .visualBrowserFailed && found?.message == "the browser has ended")
    #expect(found?.hints == ["it said: FATAL: no usable sandbox"])
    #expect(Browsers.names(in: folder.path + "/tmp") == [])
  }

  @Test func aBrowserIsStartedUnderLimits() throws {
    let folder = try TemporaryFolder()
    let script = "(ulimit -c; ulimit -d; ulimit -f) > \(folder.path)/limits; exit 1"
    #expect(error(try Browsers.fake(script, in: folder), limits())?.code == .visualBrowserFailed)
    let limits = String(decoding: try folder.read("limits"), as: UTF8.self)
    let numbers = limits.split(separator: "\n").map { Int($0) ?? .max }
    try #require(numbers.count == 3, "\(limits)")
    // The machine may have smaller ones.
    #expect(numbers[0] == 0)
    #expect(numbers[1] <= BrowserProgram.memory && numbers[2] <= BrowserProgram.file)
  }

  @Test func aPageThatCrashesIsNamedAtOnce() throws {
    let folder = try TemporaryFolder()
    let crash =
      "(os.write(4, b'{\"method\":\"Inspector.targetCrashed\"}' + bytes(1)), time.sleep(1234))"
    let picture = "bytes.fromhex('89504e470d0a1a0a') if n == 1 else \(crash)"
    guard let program = try Browsers.lying(picture, in: folder) else { return }
    var limits = limits()
    limits.page = 3_600
    limits.total = 7_200
    let camera = try Camera(program, limits: limits)
    defer { camera.close() }
    let found = #expect(throws: VisualError.self) {
      _ = try camera.picture(of: [], width: 360)
    }
    #expect(found == DevToolsChannel.crashed)
  }

  @Test func garbageWithoutEndIsRefused() throws {
    let folder = try TemporaryFolder()
    let found = error(try Browsers.fake("exec cat /dev/zero >&4", in: folder), limits())
    #expect(found?.message == "the browser's answer is no JSON")
    let letters = error(
      try Browsers.fake("yes xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx >&4", in: folder), limits(600))
    #expect(letters?.message == "the browser's answer has more than 64 MB")
  }

  @Test func aBrowserThatTalksNonsenseIsRefused() throws {
    let folder = try TemporaryFolder()
    let found = error(try Browsers.fake("printf 'hello\\0' >&4; sleep 1234", in: folder), limits())
    #expect(found?.message == "the browser's answer is no JSON")
  }

  @Test func aPictureThatIsNoneIsRefused() throws {
    let folder = try TemporaryFolder()
    guard let program = try Browsers.lying("b'GIF89a'", in: folder) else { return }
    #expect(error(program, limits())?.code == .visualNotAPicture)
  }

  @Test func aPageThatTakesTooLongIsNamed() throws {
    let folder = try TemporaryFolder()
    let slow = "(time.sleep(1234 if n > 1 else 0), bytes.fromhex('89504e470d0a1a0a'))[1]"
    guard let program = try Browsers.lying(slow, in: folder) else { return }
    var limits = limits()
    limits.page = 0.3
    let camera = try Camera(program, limits: limits)
    defer { camera.close() }
    let found = #expect(throws: VisualError.self) {
      _ = try camera.picture(of: [], width: 360)
    }
    #expect(found?.code == .visualPageTimeout)
  }

  @Test func allPicturesTogetherHaveALimit() throws {
    let folder = try TemporaryFolder()
    let program = try Browsers.fake("sleep 1234", in: folder)
    var limits = limits()
    limits.total = 0.2
    let found = error(program, limits)
    #expect(found?.code == .visualTotalTimeout)
    #expect(found?.message == "the pictures take more than 0.2 s")
  }

  @Test func anInterruptEndsTheWait() throws {
    let folder = try TemporaryFolder()
    let program = try Browsers.fake("sleep 1234", in: folder)
    let found = #expect(throws: VisualError.self) {
      _ = try Camera(program, isStopped: { true })
    }
    #expect(found == DevToolsChannel.stopped)
  }
}
