import NewsModel

/// What a document is, by its leading bytes, then by its name.
enum DocumentKind: Hashable {
  case text, json, jsonLines
  case feed(FeedDecoder.Dialect)
  case page, nitf
  case archive(Detection.Archive)
  /// Known, and not read: named in the rejection.
  case foreign(String)
}

/// The detection table. A format joins it with its decoder: its row moves from `foreign` to a case
/// of `DocumentKind`.
enum Detection {
  enum Archive: String, CaseIterable {
    case zip, tar
  }

  /// How much of a document is looked at.
  static let headBytes = 4096

  /// Parameter head: the document's first bytes, from the first that is neither mark nor white
  /// space; name: without the suffixes of compressions.
  static func kind(of head: UnsafeBufferPointer<UInt8>, name: String) -> DocumentKind {
    let lower = name.lowercased()
    if let archive = archive(head) { return archive }
    if let magic = magics.first(where: { $0.begins(head) }) {
      return .foreign(magic.name)
    }
    if head.first == 0 { return .foreign("binary data") }
    if lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") || lower.hasSuffix(".jsonlines") {
      // A whole document under the wrong name: its first line is nothing but the bracket.
      let first = head.prefix { $0 != 0x0A }.filter { $0 > 0x20 }
      return first.count == 1 && (first[0] == 0x5B || first[0] == 0x7B) ? .json : .jsonLines
    }
    if let name = binary(head) { return .foreign(name) }
    if lower.hasSuffix(".json") || looksLikeJSON(head) { return .json }
    if let kind = markup(head) { return kind }
    if let name = mail(head) { return .foreign(name) }
    if pageSuffixes.contains(where: { lower.hasSuffix($0) }) { return .page }
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
    var name: String
    var offset: Int
    var bytes: [UInt8]
    init(_ name: String, _ text: String, _ more: [UInt8] = [], offset: Int = 0) {
      self.name = name
      self.offset = offset
      bytes = Array(text.utf8) + more
    }
    func begins(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
      guard head.count >= offset + bytes.count, head[offset] == bytes[0] else { return false }
      return head[offset...].starts(with: bytes)
    }
  }
  /// Long enough not to begin a text. Source: file(1)'s magic and the formats' specifications.
  private static let magics: [Magic] = [
    Magic("PDF", "%PDF-"), Magic("a PNG image", "", [0x89, 0x50, 0x4E, 0x47]),
    Magic("a JPEG image", "", [0xFF, 0xD8, 0xFF]), Magic("a GIF image", "GIF87a"),
    Magic("a GIF image", "GIF89a"), Magic("an MP3 sound", "ID3", [0x03]),
    Magic("an MP3 sound", "ID3", [0x04]), Magic("a RAR archive", "Rar!", [0x1A]),
    Magic("a 7-Zip archive", "7z", [0xBC, 0xAF]), Magic("a compress(1) file", "", [0x1F, 0x9D]),
    Magic("an LZ4 file", "", [0x04, 0x22, 0x4D, 0x18]), Magic("an ELF program", "\u{7F}ELF"),
    Magic("an old office document", "", [0xD0, 0xCF, 0x11, 0xE0]), Magic("RTF", "{\\rtf"),
    Magic("an SQLite database", "SQLite format 3", [0]), Magic("a WARC file", "WARC/1."),
    Magic("ANPA-1312 wire copy", "", [0x16, 0x16, 0x01]), Magic("IPTC 7901 wire copy", "", [0x01]),
  ]
  private static let pageSuffixes = [".html", ".htm", ".xhtml"]
  private static let foreignSuffixes: [(suffix: String, name: String)] = [
    (".xml", "XML"), (".eml", "e-mail"), (".pdf", "PDF"),
    (".csv", "CSV"),
  ]

  /// POSIX's, and GNU's with its version. Both with their NUL: "ustar " alone may stand in a text, where
  /// "gustar " or "ajustar " does.
  private static let tar = [
    Magic("tar", "ustar", [0], offset: 257), Magic("tar", "ustar  ", [0], offset: 257),
  ]

  /// zip's local file header or the end of an empty one (APPNOTE 4.3.7, 4.3.16), tar's magic. A zip
  /// whose first file is a package's mark is an office document or a book.
  private static func archive(_ head: UnsafeBufferPointer<UInt8>) -> DocumentKind? {
    let marks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
    if marks.contains(where: { head.starts(with: $0) }) {
      let packages = ["[Content_Types].xml", "mimetype", "_rels/"]
      if head.count > 30, packages.contains(where: { head[30...].starts(with: $0.utf8) }) {
        return .foreign("an office document")
      }
      return .archive(.zip)
    }
    return tar.contains { $0.begins(head) } ? .archive(.tar) : nil
  }

  /// NULs, or control characters that no text has, in more than one byte of ten.
  private static func binary(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    let head = UnsafeBufferPointer(rebasing: head.prefix(headBytes))
    if ByteRuns.first(0, in: head, from: 0) != nil { return "binary data" }
    var controls = 0
    var index = 0
    while index < head.count {
      if index + 8 <= head.count, ByteRuns.below(ByteRuns.word(head, index), 0x20) == 0 {
        index += 8
        continue
      }
      for byte in head[index..<min(index + 8, head.count)]
      where byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1B {
        controls += 1
      }
      index += 8
    }
    return controls * 10 > head.count ? "binary data" : nil
  }

  /// The root elements of XML and HTML files, and what they mean.
  private static let roots: [String: DocumentKind] = [
    "rss": .feed(.rss), "rdf": .feed(.rss), "channel": .feed(.rss), "feed": .feed(.atom),
    "entry": .feed(.atom), "nitf": .nitf, "newsml": .foreign("NewsML 1"),
    "newsitem": .foreign("NewsML-G2"), "newsmessage": .foreign("NewsML-G2"),
    "packageitem": .foreign("NewsML-G2"), "html": .page, "head": .page, "body": .page,
  ]
  private static func markup(_ head: UnsafeBufferPointer<UInt8>) -> DocumentKind? {
    guard head.first == 0x3C else { return nil }
    let head = UnsafeBufferPointer(rebasing: head.prefix(headBytes))
    if let root = XMLPrologue.root(head), let kind = roots[root] {
      // WordPress' export declares its namespace on the root.
      if kind == .feed(.rss), contains(head, "http://wordpress.org/export/") { return .feed(.wxr) }
      return kind
    }
    let text = String(decoding: head.prefix(1024), as: UTF8.self).lowercased()
    if text.hasPrefix("<?xml") { return .foreign("XML") }
    return text.hasPrefix("<!doctype html") || text.hasPrefix("<!--") ? .page : nil
  }
  private static func contains(_ head: UnsafeBufferPointer<UInt8>, _ words: String) -> Bool {
    let words = Array(words.utf8)
    var from = 0
    while let mark = ByteRuns.first(words[0], in: head, from: from) {
      if head[mark...].starts(with: words) { return true }
      from = mark + 1
    }
    return false
  }

  /// Header fields that begin a message and no article; mbox's "From " line with one behind it.
  private static func mail(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    if head.starts(with: "From ".utf8) {
      let second = head.drop { $0 != 0x0A }.dropFirst()
      let field = second.prefix { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D }
      return !field.isEmpty && second.dropFirst(field.count).first == 0x3A ? "an mbox" : nil
    }
    guard let colon = head.prefix(32).firstIndex(of: 0x3A) else { return nil }
    let first = String(decoding: head[..<colon], as: UTF8.self).lowercased()
    let fields = [
      "received", "return-path", "delivered-to", "mime-version", "message-id", "content-type",
      "x-mozilla-status",
    ]
    return fields.contains(first) ? "e-mail" : nil
  }
}
