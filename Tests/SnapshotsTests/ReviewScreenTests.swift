import Testing

@testable import Snapshots

/// The review's screen as a state machine: each key, each view, every size.
@Suite struct ReviewScreenTests {
  private func change(_ name: String, _ old: String, _ new: String) -> OutputChange {
    OutputChange(
      caseID: "t/\(name)", path: "snapshots/sms/t/\(name).sms.txt", kind: .changed,
      old: Array(old.utf8), new: Array(new.utf8))
  }

  /// One edit of three outputs and one of a single output; outliers come first.
  private func screen(_ hostile: String = "") -> ReviewScreen {
    let same = ["ann", "ben", "cid"].map { name in
      change(name, "Hi\nmiddle\nBye now\(hostile)\n", "Hello\nmiddle\nBye now\(hostile)\n")
    }
    return drawn(same + [change("dan", "Start\nred\n", "Start\nblue\(hostile)\n")])
  }

  /// A screen that stands on a terminal.
  private func drawn(
    _ changes: [OutputChange], accepted: Set<String> = [], usesColor: Bool = true
  ) -> ReviewScreen {
    var screen = ReviewScreen(
      OutputClustering.clusters(changes, origins: nil), accepted: accepted, usesColor: usesColor)
    draw(&screen)
    return screen
  }

  private func draw(_ screen: inout ReviewScreen, width: Int = 100, height: Int = 40) {
    screen.drawn(screen.picture(width: width, height: height))
  }

  /// Presses a key once the screen is drawn, and draws it again.
  private func press(_ key: Character, _ screen: inout ReviewScreen) -> ReviewScreen.Action {
    draw(&screen)
    let action = screen.press(.character(key))
    draw(&screen)
    return action
  }

  private func text(_ screen: ReviewScreen, width: Int = 100, height: Int = 40) -> String {
    screen.lines(width: width, height: height).map(\.text).joined(separator: "\n")
  }

  @Test func acceptAsksForTheChosenEditOnly() {
    var screen = screen()
    #expect(screen.clusters.map(\.changes.count).sorted() == [1, 3])
    #expect(screen.press(.character("a")) == .accept([0]))
    #expect(screen.decisions == [.open, .open], "accepted when it is stored, not before")
    screen.accepted([0], stored: paths(0, screen), message: "stored 1 output")
    #expect(screen.decisions == [.accepted, .open] && screen.cluster == 1)
    #expect(screen.message == "stored 1 output")
    #expect(screen.press(.up) == .none && screen.cluster == 0)
    #expect(press("a", &screen) == .none && screen.message.contains("already"))
  }

  private func paths(_ cluster: Int, _ screen: ReviewScreen) -> [String] {
    screen.clusters[cluster].changes.map(\.path)
  }

  @Test func rejectAndSkipDecide() {
    var screen = screen()
    #expect(press("r", &screen) == .none)
    #expect(screen.decisions == [.rejected, .open] && screen.cluster == 1)
    #expect(press("s", &screen) == .none)
    #expect(screen.decisions == [.rejected, .skipped] && screen.rejected == [0])
    #expect(screen.message.contains("everything is decided"))
    screen.accepted([1], stored: paths(1, screen), message: "")
    #expect(press("r", &screen) == .none && screen.decisions[1] == .accepted)
  }

  @Test func undoTakesBackTheLastDecisionWhateverIsChosen() {
    var screen = screen()
    #expect(press("u", &screen) == .none && screen.message.contains("nothing"))
    _ = press("r", &screen)
    #expect(screen.decisions == [.rejected, .open] && screen.cluster == 1)
    #expect(press("u", &screen) == .none)
    #expect(screen.decisions == [.open, .open] && screen.cluster == 0)
    _ = press("s", &screen)
    _ = press("r", &screen)
    _ = screen.press(.home)
    _ = press("u", &screen)
    #expect(screen.decisions == [.skipped, .open] && screen.cluster == 1)
    _ = press("u", &screen)
    #expect(screen.decisions == [.open, .open] && screen.cluster == 0)
    // What is stored stays; the decision before it can still be taken back.
    _ = press("s", &screen)
    screen.accepted([1], stored: paths(1, screen), message: "")
    #expect(press("u", &screen) == .none && screen.message.contains("git checkout"))
    #expect(screen.decisions == [.skipped, .accepted])
    #expect(press("u", &screen) == .none && screen.decisions == [.open, .accepted])
  }

  @Test func anAcceptedEditThatWaitsIsMarkedAndCanBeTakenBack() throws {
    let two = ["ann", "ben"].map { change($0, "one\nmiddle\ntwo\n", "1\nmiddle\n2\n") }
    var screen = drawn(two)
    #expect(screen.press(.character("a")) == .accept([0]))
    screen.accepted([0], stored: [], message: "stored 0 outputs, 2 wait")
    #expect(screen.waiting == [2, 0] && text(screen).contains("✓   ×2     (2 waiting for other"))
    _ = screen.press(.up)
    #expect(press("r", &screen) == .none && screen.message.contains("u takes that back"))
    #expect(press("u", &screen) == .retract([0]))
    screen.retracted([0])
    #expect(screen.decisions == [.open, .open] && !text(screen).contains("waiting for other"))
    // Accepted in an earlier review.
    screen = drawn(two, accepted: [try #require(screen.clusters.first).id])
    #expect(screen.decisions == [.accepted, .open] && screen.cluster == 1)
    #expect(text(screen).contains("(2 waiting for other edits)"))
    screen.accepted([1], stored: paths(1, screen), message: "stored 2 outputs")
    #expect(screen.waiting == [0, 0] && !text(screen).contains("waiting for other"))
    #expect(screen.message == "stored 2 outputs; everything is decided: q ends the review")
  }

  @Test func acceptAllNeedsEachToHaveBeenShown() {
    var screen = screen()
    #expect(screen.press(.character("A")) == .none && screen.message.contains("1 not looked at"))
    _ = screen.press(.down)
    #expect(press("A", &screen) == .accept([0, 1]))
    _ = press("r", &screen)
    #expect(press("A", &screen) == .accept([0]), "what is rejected stays so")
    _ = press("s", &screen)
    #expect(press("A", &screen) == .none, "what is skipped stays so")
    #expect(screen.message.contains("nothing is left open"))
  }

  @Test func aKeyDecidesNothingAboutAnEditThatIsNotOnTheScreen() {
    var screen = ReviewScreen(self.screen().clusters)
    for key in "aArs" { #expect(screen.press(.character(key)) == .none, "nothing is drawn yet") }
    #expect(screen.decisions == [.open, .open])
    draw(&screen)
    // Typed ahead: the second one came before the next edit was drawn.
    #expect(screen.press(.character("r")) == .none && screen.press(.character("r")) == .none)
    #expect(screen.decisions == [.rejected, .open])
    #expect(screen.message.contains("before this edit was on the screen"))
    _ = screen.press(.character("w"))
    #expect(screen.view == .word, "what decides nothing acts at once")
    #expect(screen.press(.character("a")) == .none)
    draw(&screen)
    #expect(screen.press(.character("a")) == .accept([1]))
    screen.storing([1])
    #expect(text(screen).contains("storing \(paths(1, screen).count) output"))
    screen.accepted([1], stored: paths(1, screen), message: "stored")
    #expect(screen.press(.character("A")) == .none && screen.message.hasPrefix("stored"))
    // A look at the help hides the edit.
    draw(&screen)
    _ = screen.press(.character("?"))
    draw(&screen)
    _ = screen.press(.escape)
    #expect(screen.press(.character("r")) == .none && screen.decisions == [.rejected, .accepted])
  }

  @Test func aTerminalThatIsTooSmallDecidesNothing() {
    var screen = ReviewScreen(self.screen().clusters)
    let (width, height) = ReviewScreen.minimumSize
    for (width, height) in [(width - 1, height), (width, height - 1), (1, 1)] {
      draw(&screen, width: width, height: height)
      for key: ScreenKey in [
        .character("a"), .character("A"), .character("r"), .down, .character("w"), .enter,
      ] {
        #expect(screen.press(key) == .none)
        draw(&screen, width: width, height: height)
      }
      #expect(screen.decisions == [.open, .open] && screen.cluster == 0 && screen.view == .diff)
      #expect(screen.press(.character("q")) == .quit && screen.press(.interrupt) == .interrupt)
    }
    draw(&screen)
    #expect(screen.press(.character("A")) == .none && screen.message.contains("1 not looked at"))
    draw(&screen, width: 40, height: 10)
    #expect(screen.press(.character("a")) == .accept([0]))
    #expect(text(screen, width: 40, height: 10).contains("- red"))
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
    return drawn(changes + [stale])
  }

  private func names(_ screen: ReviewScreen) -> [String] {
    screen.clusters.map { "\($0.scope ?? "all") \($0.changes.count)" }
  }

  @Test func splitPutsPartsByTemplateAndThenByLocaleInItsPlace() {
    var screen = shared()
    #expect(names(screen) == ["all 5", "all 1"])
    #expect(press("x", &screen) == .none)
    #expect(names(screen) == ["t 3", "u 2", "all 1"] && screen.cluster == 0)
    #expect(text(screen).contains("t: Hi → Hello") && text(screen).contains("in t  3 outputs"))
    _ = press("x", &screen)
    #expect(names(screen) == ["t@de 2", "t@en 1", "u 2", "all 1"])
    #expect(screen.clusters[0].changes.map(\.caseID) == ["t/ben", "t/cid"])
    #expect(screen.clusters.prefix(3).allSatisfy { $0.id == screen.clusters[0].id })
    // Of one template and one language, and what has no language.
    for position in [1, 2, 3] {
      while screen.cluster < position { _ = screen.press(.down) }
      _ = press("x", &screen)
      #expect(screen.clusters.count == 4 && screen.message.contains("of one template"))
    }
  }

  @Test func partsAreDecidedByThemselvesAndJoinedWhileNoneIs() {
    var screen = shared()
    _ = press("x", &screen)
    _ = press("x", &screen)
    #expect(press("a", &screen) == .accept([0]))
    screen.accepted([0], stored: paths(0, screen), message: "")
    #expect(screen.decisions == [.accepted, .open, .open, .open] && screen.cluster == 1)
    _ = press("r", &screen)
    #expect(screen.rejected == [1] && screen.cluster == 2)
    _ = screen.press(.up)
    _ = press("x", &screen)
    #expect(screen.clusters.count == 4 && screen.message.contains("decided"))
    // One step back after the other; what is stored stays, and with it the parts.
    _ = press("u", &screen)
    #expect(screen.rejected == [] && screen.cluster == 1)
    _ = press("u", &screen)
    #expect(screen.message.contains("are stored") && screen.clusters.count == 4)
    _ = press("u", &screen)
    #expect(screen.clusters.count == 4 && screen.message.contains("stays by itself"))
    _ = press("u", &screen)
    #expect(screen.clusters.count == 4 && screen.message.contains("nothing was decided"))
  }

  @Test func partsHaveToBeLookedAtAndGoBackStepByStep() {
    var screen = shared()
    _ = screen.press(.down)
    draw(&screen)
    _ = screen.press(.up)
    _ = press("x", &screen)
    #expect(press("A", &screen) == .none && screen.message.contains("1 not looked at"))
    _ = screen.press(.down)
    #expect(press("A", &screen) == .accept([0, 1, 2]))
    _ = press("u", &screen)
    #expect(names(screen) == ["all 5", "all 1"] && screen.cluster == 0)
    #expect(press("A", &screen) == .accept([0, 1]), "the stale file was on the screen")
    _ = press("x", &screen)
    _ = press("x", &screen)
    _ = press("u", &screen)
    #expect(names(screen) == ["t 3", "u 2", "all 1"])
    _ = press("u", &screen)
    #expect(names(screen) == ["all 5", "all 1"])
    _ = press("u", &screen)
    #expect(names(screen) == ["all 5", "all 1"])
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
    #expect(words.contains { $0.text == "Hi" && $0.style == .removedWord })
    #expect(words.contains { $0.text == "Hello" && $0.style == .addedWord })
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

  /// A line of 10,000 characters and more opens where it changes, in every view.
  @Test(arguments: [(80, 24), (40, 12), (40, 10), (24, 8)], ["words ", "日本語、", "\u{200C}\u{A0}"])
  func theChangeOfALongLineIsSeenInEveryView(size: (Int, Int), filler: String) {
    let long = String(repeating: filler, count: 5_000 / filler.count)
    let changes = ["ann", "ben"].map { name in
      change(name, "Hi\n\(long)Northport \(long)\nBye\n", "Hi\n\(long)Southport \(long)\nBye\n")
    }
    var screen = drawn(changes)
    for (key, words) in [
      ("d", ["Northport", "Southport"]), ("w", ["Northport", "Southport"]),
      ("v", ["Northport", "Southport"]), ("o", ["Northport"]), ("n", ["Southport"]),
    ] {
      _ = press(Character(key), &screen)
      for whole in [false, true] {
        if whole { _ = press("f", &screen) }
        let lines = screen.lines(width: size.0, height: size.1)
        let shown = lines.map(\.text).joined(separator: "\n")
        // Whole lines push one of both off the screen, but never the first.
        // Two columns of a narrow terminal are narrower than the word.
        for word in whole || size.0 == 24 ? words.prefix(1) : words[...]
        where size.0 > 24 || key != "v" {
          #expect(shown.contains(word), "\(key) \(size) \(whole):\n\(shown)")
        }
        #expect(shown.contains("↳"), "\(key) \(size) \(whole):\n\(shown)")
        #expect(whole || size.0 == 24 || shown.contains(/… [0-9],[0-9]{3}/), "\(shown)")
        #expect(lines.allSatisfy { $0.fitted(to: size.0) == $0 })
      }
      _ = press("f", &screen)
    }
  }

  @Test func aLineAddedAtTheEndIsShown() {
    var screen = drawn(["ann", "ben"].map { change($0, "one\ntwo\n", "one\ntwo\n\nmore\n") })
    for key in "dwvn" {
      _ = press(key, &screen)
      #expect(text(screen).contains("more"), "\(key):\n\(text(screen))")
    }
  }

  @Test func rowsAreCutByCellsAndMarked() {
    func rows(_ text: String, _ width: Int) -> [String] {
      ScreenLine(text).wrapped(to: width).map(\.text)
    }
    #expect(rows("abcdefghij", 10) == ["abcdefghij"])
    #expect(rows("abcdefghijk", 6) == ["abcdef", "↳ ghij", "↳ k"])
    #expect(rows("日本語日本", 5) == ["日本", "↳ 語", "↳ 日", "↳ 本"])
    #expect(rows("e\u{301}e\u{301}e\u{301}", 2) == ["e\u{301}e\u{301}"], "nothing more has room")
    #expect(rows("ab\u{202F}", 8) == ["ab<U+202", "↳ F>"])
    #expect(rows("a✅b🇩🇪c", 4) == ["a✅b", "↳ 🇩🇪", "↳ c"])
    #expect(ScreenLine("abcdef").fitted(to: 4).text == "abc…")
    #expect(ScreenLine("日本語").fitted(to: 4).text == "日…")
    // What changes is not torn apart.
    var line = ScreenLine("one two ")
    line.add("three", .addedWord)
    #expect(line.wrapped(to: 10).map(\.text) == ["one two ", "↳ three"])
    // The same blanks beside each other differ.
    var tab = ScreenLine("a\tb")
    tab.add("\t", .removedWord)
    #expect(tab.text == "a  b<U+0009>")
  }

  @Test func scrollingEndsWhereTheOutputEnds() {
    let long = (1...200).map { "line \($0)\n" }.joined()
    var screen = drawn(["ann", "ben"].map { change($0, "x\n" + long, "y\n" + long) })
    _ = press("n", &screen)
    #expect(text(screen).contains("\ny\n") && text(screen).contains("of 202"))
    for _ in 0..<20 { _ = press(" ", &screen) }
    #expect(text(screen).contains("line 200\n"))
    _ = screen.press(.pageUp)
    draw(&screen)
    #expect(!text(screen).contains("line 200\n"), "one key is enough to go back")
    for _ in 0..<20 {
      _ = screen.press(.pageUp)
      draw(&screen)
    }
    #expect(text(screen).contains("\ny\n"))
  }

  @Test func withoutColoursSignsTellWhatGoesAndWhatComes() {
    var screen = drawn(
      ["ann", "ben"].map {
        change($0, "Brightside GmbH, Isartal\nx\n", "Brightside SE, Isartal\nx\n\n")
      },
      usesColor: false)
    _ = press("w", &screen)
    #expect(text(screen).contains("Brightside [-GmbH-]{+SE+}, Isartal"))
    _ = screen.press(.down)
    #expect(text(screen).contains("{+↵+}"), "\(text(screen))")
  }

  @Test func everyKeyStandsOnAnOrdinaryTerminal() {
    let screen = screen()
    let shown = text(screen, width: 80, height: 24)
    for key in ReviewScreen.keys {
      #expect(shown.contains("\(key.key) \(key.word)"), "\(key.key):\n\(shown)")
    }
    for (width, height) in [(40, 10), (24, 8), (60, 12)] {
      let shown = text(screen, width: width, height: height)
      #expect(shown.contains("? help · q quit"), "\(shown)")
      #expect(width < 40 || shown.contains("a accept · r reject"), "\(shown)")
    }
  }

  @Test func theHelpIsReadPageByPage() {
    var screen = screen()
    draw(&screen, width: 40, height: 10)
    _ = screen.press(.character("?"))
    var seen = ""
    for _ in 0..<10 where screen.showsHelp {
      draw(&screen, width: 40, height: 10)
      seen += text(screen, width: 40, height: 10)
      _ = screen.press(.character(" "))
    }
    #expect(!screen.showsHelp, "a key behind the last page goes back")
    for key in ReviewScreen.keys { #expect(seen.contains(key.meaning), "\(key.key)") }
  }

  /// Nothing that a message holds reaches the terminal as a command, at any size, in any view.
  @Test(arguments: [1, 20, 23, 24, 25, 39, 40, 41, 60, 200])
  func everySizeIsFilledAndNothingSteersTheTerminal(width: Int) {
    var screen = screen("\u{1B}[2J\u{9B}31m\u{7}\u{202E}日本語\r")
    for key in ["d", "o", "n", "w", "v", "f", "?"] as [Character] {
      _ = screen.press(.character(key))
      for height in [1, 7, 8, 11, 12, 13, 14, 24, 50] {
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
