import Glibc

/// The charset that a document claims for itself, and whether to believe it.
extension Charset {
  /// Looked at to believe a claim or to find a charset without one.
  static let headBytes = 64 << 10
  /// Where a claim may stand. Source: HTML Living Standard 13.2.3.2, which looks at 1024; XML's
  /// stands in the first line.
  private static let claimBytes = 4096

  /// The name by which iconv knows the charset that the markup (XML or HTML) is in; nil when it is
  /// to be read as UTF-8.
  ///
  /// What decides, in order: a claim of UTF-8, or none: valid or nearly valid UTF-8 is that, else
  /// detection. A claim of windows-1252 or its kin over text that has four sequences of UTF-8 and nothing else that is
  /// not ASCII: UTF-8 (four such pairs by chance do not happen; templates copy the claim). Any other
  /// claim that iconv knows is believed.
  ///
  /// - Parameters:
  ///   - head: the first `headBytes`, or all; no UTF-16 or UTF-32.
  ///   - given: the claim of the surroundings, as iconv knows it; it goes before the document's own
  ///     (HTML Living Standard 13.2.3.1: the transport's).
  /// - Returns: nil for UTF-8.
  static func ofMarkup(
    _ head: UnsafeBufferPointer<UInt8>, given: String? = nil
  ) -> String? {
    of(head, claim: given ?? claimed(head).flatMap(iconvName))
  }

  /// As `ofMarkup`, for what has no claim of its own.
  static func of(_ head: UnsafeBufferPointer<UInt8>, claim: String?) -> String? {
    let head = UnsafeBufferPointer(rebasing: head.dropLast(cutSequence(head)))
    switch claim {
    case nil, utf8:
      let census = UTF8Sequence.census(head)
      if census.sequences >= 4 * census.strays { return nil }
      return detected(head)
    case western:
      let census = UTF8Sequence.census(head)
      return census.sequences >= 4 && census.strays == 0 ? nil : western
    default: return claim
    }
  }
  private static let utf8 = "UTF-8"
  private static let western = "WINDOWS-1252"

  /// Bytes of a sequence that the head's end cuts.
  private static func cutSequence(_ head: UnsafeBufferPointer<UInt8>) -> Int {
    let tail = head.suffix(4).reversed()
    let continuations = tail.prefix { $0 & 0xC0 == 0x80 }.count
    guard let lead = tail.dropFirst(continuations).first, lead >= 0xC0 else { return 0 }
    return continuations + 1
  }

  /// `encoding="…"` of an XML declaration, or `charset=…` of an HTML `<meta>`.
  private static func claimed(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    let head = UnsafeBufferPointer(rebasing: head.prefix(claimBytes))
    if head.starts(with: "<?xml".utf8), let end = ByteRuns.first(0x3E, in: head, from: 0) {
      return value(of: "encoding", in: UnsafeBufferPointer(rebasing: head[..<end]))
    }
    var from = 0
    while let start = ByteRuns.first(0x3C, in: head, from: from) {
      from = start + 1
      guard let tag = MarkupTag(head, at: start), tag.name == "meta" else { continue }
      let inside = UnsafeBufferPointer(rebasing: head[start..<tag.end])
      if let value = value(of: "charset", in: inside) { return value }
    }
    return nil
  }

  /// The charset of a media type (RFC 9110, section 8.3.2): `text/html; charset=utf-8`.
  static func ofMediaType(_ type: some StringProtocol) -> String? {
    Array(type.utf8).withUnsafeBufferPointer { value(of: "charset", in: $0) }.flatMap(iconvName)
  }

  /// What stands behind `name=`, quotes or none.
  private static func value(
    of name: String, in bytes: UnsafeBufferPointer<UInt8>
  ) -> String? {
    let name = Array(name.utf8)
    for start in bytes.indices.dropLast(name.count)
    where zip(bytes[start...], name).allSatisfy({ $0 | 0x20 == $1 }) {
      let rest = bytes[(start + name.count)...].drop { $0 <= 0x20 }
      guard rest.first == 0x3D else { continue }
      let value = rest.dropFirst().drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
        .prefix { $0 > 0x20 && ![0x22, 0x27, 0x3B, 0x3E, 0x2F].contains($0) }
      return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  /// The name for iconv of a label as people write it; nil when it is none, or no superset of ASCII
  /// (a label of UTF-16 in a document that is not: the label is wrong).
  ///
  /// Source: WHATWG Encoding 4.2. The labels there that iconv reads otherwise than browsers are
  /// listed; the others it knows by themselves.
  static func iconvName(_ label: String) -> String? {
    let label = label.lowercased()
    if let known = labels[label] { return known }
    guard label.utf8.count <= 32,
      label.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
          || [0x2D, 0x2E, 0x3A, 0x5F].contains($0)
      }), !label.hasPrefix("utf-7"), !label.hasPrefix("utf7")
    else { return nil }
    let ascii = Array("<?xml version=\"1.0\"?>".utf8)
    let name = label.uppercased()
    let isSuperset = ascii.withUnsafeBufferPointer { iconvConverted($0, from: name) == ascii }
    return isSuperset ? name : nil
  }

  private static let labels: [String: String] = {
    var table: [String: String] = [:]
    func add(_ names: String, _ charset: String) {
      for name in names.split(separator: " ") { table[String(name)] = charset }
    }
    add("utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 x-unicode20utf8", utf8)
    add(
      "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
        + "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252", western)
    add(
      "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030 "
        + "cp936", "GB18030")
    add("big5 big5-hkscs cn-big5 csbig5 x-x-big5", "BIG5-HKSCS")
    add("csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis", "CP932")
    add(
      "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
        + "ksc_5601 windows-949", "CP949")
    add("iso-8859-9 iso8859-9 latin5 l5 iso_8859-9 windows-1254", "WINDOWS-1254")
    add("iso-8859-11 iso8859-11 tis-620 windows-874 dos-874", "CP874")
    add("x-mac-roman macintosh mac csmacintosh", "MACINTOSH")
    add("x-mac-cyrillic x-mac-ukrainian", "MAC-CYRILLIC")
    add("koi koi8 koi8_r koi8-r cskoi8r", "KOI8-R")
    add("logical iso-8859-8-i visual", "ISO-8859-8")
    for page in [1250, 1251, 1253, 1255, 1256, 1257, 1258] {
      add("x-cp\(page) cp\(page) windows-\(page)", "WINDOWS-\(page)")
    }
    return table
  }()
}
