import CArchive
import NewsFormats
import NewsModel
import Testing

@Suite("Archives")
struct ArchiveTests {
  static let formats = [
    ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED,
    ARCHIVE_FORMAT_TAR_GNUTAR,
  ]
  static let files: [(name: String, bytes: [UInt8])] = [
    ("news/", []), ("news/a.txt", Array("One.".utf8)), ("news/.hidden", Array("No.".utf8)),
    ("news/b.jsonl", Array("{\"body\":\"Two.\"}\n{\"x\":1}\n{\"body\":\"Three.\"}\n".utf8)),
    ("__MACOSX/a.txt", Array("No.".utf8)), ("c.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]),
    ("d.xml", Array(Feeds.rss("<item><title>Four</title></item>").utf8)), ("e.txt", []),
  ]

  @Test("the files of an archive become articles in their order", arguments: formats)
  func order(format: Int32) throws {
    let bytes = try archived(Self.files, format)
    for piece in [1, 511, 1 << 16] {
      let decoded = decode(bytes, as: "day.zip", piece: piece)
      #expect(decoded.failure == nil && decoded.isContainer)
      #expect(decoded.articles.map(\.body) == ["One.", "Two.", "Three.", "Four"])
      #expect(decoded.records.map(\.ordinal) == Array(0..<8))
      #expect(decoded.rejections.map(\.reason) == [.noText, .unknownFormat, .empty, .leftAlone])
      #expect(decoded.articles.map(\.locator).first == "day.zip › news/a.txt")
      #expect(decoded.articles.last?.locator == "day.zip › d.xml › entry 1")
      #expect(decoded.rejections[1].locator == "day.zip › c.png")
    }
  }

  @Test(
    "names that an inbox leaves alone are left alone in archives, and told once", arguments: formats
  )
  func leftAlone(format: Int32) throws {
    let names = [
      "__MACOSX/._a.txt", "a/.DS_Store", "Thumbs.db", "a/DESKTOP.INI", "@eaDir/b.txt/x",
      "#recycle/old.txt", "a/b.txt.sha256", "upload.part", "a/c.txt~", "d.txt:Zone.Identifier",
    ]
    let other = [("./a.txt", Array("One.".utf8)), ("a/../b.txt", Array("Two.".utf8))]
    let bytes = try archived(names.map { ($0, Array("No.".utf8)) } + other, format)
    let decoded = decode(bytes, as: "day.zip")
    #expect(decoded.articles.map(\.body) == ["One.", "Two."])
    #expect(decoded.rejections.map(\.reason) == [.leftAlone])
    let told = try #require(decoded.rejections.first)
    #expect(told.isTold && told.message.contains("and 9 other files are left alone"))
    #expect(told.locator == "day.zip › __MACOSX/._a.txt")
    let only = decode(try archived([("Thumbs.db", [1, 2, 3])], format), as: "day.zip")
    #expect(only.failure == nil && only.rejections.map(\.reason) == [.leftAlone])
  }

  @Test("reading resumes behind what was committed", arguments: formats)
  func resume(format: Int32) throws {
    let bytes = try archived(Self.files, format)
    let all = decode(bytes, as: "day.zip").records
    for count in 0...all.count {
      let decoder = DepositDecoder(name: FileName("day.zip"), bytes: bytes) { .zero }
      #expect(try decoder.skip(records: count) == count)
      var rest: [DecodedRecord] = []
      while let record = try decoder.next() { rest.append(record) }
      #expect(rest == Array(all.dropFirst(count)))
    }
  }

  @Test(
    "a decoder that is let go of in the middle of an archive lets go of what it reads",
    arguments: formats)
  func letGo(format: Int32) throws {
    final class Source {
      var rest: ArraySlice<UInt8>
      init(_ bytes: [UInt8]) { rest = bytes[...] }
    }
    let lines = Array("{\"body\":\"One.\"}\n{\"body\":\"Two.\"}\n".utf8)
    let bytes = try archived([("a.jsonl", lines), ("b.jsonl", lines)], format)
    for records in 0...4 {
      weak var source: Source?
      do {
        let given = Source(bytes)
        source = given
        let decoder = DepositDecoder(name: FileName("day.zip"), cpuClock: { .zero }) { buffer in
          let piece = given.rest.prefix(min(buffer.count, 512))
          buffer.copyBytes(from: piece)
          given.rest = given.rest.dropFirst(piece.count)
          return piece.count
        }
        for _ in 0..<records { #expect(try decoder.next() != nil) }
      }
      #expect(source == nil, "after \(records) records")
    }
  }

  @Test("two layers are opened, three are refused")
  func layers() throws {
    let text: [UInt8] = Array("One.".utf8)
    let zip = try archived([("a.txt", text)], ARCHIVE_FORMAT_ZIP)
    let tarGz = try compressed(
      try archived([("a.txt", text)], ARCHIVE_FORMAT_TAR_USTAR), [ARCHIVE_FILTER_GZIP])
    let gzInZip = try archived(
      [("a.txt.gz", try compressed(text, [ARCHIVE_FILTER_GZIP]))], ARCHIVE_FORMAT_ZIP)
    let zipInTar = try archived([("a.zip", zip)], ARCHIVE_FORMAT_TAR_USTAR)
    for (bytes, name) in [(tarGz, "a.tar.gz"), (gzInZip, "a.zip"), (zipInTar, "a.tar")] {
      #expect(decode(bytes, as: name).articles.map(\.body) == ["One."], "\(name)")
    }
    let three = try archived([("a.tar.gz", tarGz)], ARCHIVE_FORMAT_ZIP)
    #expect(decode(three, as: "a.zip").rejections.map(\.code) == ["nested-too-deep"])
    let deeper = try compressed(zipInTar, [ARCHIVE_FILTER_GZIP])
    #expect(decode(deeper, as: "a.tar.gz").rejections.map(\.code) == ["nested-too-deep"])
  }

  @Test("a cut archive gives what came before the cut, and says so", arguments: formats)
  func cut(format: Int32) throws {
    let words = Array(String(repeating: "Many words of a text. ", count: 2000).utf8)
    let bytes = try archived([("a.txt", Array("One.".utf8)), ("b.txt", words)], format)
    let decoded = decode(Array(bytes.prefix(bytes.count / 2)), as: "day.zip")
    #expect(decoded.articles.first?.body == "One." || decoded.articles.isEmpty)
    #expect(decoded.code == "truncated" || decoded.code == "syntax", "\(decoded)")
  }

  @Test("a bomb in an archive is refused before it has burst")
  func bomb() throws {
    let bytes = try archived(
      [("a.txt", [UInt8](repeating: 0x61, count: 30 << 20))], ARCHIVE_FORMAT_ZIP)
    #expect(decode(bytes, as: "a.zip", piece: 1 << 16).code == "bomb")
  }

  @Test(
    "a word that ends as tar's mark reads, at its very place, makes no archive of a text",
    arguments: [
      ("a.txt", "", "\n", "text"), ("a.json", #"{"body":""#, #""}"#, "json"),
      ("a.html", "<html><body><p>", "</p></body></html>", "html"),
    ])
  func wordLikeMagic(name: String, opening: String, closing: String, format: String) throws {
    let filler = String(repeating: "palabra ", count: 40)
    // tar's header has its mark at byte 257.
    let before = opening + filler.prefix(257 - opening.utf8.count - 1)
    let decoded = decode(before + "gustar  tanto a todos en la ciudad." + closing, as: name)
    #expect(decoded.failure == nil)
    #expect(decoded.format == format)
    let article = try #require(decoded.articles.first)
    #expect(article.body.contains("gustar"))
  }

  @Test("office documents are no archives of articles")
  func office() throws {
    let bytes = try archived([("[Content_Types].xml", Array("<Types/>".utf8))], ARCHIVE_FORMAT_ZIP)
    let decoded = decode(bytes, as: "a.docx")
    #expect(decoded.code == "unknown-format")
  }

  @Test("an archive of nothing holds no files", arguments: formats)
  func empty(format: Int32) throws {
    let code = decode(try archived([], format), as: "a").code
    #expect(["no-text", "unknown-format"].contains(code))
  }

  @Test("names of UTF-8 stay whole, whatever the locale, and say what the file is")
  func names() {
    let files = [
      ("seite-ä.html", "<html><body><article><p>\(Self.page)</p></article></body></html>"),
      ("таблица.csv", "title,text\nOne,\(Self.page)\n"),
      ("港/新闻.jsonl", "{\"text\":\"\(Self.page)\"}\n"),
    ]
    let bytes = ZipOfNames.bytes(files.map { ($0, Array($1.utf8)) })
    let decoded = decode(bytes, as: "a.zip")
    #expect(decoded.articles.map(\.body) == [Self.page, Self.page, Self.page])
    #expect(decoded.articles.map(\.format) == ["html", "csv", "jsonl"])
    #expect(decoded.articles[0].locator == "a.zip › seite-ä.html")
  }
  private static let page = "The ferry left the harbour two hours late because of the fog."

  @Test("a tar of version 7 and one with a volume label have no mark, and are read by their sum")
  func tarWithoutMark() throws {
    var bytes = try archived([("a.txt", Array("One.".utf8))], ARCHIVE_FORMAT_TAR_USTAR)
    Self.unmark(&bytes, at: 0)
    #expect(decode(bytes, as: "a.tar").articles.map(\.body) == ["One."])
    var label = [UInt8](repeating: 0, count: 512)
    label.replaceSubrange(0..<9, with: Array("day 2026 ".utf8))
    label[156] = UInt8(ascii: "V")
    Self.unmark(&label, at: 0)
    #expect(decode(label + bytes, as: "a.tar").articles.map(\.body) == ["One."])
    bytes[3] ^= 1
    #expect(decode(bytes, as: "a.tar").code == "unknown-format")
  }

  /// Leaves of a header what version 7 has.
  private static func unmark(_ bytes: inout [UInt8], at start: Int) {
    for index in start + 257..<start + 512 { bytes[index] = 0 }
    for index in start + 148..<start + 156 { bytes[index] = 0x20 }
    let sum = String(bytes[start..<start + 512].reduce(0) { $0 + Int($1) }, radix: 8)
    bytes.replaceSubrange(start + 148..<start + 148 + sum.utf8.count, with: Array(sum.utf8))
    bytes[start + 155] = 0
  }
}

/// A zip archive of stored files whose names bear the flag of UTF-8 (APPNOTE 4.4.4, bit 11).
private enum ZipOfNames {
  static func bytes(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let local = files.flatMap { file -> [UInt8] in
      let name = Array(file.name.utf8)
      let sizes =
        little(crc(file.bytes), 4) + little(file.bytes.count, 4) + little(file.bytes.count, 4)
      return [0x50, 0x4B, 3, 4] + little(20, 2) + little(0x0800, 2) + little(0, 2) + little(0, 4)
        + sizes + little(name.count, 2) + little(0, 2) + name + file.bytes
    }
    return local + [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
  }

  private static func crc(_ bytes: [UInt8]) -> Int {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return Int(~crc)
  }
}
