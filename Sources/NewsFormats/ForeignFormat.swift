/// What is told and not read: a rejection names it. Sources: file(1)'s magic and the formats'
/// specifications. A format that is read from now on leaves this table for `Format.all`.
struct ForeignFormat: Sendable {
  /// For people.
  let name: String
  let signature: Signature

  init(_ name: String, _ signature: Signature) {
    self.name = name
    self.signature = signature
  }
  /// Leading bytes long enough not to begin a text.
  private init(_ name: String, _ text: String, _ more: [UInt8] = []) {
    self.init(name, Signature(leading: [LeadingBytes(text, more)]))
  }

  static let all: [ForeignFormat] =
    [
      ForeignFormat(
        "an EPUB book",
        Signature(
          leading: [
            LeadingBytes(
              "mimetypeapplication/epub+zip", offset: 30, after: [0x50, 0x4B, 0x03, 0x04])
          ])),
      // A zip archive whose first file is a package's mark.
      ForeignFormat(
        "an office document",
        Signature(
          leading: [
            "[Content_Types].xml", "mimetype", "_rels/", "docProps/", "word/", "xl/", "ppt/",
          ]
          .map { LeadingBytes($0, offset: 30, after: [0x50, 0x4B, 0x03, 0x04]) })),
      ForeignFormat("PDF", Signature(leading: [LeadingBytes("%PDF-")], suffixes: [".pdf"])),
      ForeignFormat("a PNG image", "", [0x89, 0x50, 0x4E, 0x47]),
      ForeignFormat("a JPEG image", "", [0xFF, 0xD8, 0xFF]),
      ForeignFormat("a GIF image", "GIF87a"), ForeignFormat("a GIF image", "GIF89a"),
      ForeignFormat("an MP3 sound", "ID3", [0x03]), ForeignFormat("an MP3 sound", "ID3", [0x04]),
      ForeignFormat("a RAR archive", "Rar!", [0x1A]),
      ForeignFormat("a 7-Zip archive", "7z", [0xBC, 0xAF]),
      ForeignFormat("a compress(1) file", "", [0x1F, 0x9D]),
      ForeignFormat("an LZ4 file", "", [0x04, 0x22, 0x4D, 0x18]),
      ForeignFormat("an ELF program", "\u{7F}ELF"),
      ForeignFormat("an old office document", "", [0xD0, 0xCF, 0x11, 0xE0]),
      ForeignFormat("Outlook's TNEF", "", [0x78, 0x9F, 0x3E, 0x22]),
      ForeignFormat("RTF", "{\\rtf"), ForeignFormat("an SQLite database", "SQLite format 3", [0]),
      ForeignFormat(
        "a NewsML-G2 catalog",
        Signature(roots: ["catalog"], besideRoot: "http://iptc.org/std/nar/")),
      ForeignFormat("a Windows shortcut", "", [0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0]),
    ] + markup + lines

  /// By their roots.
  private static let markup: [ForeignFormat] = [
    ForeignFormat("a sitemap", Signature(roots: ["urlset", "sitemapindex"])),
    ForeignFormat("OPML, a list of feeds", Signature(roots: ["opml"])),
    ForeignFormat("an SVG drawing", Signature(roots: ["svg"], suffixes: [".svg"])),
    ForeignFormat("a property list", Signature(roots: ["plist"], suffixes: [".webloc", ".plist"])),
    ForeignFormat("an XSL style sheet", Signature(roots: ["stylesheet", "transform"])),
    ForeignFormat("a MediaWiki export", Signature(roots: ["mediawiki"])),
    ForeignFormat(
      "an office document",
      Signature(roots: ["package", "worddocument", "workbook", "document-content"])),
    // TREC's form and Reuters-21578's.
    ForeignFormat("an SGML collection of documents", Signature(roots: ["doc", "reuters"])),
    ForeignFormat(
      "XML", Signature(looks: { $0.begins(with: "<?xml") || isMarkup($0) }, suffixes: [".xml"])),
  ]

  /// By the form of their first lines.
  private static let lines: [ForeignFormat] = [
    ForeignFormat("a calendar", "BEGIN:VCALENDAR"), ForeignFormat("a calendar", "BEGIN:VEVENT"),
    ForeignFormat("an address book", "BEGIN:VCARD"), ForeignFormat("subtitles", "WEBVTT"),
    ForeignFormat("subtitles", "[Script Info]"), ForeignFormat("PostScript", "%!PS"),
    ForeignFormat("a key or certificate", "-----BEGIN "), ForeignFormat("a patch", "diff --git "),
    ForeignFormat("a playlist", "#EXTM3U"), ForeignFormat("TeX", "\\documentclass"),
    ForeignFormat("an HTTP answer", "HTTP/1."), ForeignFormat("a torrent", "d8:announce"),
    ForeignFormat("a log", "Traceback (most recent call last)"),
    ForeignFormat("a database dump", "-- MySQL dump"),
    ForeignFormat("a database dump", "-- MariaDB dump"),
    ForeignFormat(
      "a database dump",
      Signature(
        leading: [LeadingBytes("-- PostgreSQL database dump"), LeadingBytes("--\n-- PostgreSQL")],
        suffixes: [".sql"])),
    ForeignFormat(
      "a patch", Signature(looks: { HeadLines.isPatch($0.bytes) }, suffixes: [".patch", ".diff"])),
    ForeignFormat(
      "a list of references",
      Signature(looks: { HeadLines.isBibliography($0.bytes) }, suffixes: [".bib", ".ris"])),
    ForeignFormat(
      "a database's download of several documents",
      Signature(looks: { HeadLines.isDownload($0.bytes) })),
    ForeignFormat(
      "subtitles",
      Signature(
        looks: { isDigit($0.bytes.first) && HeadLines($0.bytes).isSubtitles },
        suffixes: [".srt", ".vtt", ".ass", ".ssa"])),
    ForeignFormat(
      "a script",
      Signature(
        looks: { ForeignCode.isScript($0.bytes) },
        suffixes: [
          ".js", ".mjs", ".cjs", ".ts", ".php", ".py", ".sh", ".pl", ".rb", ".bat", ".ps1",
        ])),
    ForeignFormat(
      "a style sheet",
      Signature(
        looks: { ForeignCode.isStyleSheet($0.bytes) }, suffixes: [".css", ".scss", ".less"])),
    ForeignFormat("a shortcut", "[InternetShortcut]"),
    ForeignFormat("a shortcut", "[Desktop Entry]"),
    ForeignFormat(
      "settings of a program",
      Signature(
        looks: { $0.bytes.first == 0x5B && HeadLines($0.bytes).isSettings },
        suffixes: [".ini", ".inf", ".url", ".desktop"])),
    ForeignFormat("a log", Signature(looks: isLog, suffixes: [".log"])),
    ForeignFormat("a calendar", Signature(suffixes: [".ics"])),
    ForeignFormat("an address book", Signature(suffixes: [".vcf"])),
    ForeignFormat("a table", Signature(looks: isTable)),
    ForeignFormat(
      "settings of a program", Signature(suffixes: [".yaml", ".yml", ".htaccess", ".conf"])),
    ForeignFormat("a playlist", Signature(suffixes: [".m3u", ".m3u8", ".pls"])),
    ForeignFormat("text without a sentence", Signature(looks: { MachineLines.isAll($0.bytes) })),
  ]

  private static func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (0x30...0x39).contains($0) } ?? false
  }

  @Sendable private static func isLog(_ head: DocumentHead) -> Bool {
    let line = head.bytes.prefix(80).prefix { $0 != 0x0A }
    return line.count { $0 == 0x3A } > 1 && line.contains { isDigit($0) }
      && HeadLines(head.bytes).isLog
  }

  /// What begins as a table of articles is one.
  @Sendable private static func isTable(_ head: DocumentHead) -> Bool {
    let line = head.bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let marks = [0x2C, 0x3B, 0x09, 0x7C].map { mark in line.count { $0 == mark } }
    return marks.contains { $0 > 1 } && HeadLines(head.bytes).isTable
      && !CSVHeader.begins(head.bytes)
  }

  /// Its root is no element of HTML, and is closed or holds another element that is; wires write `<CBCO>`.
  @Sendable private static func isMarkup(_ head: DocumentHead) -> Bool {
    guard let root = head.root, ElementName.kind(of: root) == nil else { return false }
    return head.holds("</") && !head.begins(with: "<!doctype html")
  }
}
