import NewsModel

/// What a document is, by its leading bytes, then by its name.
enum DocumentKind: Hashable {
  case text, json, jsonLines
  /// Known, and not read: named in the rejection.
  case foreign(String)
}

/// The detection table. A format joins it with its decoder: its row moves from `foreign` to a case
/// of `DocumentKind`.
enum Detection {
  /// How much of a document is looked at.
  static let headBytes = 4096

  /// Parameter head: the document's first bytes, from the first that is neither mark nor white
  /// space; name: without the suffixes of compressions.
  static func kind(of head: UnsafeBufferPointer<UInt8>, name: String) -> DocumentKind {
    let lower = name.lowercased()
    if let magic = magics.first(where: { head.dropFirst($0.offset).starts(with: $0.bytes) }) {
      return .foreign(magic.name)
    }
    if lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") || lower.hasSuffix(".jsonlines") {
      // A whole document under the wrong name: its first line is nothing but the bracket.
      let first = head.prefix { $0 != 0x0A }.filter { $0 > 0x20 }
      return first.count == 1 && (first[0] == 0x5B || first[0] == 0x7B) ? .json : .jsonLines
    }
    if lower.hasSuffix(".json") || looksLikeJSON(head) { return .json }
    if let name = binary(head) { return .foreign(name) }
    if let name = markup(head) ?? mail(head) { return .foreign(name) }
    if let suffix = foreignSuffixes.first(where: { lower.hasSuffix($0.suffix) }) {
      return .foreign(suffix.name)
    }
    return .text
  }

  /// `{` before a name or `}`, `[` before an object: text may begin with a bracket too.
  private static func looksLikeJSON(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    let second = head.dropFirst().first { $0 > 0x20 }
    return switch head.first {
    case 0x7B: second == 0x22 || second == 0x7D
    case 0x5B: second == 0x7B
    default: false
    }
  }

  private struct Magic: Sendable {
    var offset = 0
    var bytes: [UInt8]
    var name: String
    init(_ bytes: [UInt8], _ name: String, offset: Int = 0) {
      (self.bytes, self.name, self.offset) = (bytes, name, offset)
    }
    init(_ text: String, _ name: String, offset: Int = 0) {
      self.init(Array(text.utf8), name, offset: offset)
    }
  }
  /// Source: file(1)'s magic and the formats' own specifications.
  private static let magics: [Magic] = [
    Magic("%PDF-", "PDF"), Magic([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    Magic([0xFF, 0xD8, 0xFF], "a JPEG image"), Magic("GIF8", "a GIF image"),
    Magic("WEBP", "a WebP image", offset: 8), Magic("WAVE", "a WAVE sound", offset: 8),
    Magic("ftyp", "an MP4 film or HEIF image", offset: 4), Magic("ID3", "an MP3 sound"),
    Magic([0x50, 0x4B, 0x03, 0x04], "a zip archive or office document"),
    Magic([0x50, 0x4B, 0x05, 0x06], "an empty zip archive"), Magic("Rar!", "a RAR archive"),
    Magic([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
    Magic("ustar", "a tar archive", offset: 257),
    Magic([0x1F, 0x9D], "a compress(1) file"), Magic([0x04, 0x22, 0x4D, 0x18], "an LZ4 file"),
    Magic([0x7F, 0x45, 0x4C, 0x46], "an ELF program"),
    Magic([0xD0, 0xCF, 0x11, 0xE0], "an old office document"), Magic("{\\rtf", "RTF"),
    Magic("SQLite format 3", "an SQLite database"), Magic("WARC/", "a WARC file"),
    Magic([0x16, 0x16, 0x01], "ANPA-1312 wire copy"), Magic([0x01], "IPTC 7901 wire copy"),
    Magic("From ", "an mbox or e-mail"),
  ]
  private static let foreignSuffixes: [(suffix: String, name: String)] = [
    (".xml", "XML"), (".html", "HTML"), (".htm", "HTML"), (".eml", "e-mail"), (".pdf", "PDF"),
    (".csv", "CSV"),
  ]

  /// NULs, or control characters that no text has, in more than one byte of ten.
  private static func binary(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    let head = head.prefix(headBytes)
    if head.contains(0) { return "binary data" }
    let controls = head.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
    return controls * 10 > head.count ? "binary data" : nil
  }

  /// The first element of XML and HTML files, and what it means.
  private static let roots: [(root: String, name: String)] = [
    ("rss", "an RSS feed"), ("feed", "an Atom feed"), ("rdf:rdf", "an RDF feed"), ("nitf", "NITF"),
    ("newsml", "NewsML 1"), ("newsitem", "NewsML-G2"), ("newsmessage", "NewsML-G2"),
    ("packageitem", "NewsML-G2"), ("html", "HTML"), ("head", "HTML"), ("body", "HTML"),
  ]
  private static func markup(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    guard head.first == 0x3C else { return nil }
    let text = String(decoding: head.prefix(1024), as: UTF8.self).lowercased()
    for (root, name) in roots {
      for end in [">", " ", "\n", "\r", "\t"] where text.contains("<" + root + end) { return name }
    }
    if text.hasPrefix("<?xml") { return "XML" }
    return text.hasPrefix("<!doctype html") || text.hasPrefix("<!--") ? "HTML" : nil
  }

  /// Header fields that begin a message and no article.
  private static func mail(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    let first = String(decoding: head.prefix { $0 != 0x3A }.prefix(32), as: UTF8.self).lowercased()
    let fields = [
      "received", "return-path", "delivered-to", "mime-version", "message-id", "content-type",
      "x-mozilla-status",
    ]
    return fields.contains(first) ? "e-mail" : nil
  }
}
