import Foundation
import TestSupport
import Testing

/// The small content repository of these tests, committed, with a key and a signed release.
///
/// Made once; each test works on a copy: `shop`, `release`, `release.tar` and `home/key.pem`.
enum Shop {
  /// The folder of the fixtures.
  static var fixtures: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  }

  private static let original: Result<Sandbox, any Error> = Result {
    let sandbox = try Sandbox()
    let script = """
      cp -a '\(fixtures.path)/shop' shop
      cd shop
      echo .galley/ > .gitignore
      git init -q .
      git add -A
      git commit -qm start
      galley key new $HOME/key.pem
      galley release build --version 1.0.0 --key $HOME/key.pem --output $BASE/release
      galley release build --version 1.0.0 --key $HOME/key.pem --tar --output $BASE/release.tar
      """
    let made = try sandbox.shell(script)
    guard made.status == 0 else { throw Failure(text: made.said) }
    atexit { Shop.removeOriginal() }
    return sandbox
  }

  private static func removeOriginal() {
    if case .success(let sandbox) = original { sandbox.folder.remove() }
  }

  /// A script of the preparation that failed.
  struct Failure: Error {
    /// What it said.
    let text: String
  }

  /// Adds templates to the shop of a sandbox, two cases or more for each, without snapshots.
  static func addTemplates(_ count: Int, to sandbox: Sandbox) throws {
    for number in 1...count {
      let folder = "shop/templates/many-\(number)"
      try sandbox.folder.write("\(folder)/template.yaml", "channel: sms\n")
      try sandbox.folder.write("\(folder)/body.txt.liquid", "Number \(number)\n")
    }
  }

  /// Returns a sandbox with a copy of everything.
  static func copy() throws -> Sandbox {
    let source = try original.get()
    let sandbox = try Sandbox()
    let copied = try sandbox.shell(
      "cp -a \(source.folder.path)/shop \(source.folder.path)/release* . && "
        + "cp -a \(source.folder.path)/home/. home")
    try #require(copied.status == 0, "\(copied.said)")
    return sandbox
  }
}
