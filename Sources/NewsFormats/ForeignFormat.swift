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

  static let all: [ForeignFormat] = [
    // A zip archive whose first file is a package's mark.
    ForeignFormat(
      "an office document",
      Signature(
        leading: ["[Content_Types].xml", "mimetype", "_rels/"].map {
          LeadingBytes($0, offset: 30, after: [0x50, 0x4B, 0x03, 0x04])
        })),
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
    ForeignFormat("RTF", "{\\rtf"), ForeignFormat("an SQLite database", "SQLite format 3", [0]),
    ForeignFormat("a WARC file", "WARC/1."),
    ForeignFormat(
      "a NewsML-G2 catalog",
      Signature(roots: ["catalog"], besideRoot: "http://iptc.org/std/nar/")),
    ForeignFormat(
      "XML", Signature(looks: { $0.begins(with: "<?xml") }, suffixes: [".xml"])),
    ForeignFormat("an mbox", Signature(looks: { isMailbox($0.bytes) })),
    ForeignFormat(
      "e-mail",
      Signature(
        fields: [
          "received", "return-path", "delivered-to", "mime-version", "message-id", "content-type",
          "x-mozilla-status",
        ], suffixes: [".eml"])),
  ]

  /// Its "From " line with a header field behind it.
  private static func isMailbox(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.starts(with: "From ".utf8) else { return false }
    let second = head.drop { $0 != 0x0A }.dropFirst()
    let field = second.prefix { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D }
    return !field.isEmpty && second.dropFirst(field.count).first == 0x3A
  }
}
