import Diagnostics
import Documents
import JSONSchema
import Testing

/// Regular expressions mean what ECMA-262 says, with code points and ASCII classes.
@Suite struct PatternTests {
  @Test(arguments: [
    ("^a.c$", "a😀c", true), ("^a.c$", "a\\nc", false), ("^a.c$", "a\\u2028c", false),
    ("^\\\\d+$", "১", false), ("^\\\\w$", "é", false), ("^\\\\s$", "\\uFEFF", true),
    ("^\\\\cA$", "\\u0001", true), ("^[\\\\d-x]$", "-", true), ("^[a-z&&b]$", "&", true),
    ("a$", "a\\n", false), ("^(?:ab|cd){2}$", "abcd", true), ("(a)\\\\1", "aa", true),
    ("(?<x>a|b)\\\\k<x>", "ab", false), ("^(?!foo)", "foobar", false), ("^(?!foo)", "bar", true),
    ("(?<=a)b", "ab", true), ("(?<!a)b", "ab", false),
    ("^(?=.*\\\\d)(?=.*[a-z]).{4,}$", "ab1c", true),
    ("\\\\bcat\\\\b", "a cat!", true), ("\\\\bcat\\\\b", "concat", false),
    ("\\\\Bcat", "concat", true),
    ("^\\\\p{Lu}\\\\p{Ll}+$", "Émile", true), ("^\\\\P{L}$", "1", true),
    ("\\\\p{Emoji}", "😀", true),
    ("^\\\\u{1F600}$", "😀", true), ("^\\\\uD83D\\\\uDE00$", "😀", true), ("^[😀-😂]$", "😁", true),
    ("^[^x]$", "😀", true), ("^$", "", true), ("", "", true), ("x*", "abc", true),
    ("[]", "a", false),
    ("[^]", "\\n", true), ("^a{2,3}$", "aaaa", false), ("^(?:a?){3}$", "aa", true),
    ("^(a*)*$", "aab", false), ("a|^b|c$", "xc", true), ("^\\\\-$", "-", true), ("^{$", "{", true),
    ("(?:){3}", "x", true), ("^(?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}$", "127.0.0.1", true),
  ])
  func matches(pattern: String, text: String, isMatch: Bool) throws {
    let schema = try compiled("{\"pattern\":\"\(pattern)\"}")
    #expect(schema.isValid(try document("\"\(text)\"")) == isMatch)
  }

  @Test(arguments: ["(?:(?:){100000}){100000}", "(?=(?:(?:){100000}){100000})", "a{99999999999}"])
  func repetitionsOfNothingEnd(pattern: String) throws {
    let compilation = Schema.compile(try document("{\"pattern\":\"\(pattern)\"}"))
    #expect(compilation.diagnostics.map(\.code.name) == ["schema/pattern-limit"])
  }
}
