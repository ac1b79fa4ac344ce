import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite struct LintTests {
  private func lint(_ schema: String) throws -> [Diagnostic] {
    SchemaLinter.problems(of: [try document(schema)])
  }

  @Test(arguments: [
    (#"{"type":"integer","minLength":1}"#, "unreachable-keyword", "\"minLength\" has no effect"),
    (#"{"then":{}}"#, "unreachable-keyword", "there is no \"if\""),
    (
      #"{"properties":{"name":{}},"required":["nmae"]}"#, "undeclared-required",
      "\"nmae\" is not declared"
    ),
    (
      #"{"properties":{},"required":["a"],"additionalProperties":false}"#, "undeclared-required",
      "no value is valid"
    ),
    (#"{"type":"string","enum":["a",1]}"#, "impossible-value", "1 can never be valid"),
    (#"{"type":"integer","const":1.5}"#, "impossible-value", "1.5 can never be valid"),
    (#"{"enum":["a"],"const":"b"}"#, "impossible-value", "is not among"),
    (#"{"type":"string","default":1}"#, "invalid-example", "the default 1 is not valid"),
    (#"{"maximum":3,"examples":[2,4]}"#, "invalid-example", "the example 4 is not valid"),
    (#"{"adddtionalProperties":false}"#, "unknown-keyword", "no keyword of 2020-12"),
    (#"{"additionalItems":false}"#, "unknown-keyword", "\"additionalItems\" is no keyword"),
    (#"{"minimum":3,"maximum":2}"#, "contradictory-bounds", "minimum 3 and maximum 2"),
    (#"{"exclusiveMinimum":3,"maximum":3.0}"#, "contradictory-bounds", "exclusiveMinimum 3"),
    (#"{"enum":[1,2,1.0]}"#, "duplicate-value", "lists 1.0 twice"),
    (#"{"type":"object","$defs":{"a":{}}}"#, "unused-definition", "\"a\""),
    (#"{"pattern":"[a-z]"}"#, "unanchored-pattern", "matches anywhere"),
    (
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/definitions/a","minimum":1,"definitions":{"a":{}}}"##,
      "unreachable-keyword", "nothing beside $ref"
    ),
  ])
  func findsOneProblem(schema: String, code: String, message: String) throws {
    let problems = try lint(schema)
    #expect(problems.map(\.code.name) == ["schema-lint/" + code])
    #expect(problems.first?.message.contains(message) == true, "\(problems.map(\.message))")
    #expect(problems.allSatisfy { !$0.notes.isEmpty && $0.severity != .error })
  }

  @Test(arguments: [
    #"{"type":["integer","string"],"minLength":1}"#, #"{"minLength":1,"minimum":2}"#,
    #"{"properties":{"a":{}},"required":["a"]}"#, #"{"required":["a"]}"#,
    #"{"properties":{"a":{}},"required":["b"],"allOf":[{"properties":{"b":{}}}]}"#,
    #"{"properties":{"a":{}},"required":["b"],"patternProperties":{"^b$":{}}}"#,
    #"{"type":"number","enum":[1,1.5]}"#, #"{"type":"integer","default":1.0}"#,
    #"{"minimum":2,"maximum":2.0}"#, #"{"x-owner":"shop"}"#, #"{"$defs":{"a":{}}}"#,
    ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{}}}"##,
    #"{"pattern":"^a"}"#, #"{"properties":{"minimun":{}}}"#,
  ])
  func leavesGoodSchemasAlone(schema: String) throws {
    #expect(try lint(schema).map(\.message) == [])
  }

  @Test func aNearNameHasAFix() throws {
    let problem = try #require(try lint(#"{"requird":["a"]}"#).first)
    #expect(problem.severity == .warning && problem.fix?.replacement == "\"required\"")
    #expect(try lint(#"{"zzz":1}"#).first?.severity == .information)
  }

  @Test func definitionsCountAcrossFiles() throws {
    let shared = try #require(
      JSONReader.read(
        SourceText(path: "b.json", #"{"type":"object","$defs":{"m":{}}}"#)
      ).document)
    let user = try document(#"{"$ref":"b.json#/$defs/m"}"#)
    let resolver: SchemaResolver = { $0 == "b.json" ? shared.value : nil }
    #expect(SchemaLinter.problems(of: [shared, user], resolver: resolver).map(\.message) == [])
    #expect(SchemaLinter.problems(of: [shared], resolver: resolver).count == 1)
  }

  @Test func aBrokenKeywordIsReportedOnce() throws {
    let problems = try lint(#"{"type":"string","minimum":"3"}"#)
    #expect(problems.filter { $0.severity == .error }.count == 1)
  }

  @Test func codesAreNamedOnce() {
    let names = DiagnosticCode.schemaLintCodes.map(\.name)
    #expect(Set(names).count == names.count && names == names.sorted())
  }
}
