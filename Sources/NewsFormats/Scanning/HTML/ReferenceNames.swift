/// Names of character references.
enum ReferenceNames {
  /// U+00A0 to U+00FF in order.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN
    szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc
    uuml yacute thorn yuml
    """.split(whereSeparator: \.isWhitespace)

  /// U+0100 to U+017E in order; a dash where there is no name.
  private static let latinExtended = """
    Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ccirc Cdot cdot Ccaron ccaron Dcaron
    dcaron Dstrok dstrok Emacr emacr - - Edot edot Eogon eogon Ecaron ecaron Gcirc gcirc Gbreve
    gbreve Gdot gdot Gcedil - Hcirc hcirc Hstrok hstrok Itilde itilde Imacr imacr - - Iogon iogon
    Idot imath IJlig ijlig Jcirc jcirc Kcedil kcedil kgreen Lacute lacute Lcedil lcedil Lcaron
    lcaron Lmidot lmidot Lstrok lstrok Nacute nacute Ncedil ncedil Ncaron ncaron napos ENG eng
    Omacr omacr - - Odblac odblac OElig oelig Racute racute Rcedil rcedil Rcaron rcaron Sacute
    sacute Scirc scirc Scedil scedil Scaron scaron Tcedil tcedil Tcaron tcaron Tstrok tstrok Utilde
    utilde Umacr umacr Ubreve ubreve Uring uring Udblac udblac Uogon uogon Wcirc wcirc Ycirc ycirc
    Yuml Zacute zacute Zdot zdot Zcaron zcaron
    """.split(whereSeparator: \.isWhitespace)

  static let usual: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "–", "mdash": "—",
      "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„",
      "lsaquo": "‹", "rsaquo": "›", "hellip": "…", "bull": "•", "euro": "€", "trade": "™",
      "dagger": "†", "Dagger": "‡", "permil": "‰", "prime": "′", "Prime": "″", "minus": "−",
      "fnof": "ƒ", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}",
      "zwnj": "\u{200C}", "zwj": "\u{200D}", "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓",
      "ne": "≠", "le": "≤", "ge": "≥", "infin": "∞", "AMP": "&", "LT": "<", "GT": ">",
      "QUOT": "\"", "COPY": "©", "REG": "®", "Tab": "\t", "NewLine": "\n", "excl": "!",
      "num": "#", "dollar": "$", "percnt": "%", "lpar": "(", "rpar": ")", "ast": "*", "plus": "+",
      "comma": ",", "period": ".", "sol": "/", "colon": ":", "semi": ";", "equals": "=",
      "quest": "?", "commat": "@", "lsqb": "[", "lbrack": "[", "bsol": "\\", "rsqb": "]",
      "rbrack": "]", "lowbar": "_", "grave": "`", "lcub": "{", "lbrace": "{", "vert": "|",
      "verbar": "|", "rcub": "}", "rbrace": "}", "hyphen": "‐", "dash": "‐", "nldr": "‥",
      "half": "½", "check": "✓", "star": "☆", "numero": "№",
    ]
    for (offset, name) in latin.enumerated() {
      table[String(name)] = Unicode.Scalar(UInt8(0xA0 + offset))
    }
    for (offset, name) in latinExtended.enumerated() where name != "-" {
      table[String(name)] = Unicode.Scalar(UInt32(0x100 + offset))
    }
    return table
  }()

  /// Those that count without a semicolon, because browsers before HTML 4 knew them so.
  static let withoutSemicolon: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "AMP": "&", "LT": "<", "GT": ">",
      "QUOT": "\"", "COPY": "©", "REG": "®",
    ]
    for name in latin { table[String(name)] = usual[String(name)] }
    return table
  }()

  /// Those that HTML 4 does not have.
  static let sinceHTML5: Set<String> = {
    let old = Set(latin.map { String($0) }).union([
      "amp", "lt", "gt", "quot", "apos", "ndash", "mdash", "lsquo", "rsquo", "sbquo", "ldquo",
      "rdquo", "bdquo", "lsaquo", "rsaquo", "hellip", "bull", "euro", "trade", "dagger", "Dagger",
      "permil", "prime", "Prime", "minus", "fnof", "ensp", "emsp", "thinsp", "zwnj", "zwj", "larr",
      "uarr", "rarr", "darr", "ne", "le", "ge", "infin", "OElig", "oelig", "Scaron", "scaron",
      "Yuml",
    ])
    return Set(usual.keys).subtracting(old)
  }()
}
