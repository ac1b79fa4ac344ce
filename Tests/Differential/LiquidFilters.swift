/// The filters that a generated template uses: what they take, what they give, with which arguments.
struct LiquidFilters {
  /// A filter in the grammar.
  struct Filter: Sendable {
    let name: String
    let takes: GeneratedData.Kind
    let gives: GeneratedData.Kind
    /// Argument lists to choose from; `$t`, `$n`, `$l` stand for a value of that kind.
    let arguments: [String]

    init(
      _ name: String, _ takes: GeneratedData.Kind, _ gives: GeneratedData.Kind,
      _ arguments: String...
    ) {
      self.name = name
      self.takes = takes
      self.gives = gives
      self.arguments = arguments.isEmpty ? [""] : arguments
    }
  }

  /// Every standard filter that Liquid 5.4 has.
  static let all: [Filter] = [
    Filter("size", .text, .number), Filter("size", .list, .number),
    Filter("downcase", .text, .text), Filter("upcase", .text, .text),
    Filter("capitalize", .text, .text), Filter("escape", .text, .text),
    Filter("escape_once", .text, .text), Filter("url_encode", .text, .text),
    Filter("base64_encode", .text, .text), Filter("base64_url_safe_encode", .text, .text),
    Filter("slice", .text, .text, "0", "1", "-2", "1, 3", "-3, 2", "0, 0", "40, 2"),
    Filter("slice", .list, .list, "0, 2", "1, 2", "-2, 2"),
    Filter("truncate", .text, .text, "", "3", "5", "10, ''", "7, '…'", "4, '--'"),
    Filter("truncatewords", .text, .text, "", "1", "2", "3, '--'", "2, ''"),
    Filter("split", .text, .list, "' '", "','", "''", "'a'", "'zz'"),
    Filter("strip", .text, .text), Filter("lstrip", .text, .text), Filter("rstrip", .text, .text),
    Filter("strip_html", .text, .text), Filter("strip_newlines", .text, .text),
    Filter("newline_to_br", .text, .text),
    Filter("join", .list, .text, "", "', '", "''", "$t"),
    Filter("sort", .list, .list), Filter("sort_natural", .list, .list),
    Filter("sort", .object, .list, "'id'", "'price'", "'title'"),
    Filter("sort_natural", .object, .list, "'title'"),
    Filter("where", .object, .list, "'on'", "'on', true", "'id', 2", "'qty', 0", "'title', $t"),
    Filter("map", .object, .list, "'title'", "'id'", "'price'", "'missing'"),
    Filter("uniq", .object, .list, "'qty'", "'on'"), Filter("compact", .object, .list, "'on'"),
    Filter("uniq", .list, .list), Filter("reverse", .list, .list), Filter("compact", .list, .list),
    Filter("concat", .list, .list, "$l"), Filter("first", .list, .text),
    Filter("last", .list, .text),
    Filter("replace", .text, .text, "'a', 'o'", "' ', '_'", "$t, 'X'", "'b', $t"),
    Filter("replace_first", .text, .text, "'a', 'o'", "' ', '_'", "'o', $t"),
    Filter("replace_last", .text, .text, "'a', 'o'", "' ', '_'"),
    Filter("remove", .text, .text, "'a'", "' '", "$t"),
    Filter("remove_first", .text, .text, "'a'", "' '"),
    Filter("remove_last", .text, .text, "'a'", "' '"),
    Filter("append", .text, .text, "$t", "$n", "'!'"),
    Filter("prepend", .text, .text, "$t", "'> '"),
    Filter("abs", .number, .number), Filter("ceil", .number, .number),
    Filter("floor", .number, .number), Filter("round", .number, .number, "", "1", "2", "0"),
    Filter("plus", .number, .number, "$n", "1", "0.1", "'2'"),
    Filter("minus", .number, .number, "$n", "1", "0.1"),
    Filter("times", .number, .number, "$n", "3", "1.5", "-1"),
    Filter("divided_by", .number, .number, "$n", "2", "3", "100.0", "-4"),
    Filter("modulo", .number, .number, "$n", "2", "3", "-4", "2.5"),
    Filter("at_least", .number, .number, "$n", "5"), Filter("at_most", .number, .number, "$n", "5"),
    Filter("date", .number, .text, "'%Y-%m-%d %H:%M:%S'", "'%s'", "'%A %-d %B %y %j'"),
  ]

  /// Filters that take anything.
  static let open: [Filter] = [
    Filter("default", .nothing, .text, "'none'", "$n", "$t, allow_false: true"),
    Filter("escape", .nothing, .text), Filter("append", .nothing, .text, "'!'"),
    Filter("upcase", .nothing, .text),
  ]

  /// Date patterns for texts that are dates.
  static let dates = ["2024-03-05 10:20:30", "2023-12-31", "2024-02-29T23:59:59Z", "5 May 2021"]

  /// Patterns for the `date` filter.
  static let patterns = [
    "%Y-%m-%d", "%B %d, %Y", "%-d/%-m/%y", "%H:%M:%S", "%I:%M %p", "%A %a %b %e", "%j %U %W %u %w",
    "%s", "%%", "%^a %^B", "%10Y", "%-H %k %l", "%D %F %T %R", "%y%C", "%Z %z %:z", "%c", "%x %X",
  ]
}
