import TestSupport
import Testing

/// What every command has in common: help, colour, streams, exit codes.
@Suite struct CommandLineTests {
  /// Every command of the program.
  static let commands: [[String]] = [
    [], ["init"], ["check"], ["render"], ["test"], ["review"], ["status"], ["diff"], ["commit"],
    ["release"], ["release", "build"], ["release", "sign"], ["release", "verify"],
    ["release", "show"], ["key", "new"], ["explain"], ["fmt"], ["report"], ["report", "merge"],
    ["suggest"], ["suggest", "profiles"], ["schema"], ["schema", "diff"], ["schema", "infer"],
    ["schema", "lint"], ["schema", "sample"],
    ["schema", "bundle"],
  ]

  @Test(arguments: commands)
  func helpHasExamples(_ command: [String]) throws {
    let help = try Sandbox().run(["galley"] + command + ["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("EXAMPLES\n"), "\(help.output)")
    #expect(help.output.contains("galley \(command.joined(separator: " "))"))
    #expect(help.errors == "")
  }

  @Test func withoutArgumentsItShowsHelp() throws {
    let sandbox = try Sandbox()
    let help = try sandbox.galley("--help")
    #expect(try sandbox.galley().output == help.output)
    let version = try sandbox.galley("--version")
    #expect(version.status == 0 && version.output.hasSuffix("\n"))
    // Every command that the help lists is in the table above.
    let listed = help.output.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst()
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(Set(listed).subtracting(Self.commands.compactMap(\.first)).subtracting(["key"]) == [])
    #expect(listed.count >= 11)
  }

  @Test func coloursOnlyATerminal() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "{% fi %}\n")
    let escape = "\u{1B}["
    #expect(!(try sandbox.galley("check", at: "shop").said.contains(escape)))
    #expect(try sandbox.galley("check", "--color", "always", at: "shop").said.contains(escape))
    // `script` gives it a terminal.
    func terminal(_ command: String) throws -> String {
      try sandbox.shell(
        "script -qec '\(command)' \(sandbox.folder.path)/typescript || true", at: "shop"
      )
      .output
    }
    guard try sandbox.shell("command -v script").status == 0 else {
      print("skipped: no script(1) to give it a terminal")
      return
    }
    #expect(try terminal("galley check").contains(escape))
    #expect(!(try terminal("NO_COLOR=1 galley check").contains(escape)))
    #expect(try terminal("NO_COLOR= galley check").contains(escape))
    #expect(!(try terminal("galley check --color never").contains(escape)))
  }

  @Test func endsSilentlyWhenTheReaderGoesAway() throws {
    let sandbox = try Shop.copy()
    for command in ["render hello", "check --format sarif", "explain", "diff HEAD", "--help"] {
      let cut = try sandbox.shell("galley \(command) | head -c 10 > /dev/null", at: "shop")
      #expect(cut.status == 0 && cut.errors == "", "\(command): \(cut.errors)")
    }
    // No reader at all, from the start.
    let closed = try sandbox.run(
      ["sh", "-c", "galley check --format json >&-; echo $?"], at: "shop")
    #expect(closed.output.hasSuffix("\n") && !closed.said.contains("Fatal"), "\(closed.said)")
  }

  /// Whoever reads the exit code only must not take half a result for a whole one.
  @Test(arguments: [
    "render hello", "check --format sarif", "test --format json", "explain", "diff HEAD", "status",
    "release show ../release", "schema bundle schemas/profile.schema.json", "--help", "test --help",
    "--version", "help test",
  ])
  func aResultThatCannotBeWrittenIsAFailure(command: String) throws {
    let sandbox = try Shop.copy()
    // Something to show, whatever the command.
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "Hi\n")
    let full = try sandbox.shell("galley \(command) > /dev/full", at: "shop")
    #expect(full.status == 3, "\(command): \(full.said)")
    #expect(full.errors.hasSuffix("error: cannot write the output: No space left on device\n"))
    // Somebody above has switched off the signal that ends a program without a reader.
    let cut = try sandbox.shell(
      """
      trap '' PIPE
      (sleep 0.3; code=0; galley \(command) || code=$?; echo $code > ../code) 2> ../errors | true
      until [ -s ../code ]; do sleep 0.1; done
      """,
      at: "shop")
    #expect(cut.status == 0)
    #expect(try sandbox.folder.read("code") == Array("141\n".utf8), "\(command)")
    #expect(try sandbox.folder.read("errors").isEmpty, "\(command)")
  }

  @Test func helpNamesTheNearestCommand() throws {
    let sandbox = try Sandbox()
    let far = try sandbox.galley("help", "nosuch")
    #expect(far.status == 2 && far.output == "", "\(far.said)")
    #expect(far.errors.contains("there is no command 'nosuch'"))
    let near = try sandbox.galley("help", "release", "bild")
    #expect(near.status == 2, "\(near.said)")
    #expect(near.errors.contains("did you mean 'galley help release build'?"), "\(near.said)")
    let help = try sandbox.galley("help", "release", "build")
    #expect(help.status == 0)
    #expect(help.output == (try sandbox.galley("release", "build", "--help").output))
  }

  @Test func explainsFiltersAndHelpers() throws {
    let sandbox = try Sandbox()
    func explained(_ topic: String) throws -> FinishedProcess {
      try sandbox.run(["galley", "explain", topic])
    }
    let helper = try explained("helper:date")
    #expect(
      helper.output == """
        helper:date  Formats a date by a strftime pattern.
          works on:  date, string
          arguments: 2
          from:      galley's own, an extension of Handlebars

        """)
    #expect(try explained("filter:date").output.contains("standard Liquid"))
    let both = try explained("date").output
    #expect(both.contains("filter:date") && both.contains("helper:date"))
    #expect(try explained("helper:each").output.contains("standard Handlebars"))
    let list = try sandbox.run(["galley", "explain"]).output
    #expect(list.contains("helpers of Handlebars\n") && list.contains("  even  "))
    let wrong = try explained("helper:trunkate")
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean 'helper:truncate'?"))
    #expect(try explained("filter:eq").status == 2)
    #expect(try explained("tag:if").errors.contains("filter:NAME or helper:NAME"))
  }

  @Test func resultsGoToOutputAndMessagesToErrors() throws {
    let sandbox = try Shop.copy()
    let checked = try sandbox.galley("check", at: "shop")
    #expect(checked.output == "" && checked.errors.hasPrefix("ok: "))
    let rendered = try sandbox.galley("render", "ping", "--profile", "ben", at: "shop")
    #expect(rendered.output == "Hallo Ben, 2 Punkte\n" && rendered.errors == "")
    let part = try sandbox.galley("render", "hello", "--part", "subject", at: "shop")
    #expect(part.output == "Thank you, Anna\n")
    let file = try sandbox.galley("render", "hello", "--eml", at: "shop")
    #expect(file.output.contains("MIME-Version: 1.0\r\n") && file.status == 0)
    let missing = try sandbox.galley("render", "helo", at: "shop")
    #expect(missing.output == "" && missing.errors.hasPrefix("error: "))
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "{% fi %}\n")
    let found = try sandbox.galley("check", at: "shop")
    #expect(found.errors == "" && found.output.contains("template/unknown-tag"))
  }

  @Test func showsProblemsOfThePathsAskedFor() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write("shop/templates/ping/body.txt.liquid", "{% fi %}\n")
    try sandbox.folder.write("shop/profiles/ben.yaml", "id: [\n")
    let cases = [
      ("templates/ping", Int32(1), ["template/unknown-tag"]),
      ("profiles", 1, ["document/yaml-syntax"]),
      ("templates/hello", 0, []), (".", 1, ["template/unknown-tag", "document/yaml-syntax"]),
    ]
    for (path, status, codes) in cases {
      let checked = try sandbox.galley("check", path, at: "shop")
      #expect(checked.status == status, "\(path): \(checked.said)")
      for code in ["template/unknown-tag", "document/yaml-syntax"] {
        #expect(checked.output.contains(code) == codes.contains(code))
      }
    }
    let misspelt = try sandbox.galley("check", "templates/hallo", at: "shop")
    #expect(misspelt.status == 2 && misspelt.errors.contains("did you mean 'templates/hello'?"))
    #expect(try sandbox.galley("check", "nothing", at: "shop").status == 2)
    let inside = try sandbox.galley("check", "ping", at: "shop/templates")
    #expect(inside.status == 1 && !inside.output.contains("yaml-syntax"))
  }

  /// The machine's zone, language and number of cores say nothing in what customers see.
  @Test func theMachineHasNoInfluence() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write(
      "shop/templates/ping/body.txt.liquid",
      "{{ now | date: '%c %Z' }} {{ 1234.5 | number }} {{ profile.firstName | upcase }}\n")
    var outputs: Set<String> = []
    for zone in ["UTC", "America/New_York", "Asia/Kolkata"] {
      for language in ["C", "de_DE.UTF-8", "tr_TR.UTF-8"] {
        let rendered = try sandbox.galley(
          "render", "ping", "--profile", "anna", at: "shop",
          with: ["TZ": zone, "LC_ALL": language, "LANG": language, "LANGUAGE": language])
        #expect(rendered.status == 0, "\(rendered.said)")
        outputs.insert(rendered.output)
      }
    }
    #expect(outputs.count == 1, "\(outputs)")
  }
}
