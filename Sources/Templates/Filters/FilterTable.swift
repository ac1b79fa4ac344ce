/// Every filter that templates may use.
package enum FilterTable {
  /// The filters in the order of their numbers.
  package static let filters: [FilterDescription] = standard + extensions

  /// The filter called `name`, or nil.
  package static func find(_ name: String) -> FilterDescription? {
    byName[name].map { filters[$0] }
  }

  private static let byName: [String: Int] = Dictionary(
    uniqueKeysWithValues: filters.enumerated().map { ($1.name, $0) })

  private static let standard: [FilterDescription] = [
    FilterDescription(
      .size, "size", 0...0, "array", "any",
      "Returns the number of characters, items or members."),
    FilterDescription(
      .downcase, "downcase", 0...0, "string", "string",
      "Turns letters into lower case."),
    FilterDescription(
      .upcase, "upcase", 0...0, "string", "string",
      "Turns letters into upper case."),
    FilterDescription(
      .capitalize, "capitalize", 0...0, "string", "string",
      "Turns the first letter into upper case and the others into lower case."),
    FilterDescription(
      .escape, "escape", 0...0, "html", "string",
      "Escapes & < > \" ' for HTML."),
    FilterDescription(
      .h, "h", 0...0, "html", "string",
      "Escapes & < > \" ' for HTML; the same as escape."),
    FilterDescription(
      .escapeOnce, "escape_once", 0...0, "html", "string",
      "Escapes for HTML without touching entities."),
    FilterDescription(
      .urlEncode, "url_encode", 0...0, "url", "string",
      "Percent-encodes; a blank becomes +."),
    FilterDescription(
      .urlDecode, "url_decode", 0...0, "url", "string",
      "Decodes percent-encoding and +."),
    FilterDescription(
      .base64Encode, "base64_encode", 0...0, "string", "string",
      "Encodes as base64."),
    FilterDescription(
      .base64Decode, "base64_decode", 0...0, "string", "string",
      "Decodes base64."),
    FilterDescription(
      .base64UrlSafeEncode, "base64_url_safe_encode", 0...0, "string", "string",
      "Encodes as URL-safe base64."),
    FilterDescription(
      .base64UrlSafeDecode, "base64_url_safe_decode", 0...0, "string", "string",
      "Decodes URL-safe base64."),
    FilterDescription(
      .slice, "slice", 1...2, "string", "string or array, integer, integer",
      "Takes a part by position and length."),
    FilterDescription(
      .truncate, "truncate", 0...2, "string", "string, integer, string",
      "Cuts to a number of characters, the ellipsis included."),
    FilterDescription(
      .truncatewords, "truncatewords", 0...2, "string", "string, integer, string",
      "Cuts to a number of words."),
    FilterDescription(
      .split, "split", 1...1, "string", "string, string",
      "Splits at a separator."),
    FilterDescription(
      .strip, "strip", 0...0, "string", "string",
      "Removes white space at both ends."),
    FilterDescription(
      .lstrip, "lstrip", 0...0, "string", "string",
      "Removes white space at the start."),
    FilterDescription(
      .rstrip, "rstrip", 0...0, "string", "string",
      "Removes white space at the end."),
    FilterDescription(
      .squish, "squish", 0...0, "string", "string",
      "Strips and makes runs of white space one blank."),
    FilterDescription(
      .stripHtml, "strip_html", 0...0, "html", "string",
      "Removes HTML tags, comments, scripts and styles."),
    FilterDescription(
      .stripNewlines, "strip_newlines", 0...0, "string", "string",
      "Removes line breaks."),
    FilterDescription(
      .newlineToBr, "newline_to_br", 0...0, "html", "string",
      "Puts <br /> before line breaks."),
    FilterDescription(
      .join, "join", 0...1, "array", "array, string",
      "Joins items into one text."),
    FilterDescription(
      .sort, "sort", 0...1, "array", "array, string",
      "Sorts items, or by a property; nil last."),
    FilterDescription(
      .sortNatural, "sort_natural", 0...1, "array", "array, string",
      "Sorts items ignoring case, or by a property."),
    FilterDescription(
      .`where`, "where", 1...2, "array", "array, string, any",
      "Keeps the items whose property is truthy or equal to a value."),
    FilterDescription(
      .reject, "reject", 1...2, "array", "array, string, any",
      "Drops the items whose property is truthy or equal to a value."),
    FilterDescription(
      .has, "has", 1...2, "array", "array, string, any",
      "Says whether an item has a truthy or equal property."),
    FilterDescription(
      .find, "find", 1...2, "array", "array, string, any",
      "Returns the first item with a truthy or equal property."),
    FilterDescription(
      .findIndex, "find_index", 1...2, "array", "array, string, any",
      "Returns the position of the first such item."),
    FilterDescription(
      .uniq, "uniq", 0...1, "array", "array, string",
      "Drops items that occurred before, or by a property."),
    FilterDescription(
      .reverse, "reverse", 0...0, "array", "array",
      "Turns the order around."),
    FilterDescription(
      .map, "map", 1...1, "array", "array, string",
      "Takes a property of every item."),
    FilterDescription(
      .compact, "compact", 0...1, "array", "array, string",
      "Drops nil items, or items whose property is nil."),
    FilterDescription(
      .concat, "concat", 1...1, "array", "array, array",
      "Appends the items of another array."),
    FilterDescription(
      .first, "first", 0...0, "array", "array or string",
      "Returns the first item."),
    FilterDescription(
      .last, "last", 0...0, "array", "array or string",
      "Returns the last item."),
    FilterDescription(
      .sum, "sum", 0...1, "array", "array, string",
      "Adds the items, or a property of them."),
    FilterDescription(
      .replace, "replace", 1...2, "string", "string, string, string",
      "Replaces every occurrence."),
    FilterDescription(
      .replaceFirst, "replace_first", 1...2, "string", "string, string, string",
      "Replaces the first occurrence."),
    FilterDescription(
      .replaceLast, "replace_last", 2...2, "string", "string, string, string",
      "Replaces the last occurrence."),
    FilterDescription(
      .remove, "remove", 1...1, "string", "string, string",
      "Removes every occurrence."),
    FilterDescription(
      .removeFirst, "remove_first", 1...1, "string", "string, string",
      "Removes the first occurrence."),
    FilterDescription(
      .removeLast, "remove_last", 1...1, "string", "string, string",
      "Removes the last occurrence."),
    FilterDescription(
      .append, "append", 1...1, "string", "string, string",
      "Adds a text at the end."),
    FilterDescription(
      .prepend, "prepend", 1...1, "string", "string, string",
      "Adds a text at the start."),
    FilterDescription(
      .date, "date", 1...1, "date", "date, string",
      "Formats a date by a strftime pattern."),
    FilterDescription(
      .abs, "abs", 0...0, "number", "number",
      "Returns the absolute value."),
    FilterDescription(
      .plus, "plus", 1...1, "number", "number, number",
      "Adds."),
    FilterDescription(
      .minus, "minus", 1...1, "number", "number, number",
      "Subtracts."),
    FilterDescription(
      .times, "times", 1...1, "number", "number, number",
      "Multiplies."),
    FilterDescription(
      .dividedBy, "divided_by", 1...1, "number", "number, number",
      "Divides; integers toward minus infinity."),
    FilterDescription(
      .modulo, "modulo", 1...1, "number", "number, number",
      "Returns the remainder, with the divisor's sign."),
    FilterDescription(
      .round, "round", 0...1, "number", "number, integer",
      "Rounds to a number of places, halves away from zero."),
    FilterDescription(
      .ceil, "ceil", 0...0, "number", "number",
      "Rounds up to an integer."),
    FilterDescription(
      .floor, "floor", 0...0, "number", "number",
      "Rounds down to an integer."),
    FilterDescription(
      .atLeast, "at_least", 1...1, "number", "number, number",
      "Returns the larger number."),
    FilterDescription(
      .atMost, "at_most", 1...1, "number", "number, number",
      "Returns the smaller number."),
    FilterDescription(
      .default, "default", 0...1, "default", "any, any",
      "Replaces nil, false and empty values; allow_false keeps false.", named: true),
  ]

  private static let extensions: [FilterDescription] = [
    FilterDescription(
      .t, "t", 0...0, "extension", "string, named values",
      "Translates a key; named arguments fill its placeholders, count chooses the plural.",
      named: true),
    FilterDescription(
      .money, "money", 0...1, "extension", "number, currency code",
      "Formats an amount of money for the locale.", named: true),
    FilterDescription(
      .number, "number", 0...1, "extension", "number, decimal places",
      "Formats a number for the locale.", named: true),
    FilterDescription(
      .percent, "percent", 0...1, "extension", "number, decimal places",
      "Formats a fraction as a percentage for the locale."),
    FilterDescription(
      .dateShort, "date_short", 0...0, "extension", "date",
      "Formats a date for the locale, short."),
    FilterDescription(
      .dateMedium, "date_medium", 0...0, "extension", "date",
      "Formats a date for the locale, with the month abbreviated."),
    FilterDescription(
      .dateLong, "date_long", 0...0, "extension", "date",
      "Formats a date for the locale, with the month in full."),
    FilterDescription(
      .dateFull, "date_full", 0...0, "extension", "date",
      "Formats a date for the locale, with weekday and month in full."),
    FilterDescription(
      .timeShort, "time_short", 0...0, "extension", "date",
      "Formats the time of day for the locale."),
    FilterDescription(
      .json, "json", 0...0, "extension", "any",
      "Encodes as compact JSON."),
  ]
}
