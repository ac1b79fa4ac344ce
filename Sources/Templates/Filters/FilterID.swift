/// A filter of the engine by number: what a program's filter step names.
enum FilterID: UInt16, CaseIterable, Sendable {
  /// Returns the number of characters, items or members.
  case size
  /// Turns letters into lower case.
  case downcase
  /// Turns letters into upper case.
  case upcase
  /// Turns the first letter into upper case and the others into lower case.
  case capitalize
  /// Escapes & < > " ' for HTML.
  case escape
  /// Escapes & < > " ' for HTML; the same as escape.
  case h
  /// Escapes for HTML without touching entities.
  case escapeOnce
  /// Percent-encodes; a blank becomes +.
  case urlEncode
  /// Decodes percent-encoding and +.
  case urlDecode
  /// Encodes as base64.
  case base64Encode
  /// Decodes base64.
  case base64Decode
  /// Encodes as URL-safe base64.
  case base64UrlSafeEncode
  /// Decodes URL-safe base64.
  case base64UrlSafeDecode
  /// Takes a part by position and length.
  case slice
  /// Cuts to a number of characters, the ellipsis included.
  case truncate
  /// Cuts to a number of words.
  case truncatewords
  /// Splits at a separator.
  case split
  /// Removes white space at both ends.
  case strip
  /// Removes white space at the start.
  case lstrip
  /// Removes white space at the end.
  case rstrip
  /// Strips and makes runs of white space one blank.
  case squish
  /// Removes HTML tags, comments, scripts and styles.
  case stripHtml
  /// Removes line breaks.
  case stripNewlines
  /// Puts <br /> before line breaks.
  case newlineToBr
  /// Joins items into one text.
  case join
  /// Sorts items, or by a property; nil last.
  case sort
  /// Sorts items ignoring case, or by a property.
  case sortNatural
  /// Keeps the items whose property is truthy or equal to a value.
  case `where`
  /// Drops the items whose property is truthy or equal to a value.
  case reject
  /// Says whether an item has a truthy or equal property.
  case has
  /// Returns the first item with a truthy or equal property.
  case find
  /// Returns the position of the first such item.
  case findIndex
  /// Drops items that occurred before, or by a property.
  case uniq
  /// Turns the order around.
  case reverse
  /// Takes a property of every item.
  case map
  /// Drops nil items, or items whose property is nil.
  case compact
  /// Appends the items of another array.
  case concat
  /// Returns the first item.
  case first
  /// Returns the last item.
  case last
  /// Adds the items, or a property of them.
  case sum
  /// Replaces every occurrence.
  case replace
  /// Replaces the first occurrence.
  case replaceFirst
  /// Replaces the last occurrence.
  case replaceLast
  /// Removes every occurrence.
  case remove
  /// Removes the first occurrence.
  case removeFirst
  /// Removes the last occurrence.
  case removeLast
  /// Adds a text at the end.
  case append
  /// Adds a text at the start.
  case prepend
  /// Formats a date by a strftime pattern.
  case date
  /// Returns the absolute value.
  case abs
  /// Adds.
  case plus
  /// Subtracts.
  case minus
  /// Multiplies.
  case times
  /// Divides; integers toward minus infinity.
  case dividedBy
  /// Returns the remainder, with the divisor's sign.
  case modulo
  /// Rounds to a number of places, halves away from zero.
  case round
  /// Rounds up to an integer.
  case ceil
  /// Rounds down to an integer.
  case floor
  /// Returns the larger number.
  case atLeast
  /// Returns the smaller number.
  case atMost
  /// Replaces nil, false and empty values; allow_false keeps false.
  case `default`
  /// Translates a key; named arguments fill its placeholders, count chooses the plural.
  case t
  /// Formats an amount of money for the locale.
  case money
  /// Formats a number for the locale.
  case number
  /// Formats a fraction as a percentage for the locale.
  case percent
  /// Formats a date for the locale, short.
  case dateShort
  /// Formats a date for the locale, with the month abbreviated.
  case dateMedium
  /// Formats a date for the locale, with the month in full.
  case dateLong
  /// Formats a date for the locale, with weekday and month in full.
  case dateFull
  /// Formats the time of day for the locale.
  case timeShort
  /// Encodes as compact JSON.
  case json
}
