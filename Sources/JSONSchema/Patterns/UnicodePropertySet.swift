/// The code points of `\p{…}`, worked out from the standard library's Unicode data.
enum UnicodePropertySet {
  /// The set that a property expression names, or nil where it is unknown.
  static func named(_ text: String) -> CodePointSet? {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2 {
      guard parts[0] == "General_Category" || parts[0] == "gc" else { return nil }
      return category(parts[1])
    }
    guard parts.count == 1 else { return nil }
    switch text {
    case "Any": return CodePointSet([0...0x10FFFF])
    case "ASCII": return CodePointSet([0...0x7F])
    case "Assigned": return category("Cn")?.inverted
    default: return category(text) ?? binary(text)
    }
  }

  private static func category(_ name: String) -> CodePointSet? {
    guard let group = groups.first(where: { $0.names.contains(name) }) else { return nil }
    return collect { group.categories.contains($0.generalCategory) }
  }

  private static func binary(_ name: String) -> CodePointSet? {
    guard let property = binaryProperties[name] else { return nil }
    return collect { $0[keyPath: property] }
  }

  private static func collect(
    _ isMember: (Unicode.Scalar.Properties) -> Bool
  ) -> CodePointSet {
    var ranges: [ClosedRange<UInt32>] = []
    var start: UInt32?
    var value: UInt32 = 0
    while value <= 0x10FFFF {
      // Lone surrogates are no scalars and can stand in no text.
      let isIn = Unicode.Scalar(value).map { isMember($0.properties) } ?? false
      if isIn, start == nil { start = value }
      if !isIn, let first = start {
        ranges.append(first...value - 1)
        start = nil
      }
      // Planes 4 to 13 are unassigned, 15 and 16 private: alike but for two noncharacters each.
      let isUniform = (0x40000..<0xE0000).contains(value) || value >= 0xF0000
      value += isUniform && value & 0xFFFF == 0 ? 0xFFFE : 1
    }
    if let first = start { ranges.append(first...0x10FFFF) }
    return CodePointSet(ranges)
  }

  private typealias Group = (names: [String], categories: Set<Unicode.GeneralCategory>)

  private static let groups: [Group] = [
    (["L", "Letter"], letters), (["LC", "Cased_Letter"], casedLetters),
    (["Lu", "Uppercase_Letter"], [.uppercaseLetter]),
    (["Ll", "Lowercase_Letter"], [.lowercaseLetter]),
    (["Lt", "Titlecase_Letter"], [.titlecaseLetter]),
    (["Lm", "Modifier_Letter"], [.modifierLetter]), (["Lo", "Other_Letter"], [.otherLetter]),
    (["M", "Mark", "Combining_Mark"], [.nonspacingMark, .spacingMark, .enclosingMark]),
    (["Mn", "Nonspacing_Mark"], [.nonspacingMark]), (["Mc", "Spacing_Mark"], [.spacingMark]),
    (["Me", "Enclosing_Mark"], [.enclosingMark]),
    (["N", "Number"], [.decimalNumber, .letterNumber, .otherNumber]),
    (["Nd", "Decimal_Number", "digit"], [.decimalNumber]),
    (["Nl", "Letter_Number"], [.letterNumber]), (["No", "Other_Number"], [.otherNumber]),
    (["P", "Punctuation", "punct"], punctuation),
    (["Pc", "Connector_Punctuation"], [.connectorPunctuation]),
    (["Pd", "Dash_Punctuation"], [.dashPunctuation]),
    (["Ps", "Open_Punctuation"], [.openPunctuation]),
    (["Pe", "Close_Punctuation"], [.closePunctuation]),
    (["Pi", "Initial_Punctuation"], [.initialPunctuation]),
    (["Pf", "Final_Punctuation"], [.finalPunctuation]),
    (["Po", "Other_Punctuation"], [.otherPunctuation]),
    (["S", "Symbol"], [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]),
    (["Sm", "Math_Symbol"], [.mathSymbol]), (["Sc", "Currency_Symbol"], [.currencySymbol]),
    (["Sk", "Modifier_Symbol"], [.modifierSymbol]), (["So", "Other_Symbol"], [.otherSymbol]),
    (["Z", "Separator"], [.spaceSeparator, .lineSeparator, .paragraphSeparator]),
    (["Zs", "Space_Separator"], [.spaceSeparator]), (["Zl", "Line_Separator"], [.lineSeparator]),
    (["Zp", "Paragraph_Separator"], [.paragraphSeparator]),
    (["C", "Other"], [.control, .format, .surrogate, .privateUse, .unassigned]),
    (["Cc", "Control", "cntrl"], [.control]), (["Cf", "Format"], [.format]),
    (["Cs", "Surrogate"], [.surrogate]), (["Co", "Private_Use"], [.privateUse]),
    (["Cn", "Unassigned"], [.unassigned]),
  ]

  private static let letters: Set<Unicode.GeneralCategory> = [
    .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
  ]
  private static let casedLetters: Set<Unicode.GeneralCategory> = [
    .uppercaseLetter, .lowercaseLetter, .titlecaseLetter,
  ]
  private static let punctuation: Set<Unicode.GeneralCategory> = [
    .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
    .initialPunctuation, .finalPunctuation, .otherPunctuation,
  ]

  private static var binaryProperties: [String: KeyPath<Unicode.Scalar.Properties, Bool>] {
    [
      "Alphabetic": \.isAlphabetic, "Alpha": \.isAlphabetic, "Lowercase": \.isLowercase,
      "Lower": \.isLowercase, "Uppercase": \.isUppercase, "Upper": \.isUppercase,
      "White_Space": \.isWhitespace, "space": \.isWhitespace, "Math": \.isMath,
      "Dash": \.isDash, "Hex_Digit": \.isHexDigit, "Hex": \.isHexDigit,
      "ASCII_Hex_Digit": \.isASCIIHexDigit, "AHex": \.isASCIIHexDigit,
      "ID_Start": \.isIDStart, "IDS": \.isIDStart, "ID_Continue": \.isIDContinue,
      "IDC": \.isIDContinue, "XID_Start": \.isXIDStart, "XIDS": \.isXIDStart,
      "XID_Continue": \.isXIDContinue, "XIDC": \.isXIDContinue, "Ideographic": \.isIdeographic,
      "Ideo": \.isIdeographic, "Emoji": \.isEmoji, "Emoji_Presentation": \.isEmojiPresentation,
      "EPres": \.isEmojiPresentation, "Emoji_Modifier": \.isEmojiModifier,
      "EMod": \.isEmojiModifier, "Emoji_Modifier_Base": \.isEmojiModifierBase,
      "EBase": \.isEmojiModifierBase, "Cased": \.isCased, "Case_Ignorable": \.isCaseIgnorable,
      "CI": \.isCaseIgnorable, "Diacritic": \.isDiacritic, "Dia": \.isDiacritic,
      "Extender": \.isExtender, "Ext": \.isExtender, "Grapheme_Base": \.isGraphemeBase,
      "Gr_Base": \.isGraphemeBase, "Grapheme_Extend": \.isGraphemeExtend,
      "Gr_Ext": \.isGraphemeExtend, "Default_Ignorable_Code_Point": \.isDefaultIgnorableCodePoint,
      "DI": \.isDefaultIgnorableCodePoint, "Deprecated": \.isDeprecated,
      "Dep": \.isDeprecated, "Variation_Selector": \.isVariationSelector,
      "VS": \.isVariationSelector, "Noncharacter_Code_Point": \.isNoncharacterCodePoint,
      "NChar": \.isNoncharacterCodePoint, "Pattern_Syntax": \.isPatternSyntax,
      "Pat_Syn": \.isPatternSyntax, "Pattern_White_Space": \.isPatternWhitespace,
      "Pat_WS": \.isPatternWhitespace, "Quotation_Mark": \.isQuotationMark,
      "QMark": \.isQuotationMark, "Radical": \.isRadical, "Soft_Dotted": \.isSoftDotted,
      "SD": \.isSoftDotted, "Sentence_Terminal": \.isSentenceTerminal,
      "STerm": \.isSentenceTerminal, "Terminal_Punctuation": \.isTerminalPunctuation,
      "Term": \.isTerminalPunctuation, "Unified_Ideograph": \.isUnifiedIdeograph,
      "UIdeo": \.isUnifiedIdeograph, "Bidi_Control": \.isBidiControl, "Bidi_C": \.isBidiControl,
      "Bidi_Mirrored": \.isBidiMirrored, "Bidi_M": \.isBidiMirrored,
      "Join_Control": \.isJoinControl, "Join_C": \.isJoinControl,
      "Logical_Order_Exception": \.isLogicalOrderException, "LOE": \.isLogicalOrderException,
      "IDS_Binary_Operator": \.isIDSBinaryOperator, "IDSB": \.isIDSBinaryOperator,
      "IDS_Trinary_Operator": \.isIDSTrinaryOperator, "IDST": \.isIDSTrinaryOperator,
      "Changes_When_Lowercased": \.changesWhenLowercased, "CWL": \.changesWhenLowercased,
      "Changes_When_Uppercased": \.changesWhenUppercased, "CWU": \.changesWhenUppercased,
      "Changes_When_Titlecased": \.changesWhenTitlecased, "CWT": \.changesWhenTitlecased,
      "Changes_When_Casefolded": \.changesWhenCaseFolded, "CWCF": \.changesWhenCaseFolded,
      "Changes_When_Casemapped": \.changesWhenCaseMapped, "CWCM": \.changesWhenCaseMapped,
      "Changes_When_NFKC_Casefolded": \.changesWhenNFKCCaseFolded,
      "CWKCF": \.changesWhenNFKCCaseFolded,
    ]
  }
}
