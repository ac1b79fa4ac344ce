/// The GSM 7-bit default alphabet with its extension (3GPP TS 23.038, 6.2.1).
package enum GSMAlphabet {
  private static let basic: Set<Unicode.Scalar> = Set(
    ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
      + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
  private static let extended: Set<Unicode.Scalar> = Set("\u{C}^{}\\[~]|€".unicodeScalars)

  /// What most texts are made of: the septets of the ASCII characters, 0 for those outside.
  private static let ascii: [UInt8] = (0..<128).map { code in
    let scalar = Unicode.Scalar(UInt8(code))
    return basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : 0
  }

  /// Returns how many septets a character takes, 1 or 2; nil when it is not in the alphabet.
  package static func septets(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.isASCII {
      let septets = ascii[Int(scalar.value)]
      return septets == 0 ? nil : Int(septets)
    }
    if basic.contains(scalar) { return 1 }
    return extended.contains(scalar) ? 2 : nil
  }

  /// Returns a text of the alphabet that can stand for a character outside it, or nil.
  ///
  /// An empty text means that the character is invisible and can go.
  package static func replacement(_ scalar: Unicode.Scalar) -> String? {
    if let text = signs[scalar] { return text }
    for (base, letters) in letters where letters.unicodeScalars.contains(scalar) { return base }
    return nil
  }

  private static let signs: [Unicode.Scalar: String] = [
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "ʼ": "'",
    "“": "\"", "”": "\"", "„": "\"", "″": "\"", "«": "\"", "»": "\"",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "•": "-", "·": ".",
    "…": "...", "×": "x", "‹": "<", "›": ">", "™": "TM", "®": "(R)", "©": "(C)", "№": "No.",
    "\t": " ", "\u{A0}": " ", "\u{2002}": " ", "\u{2003}": " ", "\u{2007}": " ",
    "\u{2009}": " ", "\u{200A}": " ", "\u{202F}": " ", "\u{3000}": " ",
    "\u{AD}": "", "\u{200B}": "", "\u{200C}": "", "\u{200D}": "", "\u{2060}": "", "\u{FEFF}": "",
  ]

  private static let letters: [(base: String, letters: String)] = [
    ("a", "áâãāăą"), ("A", "ÁÀÂÃĀĂĄ"), ("c", "çćĉċč"), ("C", "ĆĈĊČ"), ("d", "ďđ"), ("D", "ĎĐ"),
    ("e", "êëēĕėęě"), ("E", "ÈÊËĒĔĖĘĚ"), ("g", "ĝğġģ"), ("G", "ĜĞĠĢ"), ("i", "íîïĩīĭįı"),
    ("I", "ÍÌÎÏĨĪĬĮİ"), ("l", "ĺļľł"), ("L", "ĹĻĽŁ"), ("n", "ńņň"), ("N", "ŃŅŇ"),
    ("o", "óôõōŏő"), ("O", "ÓÒÔÕŌŎŐ"), ("oe", "œ"), ("OE", "Œ"), ("r", "ŕŗř"), ("R", "ŔŖŘ"),
    ("s", "śŝşšș"), ("S", "ŚŜŞŠȘ"), ("t", "ţťț"), ("T", "ŢŤȚ"), ("u", "úûũūŭůűų"),
    ("U", "ÚÙÛŨŪŬŮŰŲ"), ("y", "ýÿ"), ("Y", "ÝŸ"), ("z", "źżž"), ("Z", "ŹŻŽ"),
  ]
}
