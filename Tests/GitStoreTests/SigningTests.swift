import GitStore
import Testing

@Suite("Signing")
struct SigningTests {
  /// Makes a repository with a key and a list of people whose signatures count.
  private func signed(_ settings: String = "") throws -> Scratch {
    let scratch = try Scratch().initialised()
    try scratch.run(
      "ssh-keygen",
      ["-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f", scratch.root + "/home/key"])
    let key = try scratch.run("cat", [scratch.root + "/home/key.pub"])
    scratch.write("home/allowed", "ada@example.org \(key)")
    for (name, value) in [
      ("gpg.format", "ssh"), ("user.signingkey", "~/key"), ("commit.gpgsign", "true"),
      ("gpg.ssh.allowedSignersFile", scratch.root + "/home/allowed"),
    ] {
      try scratch.git(["config", name, value])
    }
    return scratch
  }

  @Test("a signed commit is good for git")
  func commit() throws {
    let scratch = try signed()
    let repository = try scratch.open()
    let made = try repository.commitStaged(
      CommitDraft(message: "signed\n\nwith a body", time: noon, allowsNoChange: true))
    #expect(made.isSigned)
    try scratch.git(["verify-commit", made.id.hex])
    #expect(try scratch.lines("log", "-1", "--format=%G? %GS") == ["G ada@example.org"])
    #expect(try scratch.git(["fsck", "--strict"]) == "")
    let own = try scratch.git(
      ["commit-tree", "-S", made.tree.hex], input: "signed\n\nwith a body\n")
    let object = try scratch.git(["cat-file", "commit", made.id.hex])
    #expect(try scratch.git(["cat-file", "commit", String(own.prefix(40))]) == object)
    let plain = try repository.commitStaged(
      CommitDraft(message: "plain", time: noon, signing: .never, allowsNoChange: true))
    #expect(!plain.isSigned)
  }

  @Test("a signed tag is good for git, and an existing tag is not moved")
  func tag() throws {
    let scratch = try signed()
    let target = try scratch.commit(["a": "1"])
    let repository = try scratch.open()
    var draft = TagDraft(
      name: "release/1", target: target, message: "first", time: noon, signing: .always)
    let id = try repository.createTag(draft)
    #expect(try scratch.id("refs/tags/release/1") == id)
    try scratch.git(["verify-tag", "release/1"])
    let again = try failure { try repository.createTag(draft) }
    #expect(again.code == .tagExists)
    draft.name = "a..b"
    let name = try failure { try repository.createTag(draft) }
    #expect(name.code == .invalidName)
    draft.name = "plain"
    draft.signing = .configured
    let plain = try repository.createTag(draft)
    try scratch.git(["tag", "-a", "own", "-m", "first", target.hex])
    let object = try scratch.git(["cat-file", "tag", plain.hex])
    #expect(
      object
        == (try scratch.git(["cat-file", "tag", "own"])).replacing("tag own", with: "tag plain"))
    #expect(try repository.resolve("plain").commit == target)
    #expect(try scratch.git(["fsck", "--strict"]) == "")
  }

  @Test("a key that only the agent holds signs through its public text")
  func agent() throws {
    let scratch = try signed()
    let socket = scratch.root + "/agent"
    let started = try scratch.run("ssh-agent", ["-a", socket, "-s"])
    let digits = try #require(started.split(separator: "SSH_AGENT_PID=").last)
    let agent = String(digits.prefix { $0.isNumber })
    defer { _ = try? scratch.run("kill", [agent]) }
    scratch.variables["SSH_AUTH_SOCK"] = socket
    try scratch.run("ssh-add", ["-q", scratch.root + "/home/key"])
    let key = try scratch.run("cat", [scratch.root + "/home/key.pub"]).prefix { $0 != "\n" }
    try scratch.run("rm", [scratch.root + "/home/key"])
    for literal in [String(key), "key::" + key] {
      try scratch.git(["config", "user.signingkey", literal])
      let made = try scratch.open().commitStaged(
        CommitDraft(message: "by agent", time: noon, allowsNoChange: true))
      try scratch.git(["verify-commit", made.id.hex])
    }
  }

  @Test("a signed text is known by its signer, its words and its purpose")
  func texts() throws {
    let scratch = try signed()
    let allowed = scratch.root + "/home/allowed"
    let repository = try scratch.open()
    let armor = try repository.sshSignature(of: "approved\n", namespace: "approval")
    func verify(_ text: String, _ namespace: String, _ list: String) throws -> String {
      try repository.verifySSHSignature(
        armor, of: text, namespace: namespace, allowedSigners: list)
    }
    #expect(try verify("approved\n", "approval", allowed) == "ada@example.org")
    scratch.write("home/nobody", "")
    for (text, namespace, list) in [
      ("approved", "approval", allowed), ("approved\n", "git", allowed),
      ("approved\n", "approval", scratch.root + "/home/nobody"),
    ] {
      #expect(try failure { try verify(text, namespace, list) }.code == .badSignature)
    }
    let broken = try failure {
      try repository.verifySSHSignature(
        "nonsense", of: "approved\n", namespace: "approval", allowedSigners: allowed)
    }
    #expect(broken.code == .badSignature)
  }

  @Test("another format, a missing key and a failing program are errors of their own")
  func refusals() throws {
    let scratch = try signed()
    let draft = CommitDraft(message: "x", time: noon, allowsNoChange: true)
    func error() throws -> GitError {
      try failure {
        try Repository.open(at: scratch.path, environment: scratch.environment).commitStaged(draft)
      }
    }
    try scratch.git(["config", "user.signingkey", "/nowhere/key"])
    #expect(try error().code == .signingFailed)
    try scratch.git(["config", "--unset", "user.signingkey"])
    #expect(try error().code == .missingSigningKey)
    try scratch.git(["config", "gpg.format", "openpgp"])
    let format = try error()
    #expect(format.code == .unsupportedSigningFormat)
    #expect(format.hints.contains("git commit -S"))
    try scratch.git(["config", "commit.gpgsign", "perhaps"])
    #expect(try error().code == .unreadableConfiguration)
    #expect(try scratch.open().head() == .unborn(branch: "main"))
  }
}
