/// The labels of charsets as people and programs write them.
enum CharsetLabels {
  /// By label in small letters: the name by which iconv knows what browsers read. Others that iconv
  /// knows are taken by their own name.
  ///
  /// Source: WHATWG Encoding Standard 4.2. ISO-8859-1 and ASCII are windows-1252 there, ISO-8859-9 is
  /// windows-1254, GB2312 is GB18030, and what is no superset of ASCII is not listed.
  static let iconvNames: [String: String] = {
    var table: [String: String] = [:]
    for (charset, labels) in list {
      for label in labels.split(whereSeparator: \.isWhitespace) { table[String(label)] = charset }
    }
    for page in [1250, 1251, 1253, 1255, 1256, 1257, 1258] {
      for label in ["x-cp\(page)", "cp\(page)", "windows-\(page)"] {
        table[label] = "WINDOWS-\(page)"
      }
    }
    return table
  }()

  private static let list: KeyValuePairs = [
    "UTF-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "WINDOWS-1252": """
    ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591
    iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 x-user-defined
    """,
    "ISO-8859-2": """
    csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
    """,
    "ISO-8859-3": """
    csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
    """,
    "ISO-8859-4": """
    csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
    """,
    "ISO-8859-5": """
    csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5
    iso_8859-5:1988
    """,
    "ISO-8859-6": """
    arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e
    iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
    """,
    "ISO-8859-7": """
    csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597
    iso_8859-7 iso_8859-7:1987 sun_eu_greek
    """,
    "ISO-8859-8": """
    csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598
    iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical
    """,
    "ISO-8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "ISO-8859-13": "iso-8859-13 iso8859-13 iso885913",
    "ISO-8859-14": "iso-8859-14 iso8859-14 iso885914",
    "ISO-8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "ISO-8859-16": "iso-8859-16",
    "IBM866": "866 cp866 csibm866 ibm866",
    "KOI8-R": "cskoi8r koi koi8 koi8-r koi8_r",
    "KOI8-U": "koi8-ru koi8-u",
    "MACINTOSH": "csmacintosh mac macintosh x-mac-roman",
    "MAC-CYRILLIC": "x-mac-cyrillic x-mac-ukrainian",
    "CP874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "WINDOWS-1254": """
    cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5
    latin5 windows-1254 x-cp1254
    """,
    "GB18030": """
    chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030 cp936
    """,
    "BIG5-HKSCS": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "EUC-JP": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "ISO-2022-JP-2": "csiso2022jp iso-2022-jp iso-2022-jp-2",
    "CP932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "CP949": """
    cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601
    windows-949
    """,
  ]
}
