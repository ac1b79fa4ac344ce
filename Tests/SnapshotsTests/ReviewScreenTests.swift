import Testing

@testable import Snapshots

/// The review's screen as a state machine: each key, each view, every size.
@Suite struct ReviewScreenTests {
  /// One edit of three outputs and one of a single output; outliers come first.
  private func screen(_ hostile: String = "") -> ReviewScreen {
    func change(_ name: String, _ old: String, _ new: String) -> OutputChange {
      OutputChange(
        caseID: "t/\(name)", path: "snapshots/sms/t/\(name).sms.txt", kind: .changed,
        old: Array(old.utf8), new: Array(new.utf8))
    }
    let same = ["ann", "ben", "cid"].map { name in
      change(name, "Hi\nmiddle\nBye now\(hostile)\n", "Hello\nmiddle\nBye now\(hostile)\n")
    }
    return ReviewScreen(
      OutputClustering.clusters(
        same + [change("dan", "Start\nred\n", "Start\nblue\(hostile)\n")], origins: nil))
  }

  private func text(_ screen: ReviewScreen, width: Int = 100, height: Int = 40) -> String {
    screen.lines(width: width, height: height).map(\.text).joined(separator: "\n")
  }

  @Test func acceptAsksForTheChosenEditOnly() {
    var screen = screen()
    #expect(screen.clusters.map(\.changes.count).sorted() == [1, 3])
    #expect(screen.press(.character("a")) == .accept([0]))
    #expect(screen.decisions == [.open, .open], "accepted when it is stored, not before")
    screen.accepted([0], message: "stored 1 outputs")
    #expect(screen.decisions == [.accepted, .open] && screen.cluster == 1)
    #expect(screen.message == "stored 1 outputs")
    #expect(screen.press(.up) == .none && screen.cluster == 0)
    #expect(screen.press(.character("a")) == .none && screen.message.contains("already"))
  }

  @Test func rejectSkipAndUndoDecide() {
    var screen = screen()
    #expect(screen.press(.character("r")) == .none)
    #expect(screen.decisions == [.rejected, .open] && screen.cluster == 1)
    #expect(screen.press(.character("s")) == .none)
    #expect(screen.decisions == [.rejected, .skipped] && screen.rejected == [0])
    #expect(screen.message.contains("everything is decided"))
    #expect(screen.press(.character("u")) == .none)
    #expect(screen.decisions == [.rejected, .open])
    screen.accepted([1], message: "")
    #expect(screen.press(.character("u")) == .none)
    #expect(screen.decisions[1] == .accepted && screen.message.contains("git checkout"))
    #expect(screen.press(.character("r")) == .none && screen.decisions[1] == .accepted)
  }

  @Test func acceptAllNeedsEachToHaveBeenShown() {
    var screen = screen()
    #expect(screen.press(.character("A")) == .none && screen.message.contains("1 not looked at"))
    _ = screen.press(.down)
    #expect(screen.press(.character("A")) == .accept([0, 1]))
    _ = screen.press(.character("r"))
    #expect(screen.press(.character("A")) == .accept([0]), "what is rejected stays so")
  }

  /// One edit in two templates, one of them in two languages, and a stale file.
  private func shared() -> ReviewScreen {
    let changes = [
      ("t/ann", "en"), ("t/ben", "de"), ("t/cid", "de"), ("u/ann", "en"), ("u/cid", "en"),
    ].map { id, locale in
      OutputChange(
        caseID: id, path: "snapshots/sms/\(id).sms.txt", kind: .changed, old: Array("Hi\n".utf8),
        new: Array("Hello\n".utf8), locale: locale)
    }
    let stale = OutputChange(
      caseID: "t/zoe", path: "snapshots/sms/t/zoe.sms.txt", kind: .removed, old: [], new: nil)
    return ReviewScreen(OutputClustering.clusters(changes + [stale], origins: nil))
  }

  private func names(_ screen: ReviewScreen) -> [String] {
    screen.clusters.map { "\($0.scope ?? "all") \($0.changes.count)" }
  }

  @Test func splitPutsPartsByTemplateAndThenByLocaleInItsPlace() {
    var screen = shared()
    #expect(names(screen) == ["all 5", "all 1"])
    #expect(screen.press(.character("x")) == .none)
    #expect(names(screen) == ["t 3", "u 2", "all 1"] && screen.cluster == 0)
    #expect(text(screen).contains("t: Hi → Hello") && text(screen).contains("in t  3 outputs"))
    _ = screen.press(.character("x"))
    #expect(names(screen) == ["t@de 2", "t@en 1", "u 2", "all 1"])
    #expect(screen.clusters[0].changes.map(\.caseID) == ["t/ben", "t/cid"])
    #expect(screen.clusters.prefix(3).allSatisfy { $0.id == screen.clusters[0].id })
    // Of one template and one language, and what has no language.
    for position in [1, 2, 3] {
      while screen.cluster < position { _ = screen.press(.down) }
      _ = screen.press(.character("x"))
      #expect(screen.clusters.count == 4 && screen.message.contains("of one template"))
    }
  }

  @Test func partsAreDecidedByThemselvesAndJoinedWhileNoneIs() {
    var screen = shared()
    _ = screen.press(.character("x"))
    _ = screen.press(.character("x"))
    #expect(screen.press(.character("a")) == .accept([0]))
    screen.accepted([0], message: "")
    #expect(screen.decisions == [.accepted, .open, .open, .open] && screen.cluster == 1)
    _ = screen.press(.character("u"))
    #expect(screen.clusters.count == 4 && screen.message.contains("stays by itself"))
    _ = screen.press(.character("r"))
    #expect(screen.rejected == [1] && screen.cluster == 2)
    _ = screen.press(.up)
    _ = screen.press(.character("x"))
    #expect(screen.clusters.count == 4 && screen.message.contains("decided"))
    // All that is left has to be looked at, parts of something that was looked at as well.
    var fresh = shared()
    _ = fresh.press(.down)
    _ = fresh.press(.up)
    _ = fresh.press(.character("x"))
    #expect(fresh.press(.character("A")) == .none && fresh.message.contains("1 not looked at"))
    _ = fresh.press(.down)
    #expect(fresh.press(.character("A")) == .accept([0, 1, 2]))
    _ = fresh.press(.character("u"))
    #expect(names(fresh) == ["all 5", "all 1"] && fresh.cluster == 0)
    #expect(fresh.press(.character("A")) == .accept([0, 1]), "the stale file was on the screen")
    // A part of a part goes back one step at a time.
    _ = fresh.press(.character("x"))
    _ = fresh.press(.character("x"))
    _ = fresh.press(.character("u"))
    #expect(names(fresh) == ["t 3", "u 2", "all 1"])
    _ = fresh.press(.character("u"))
    #expect(names(fresh) == ["all 5", "all 1"])
    _ = fresh.press(.character("u"))
    #expect(names(fresh) == ["all 5", "all 1"])
  }

  @Test func scopesAreTemplatesLocalesAndPaths() {
    let cluster = shared().clusters[0]
    func cases(_ words: String...) -> [String] {
      cluster.narrowed(to: words.map { OutputScope($0) })?.changes.map(\.caseID) ?? []
    }
    #expect(cases("u") == ["u/ann", "u/cid"] && cases("@de") == ["t/ben", "t/cid"])
    #expect(cases("t@en") == ["t/ann"] && cases("u@de") == [])
    #expect(cases("t@en", "u") == ["t/ann", "u/ann", "u/cid"])
    #expect(cases("cid.sms.txt") == ["t/cid", "u/cid"])
    #expect(cases("snapshots/sms/u/ann.sms.txt") == ["u/ann"])
    for word in ["", "@", "t@", "en", "sms", "id.sms.txt"] { #expect(cases(word) == [], "\(word)") }
  }

  @Test func viewsShowTheOutput() {
    var screen = screen()
    if screen.clusters[0].changes.count == 1 { _ = screen.press(.down) }
    let shown = text(screen)
    #expect(shown.contains("- Hi") && shown.contains("+ Hello") && shown.contains("diff: snap"))
    _ = screen.press(.character("o"))
    #expect(screen.view == .old)
    #expect(text(screen).contains("\nHi\nmiddle") && !text(screen).contains("\nHello\n"))
    _ = screen.press(.character("n"))
    #expect(screen.view == .new && text(screen).contains("\nHello\nmiddle"))
    _ = screen.press(.character("w"))
    let words = screen.lines(width: 100, height: 40).flatMap(\.pieces)
    #expect(screen.view == .word)
    #expect(words.contains { $0.text == "Hi" && $0.style == .removed })
    #expect(words.contains { $0.text == "Hello" && $0.style == .added })
    _ = screen.press(.character("v"))
    #expect(screen.view == .side)
    #expect(
      text(screen).split(separator: "\n").contains { $0.wholeMatch(of: /Hi +│ Hello/) != nil })
    _ = screen.press(.character("d"))
    #expect(screen.view == .diff && text(screen) == shown)
  }

  @Test func samplesMembersHelpAndEnds() {
    var screen = screen()
    if screen.clusters[0].changes.count == 1 { _ = screen.press(.down) }
    let cluster = screen.clusters[screen.cluster]
    var seen: [Int] = []
    for _ in cluster.samples {
      seen.append(screen.position.output)
      _ = screen.press(.tab)
    }
    #expect(seen == cluster.samples && screen.position.output == seen.first)
    _ = screen.press(.enter)
    #expect(screen.member != nil)
    _ = screen.press(.home)
    #expect(screen.position.output == 0 && text(screen).contains("> t/ann"))
    _ = screen.press(.down)
    #expect(screen.position.output == 1 && text(screen).contains("> t/ben"))
    #expect(screen.press(.character("b")) == .open(screen.position))
    _ = screen.press(.escape)
    #expect(screen.member == nil)
    #expect(screen.press(.character("?")) == .none && screen.showsHelp)
    for key in ReviewScreen.keys { #expect(text(screen).contains(key.meaning)) }
    #expect(screen.press(.character("a")) == .none && !screen.showsHelp, "any key goes back")
    #expect(screen.press(.character("z")) == .none && screen.message.contains("no key"))
    #expect(screen.press(.character("q")) == .quit && screen.press(.interrupt) == .interrupt)
    var empty = ReviewScreen([])
    #expect(empty.press(.character("a")) == .quit)
  }

  /// Nothing that a message holds reaches the terminal as a command, at any size, in any view.
  @Test(arguments: [1, 20, 39, 40, 41, 60, 200])
  func everySizeIsFilledAndNothingSteersTheTerminal(width: Int) {
    var screen = screen("\u{1B}[2J\u{9B}31m\u{7}\u{202E}日本語\r")
    for key in ["d", "o", "n", "w", "v", "?"] as [Character] {
      _ = screen.press(.character(key))
      for height in [1, 11, 12, 24, 50] {
        let lines = screen.lines(width: width, height: height)
        #expect(lines.count == height)
        for line in lines {
          #expect(line.fitted(to: width) == line, "\(key) \(width)x\(height): \(line.text)")
          let isSafe = line.text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar != "\u{202E}"
          }
          #expect(isSafe, "\(key) \(width)x\(height): \(line.text)")
        }
      }
    }
  }

  @Test func keysAreReadFromBytes() {
    func keys(_ text: String) -> [ScreenKey] { ScreenKey.keys(in: Array(text.utf8)) }
    #expect(keys("aA?q") == ["a", "A", "?", "q"].map { .character($0) })
    #expect(keys("\r\n\t\u{3}\u{1B}") == [.enter, .enter, .tab, .interrupt, .escape])
    #expect(keys("\u{1B}[A\u{1B}[B\u{1B}OC\u{1B}OD") == [.up, .down, .right, .left])
    #expect(keys("\u{1B}[5~\u{1B}[6~\u{1B}[H\u{1B}[F") == [.pageUp, .pageDown, .home, .end])
    #expect(keys("\u{1B}[1;5Zq\u{1B}[") == [.character("q")], "unknown and cut sequences")
    #expect(keys("é\u{0}") == [])
  }
}
