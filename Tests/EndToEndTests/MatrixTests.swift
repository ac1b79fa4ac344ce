import TestSupport
import Testing

/// Bounds of the matrix, as people meet them.
@Suite struct MatrixTests {
  @Test func tooManyCasesStopEveryCommandThatNeedsThem() throws {
    let sandbox = try Shop.copy()
    try sandbox.galley("test", "--update", at: "shop").expectSuccess()
    let before = try sandbox.folder.contents(of: "shop", ignoring: [".galley"])
    let template = "channel: sms\nvariants: [a, b]\nfixtures:\n  strategy: full\n  cases: 2\n"
    try sandbox.folder.write("shop/templates/ping/template.yaml", template)
    for command in [["test"], ["test", "hello"], ["suggest", "profiles"], ["diff", "HEAD"]] {
      let result = try sandbox.run(["galley"] + command, at: "shop")
      #expect(result.status == 2, "\(command): \(result.said)")
      #expect(
        result.said.contains("error[matrix/too-many-cases]: the template 'ping' has"),
        "\(command): \(result.said)")
      #expect(result.said.contains("strategy full"), "\(result.said)")
    }
    let checked = try sandbox.galley("check", at: "shop")
    #expect(
      checked.status == 1 && checked.said.contains("matrix/too-many-cases"), "\(checked.said)")
    var after = try sandbox.folder.contents(of: "shop", ignoring: [".galley"])
    after["templates/ping/template.yaml"] = before["templates/ping/template.yaml"]
    #expect(after == before)
    try sandbox.folder.write(
      "shop/templates/ping/template.yaml", template.replacing("cases: 2", with: "cases: 200"))
    try sandbox.galley("check", at: "shop").expectSuccess()
  }
}
