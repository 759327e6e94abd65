import CLibXML2

/// `&amp;`, `&#8212;`, `&#x2014;`: numeric references and HTML 4's names (libxml2's table; the usual
/// ones in one of ours, since that one is searched from its beginning).
struct CharacterReference {
  var scalar: Unicode.Scalar
  /// Behind the semicolon.
  var end: Int

  /// Reads the reference whose `&` stands at `index`; nil when it is text. The semicolon is needed.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    let limit = min(bytes.count, index + 12)
    guard index + 1 < limit,
      let semicolon = bytes[index + 1..<limit].firstIndex(of: 0x3B), semicolon > index + 1
    else { return nil }
    let name = String(decoding: bytes[index + 1..<semicolon], as: UTF8.self)
    end = semicolon + 1
    if !name.hasPrefix("#") {
      guard let found = Self.scalar(named: name) else { return nil }
      scalar = found
      return
    }
    let digits = name.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    guard
      let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    else { return nil }
    scalar = Self.numeric(value)
  }

  /// HTML Living Standard 13.2.5.80: 128 to 159 mean windows-1252; what is no character is U+FFFD.
  static func numeric(_ value: UInt32) -> Unicode.Scalar {
    if (0x80...0x9F).contains(value) { return Unicode.Scalar(windows1252[Int(value - 0x80)]) }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }
  private static let windows1252: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

  /// Without `&` and `;`; case counts.
  static func scalar(named name: String) -> Unicode.Scalar? {
    if let usual = named[name] { return usual }
    guard let entity = htmlEntityLookup(name) else { return nil }
    return Unicode.Scalar(entity.pointee.value)
  }

  private static let named: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "–", "mdash": "—",
      "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„",
      "lsaquo": "‹", "rsaquo": "›", "hellip": "…", "bull": "•", "euro": "€", "trade": "™",
      "dagger": "†", "Dagger": "‡", "permil": "‰", "prime": "′", "Prime": "″", "minus": "−",
      "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ",
      "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}",
      "zwj": "\u{200D}", "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "ne": "≠",
      "le": "≤", "ge": "≥", "infin": "∞",
    ]
    // U+00A0 to U+00FF in order.
    let latin = """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
      sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave
      Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
      ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN
      szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave
      iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc
      uuml yacute thorn yuml
      """
    for (offset, name) in latin.split(whereSeparator: \.isWhitespace).enumerated() {
      table[String(name)] = Unicode.Scalar(UInt8(0xA0 + offset))
    }
    return table
  }()

  /// A text with its references as characters. The bytes are valid UTF-8, and so is the result.
  static func resolved(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while let mark = ByteRuns.first(0x26, in: bytes, from: index) {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<mark]))
      if let reference = CharacterReference(bytes, at: mark) {
        out.append(
          contentsOf: UTF8.encode(reference.scalar) ?? UTF8.encodedReplacementCharacter)
        index = reference.end
      } else {
        out.append(0x26)
        index = mark + 1
      }
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index...]))
    return out
  }
}
