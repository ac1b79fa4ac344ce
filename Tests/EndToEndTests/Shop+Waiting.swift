import TestSupport
import Testing

/// The shop while outputs wait for review: where tests of reviews begin.
extension Shop {
  /// Edits a template beside the fragment: two edits that wait in the message `ping`.
  static let greeting = "echo 'Hi {{ profile.firstName }}' > templates/ping/body.txt.liquid"

  /// Returns a shop in which the edit of a fragment waits in three emails, and whatever else a script
  /// changes.
  static func waiting(besides script: String = greeting) throws -> Sandbox {
    let sandbox = try copy()
    try sandbox.folder.write("shop/fragments/footer.liquid", "<p>For {{ profile.email }}</p>\n")
    if !script.isEmpty { try sandbox.shell(script, at: "shop").expectSuccess() }
    let tested = try sandbox.galley("test", at: "shop")
    try #require(tested.status == 1, "\(tested.said)")
    return sandbox
  }
}
