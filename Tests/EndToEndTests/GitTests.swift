import Diagnostics
import Documents
import TestSupport
import Testing

/// The program beside git: signatures, sub-folders, the index a hook sees, revisions.
@Suite struct GitTests {
  @Test func signsCommitsWhenGitIsSetUpSo() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      ssh-keygen -q -t ed25519 -N '' -f $HOME/ssh-key
      echo "ada@example.org $(cat $HOME/ssh-key.pub)" > $HOME/allowed
      git config --global gpg.format ssh
      git config --global user.signingkey $HOME/ssh-key.pub
      git config --global gpg.ssh.allowedSignersFile $HOME/allowed
      git config --global commit.gpgsign true
      echo Hi > templates/ping/body.txt.liquid
      galley test --update > $BASE/log
      git add -A
      """, at: "shop"
    ).expectSuccess()
    let committed = try sandbox.galley("commit", "-m", "ping: short", at: "shop")
    #expect(committed.status == 0, "\(committed.said)")
    #expect(committed.output.contains("(10 cases tested, signed)"))
    let verified = try sandbox.shell("git verify-commit HEAD", at: "shop")
    #expect(verified.status == 0, "\(verified.said)")
    #expect(verified.said.contains("Good \"git\" signature for ada@example.org"))
    #expect(try sandbox.shell("git fsck --strict", at: "shop").status == 0)
  }

  /// What keeps a commit from being made is said as the test of its cases says it.
  @Test func aCommitThatIsRefusedIsJSONAsWell() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell("echo Hi > templates/ping/body.txt.liquid", at: "shop").expectSuccess()
    let refused = try sandbox.galley("commit", "--all", "-m", "x", "--format", "json", at: "shop")
    #expect(refused.status == 1 && refused.errors.hasPrefix("nothing is committed"))
    let document = JSONReader.read(SourceText(path: "out", refused.output)).document
    #expect(document?.value["summary"]?["changed"] != nil, "\(refused.said)")
  }

  @Test func worksInASubFolderOfABiggerRepository() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      mkdir -p big/content
      cp -a shop/. big/content
      rm -rf big/content/.git
      cd big
      git init -q .
      echo other > other.txt
      git add -A
      git commit -qm start
      echo changed > other.txt
      echo Hi > content/templates/ping/body.txt.liquid
      """
    ).expectSuccess()
    let status = try sandbox.galley("status", at: "big/content")
    #expect(status.output.contains("modified   templates/ping/body.txt.liquid  (template ping)"))
    #expect(!status.output.contains("other.txt"))
    // From a folder inside the content, too.
    try sandbox.galley("test", "--update", at: "big/content/templates/ping").expectSuccess()
    try sandbox.galley("check", "--at", "HEAD", at: "big/content").expectSuccess()
    let difference = try sandbox.galley("diff", at: "big/content")
    #expect(difference.output.contains("M templates/ping/body.txt.liquid"))
    #expect(difference.output.contains("3 of 10 cases differ"))
    try sandbox.galley("commit", "--all", "-m", "ping", at: "big/content").expectSuccess()
    // What is not content stays as it was.
    let left = try sandbox.shell("git status --porcelain", at: "big")
    #expect(left.output == " M other.txt\n")
    let changed = try sandbox.galley(
      "check", "--changed-since", "HEAD~1", "--format", "json", at: "big/content")
    #expect(changed.status == 0)
    let built = try sandbox.galley(
      "release", "build", "--version", "1.0.0", "--output", "../../big-release", at: "big/content")
    #expect(built.status == 0, "\(built.said)")
    let shown = try sandbox.galley("release", "show", "big-release")
    #expect(shown.output.contains("  galley.yaml  ") && !shown.output.contains("other.txt"))
    let tree = try sandbox.shell("git rev-parse HEAD:content", at: "big").output
    #expect(shown.output.contains("tree:    \(tree)"))
  }

  @Test func stagedMeansTheIndexThatAHookSees() throws {
    let sandbox = try Shop.copy()
    try sandbox.folder.write(
      "shop/.git/hooks/pre-commit", "#!/bin/sh\nexec galley check --staged\n")
    try sandbox.shell(
      """
      chmod +x .git/hooks/pre-commit
      echo '{{ profile.nmae }}' > templates/ping/body.txt.liquid
      """, at: "shop"
    ).expectSuccess()
    // `git commit PATH` checks another index than .git/index.
    let refused = try sandbox.shell("git commit -qm broken templates/ping", at: "shop")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains("template/unknown-path")
        || refused.output.contains("template/unknown-path"))
    // The same file broken on disk, but not part of the commit: the hook lets it pass.
    let passed = try sandbox.shell(
      "echo '# a note' >> galley.yaml; git commit -qm fine galley.yaml", at: "shop")
    #expect(passed.status == 0, "\(passed.said)")
    let staged = try sandbox.shell(
      """
      cp .git/index $BASE/other-index
      GIT_INDEX_FILE=$BASE/other-index git add templates/ping
      galley check --staged
      ! GIT_INDEX_FILE=$BASE/other-index galley check --staged
      """, at: "shop")
    #expect(staged.status == 0, "\(staged.said)")
    #expect(staged.output.contains("template/unknown-path"))
  }

  @Test func readsEveryRevisionByName() throws {
    let sandbox = try Shop.copy()
    try sandbox.shell(
      """
      git tag v1
      echo '{{ profile.nmae }}' > templates/ping/body.txt.liquid
      git commit -qam broken
      git tag v2
      git checkout -q v1 -- templates
      """, at: "shop"
    ).expectSuccess()
    for (revision, status) in [("v1", Int32(0)), ("HEAD~1", 0), ("v2", 1), ("main", 1)] {
      let checked = try sandbox.galley("check", "--at", revision, at: "shop")
      #expect(checked.status == status, "\(revision): \(checked.said)")
    }
    #expect(try sandbox.galley("check", at: "shop").status == 0)
    #expect(try sandbox.galley("check", "--changed-since", "v1", at: "shop").status == 0)
  }
}
