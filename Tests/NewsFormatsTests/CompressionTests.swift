import CArchive
import NewsFormats
import NewsModel
import Testing

@Suite("Compressed deposits")
struct CompressionTests {
  static let copy = Array("{\"body\":\"A.\"}\n{\"bad\n{\"body\":\"C.\"}\n".utf8)
  static let filters: [(Int32, String)] = [
    (ARCHIVE_FILTER_GZIP, "gz"), (ARCHIVE_FILTER_BZIP2, "bz2"), (ARCHIVE_FILTER_XZ, "xz"),
    (ARCHIVE_FILTER_ZSTD, "zst"),
  ]

  @Test("every compression is opened, and locators name both names", arguments: filters)
  func opened(filter: Int32, suffix: String) throws {
    let bytes = try compressed(Self.copy, [filter])
    for piece in [1, 7, 4096] {
      let decoded = decode(bytes, as: "a.jsonl.\(suffix)", piece: piece)
      #expect(decoded.failure == nil)
      #expect(decoded.format == "jsonl")
      #expect(decoded.bytesRead == bytes.count)
      #expect(decoded.articles.map(\.body) == ["A.", "C."])
      #expect(decoded.articles.last?.locator == "a.jsonl.\(suffix) › a.jsonl › line 3")
      #expect(decoded.rejections.first?.locator == "a.jsonl.\(suffix) › a.jsonl › line 2")
    }
  }

  @Test("two layers are opened, three are not")
  func layers() throws {
    let (gzip, zstd) = (ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD)
    let two = decode(try compressed(Self.copy, [gzip, zstd]), as: "a.jsonl.gz.zst")
    #expect(two.articles.count == 2)
    #expect(two.articles.first?.locator == "a.jsonl.gz.zst › a.jsonl › line 1")
    let three = decode(try compressed(Self.copy, [gzip, zstd, gzip]), as: "a.jsonl.gz.zst.gz")
    #expect(three.code == "nested-too-deep")
    #expect(three.failure?.rejection?.limit == "compression-layers 2")
  }

  @Test("the name inside decides, text and JSON are opened too")
  func names() throws {
    let text = try compressed(Array("Headline\n\nThe text.".utf8), [ARCHIVE_FILTER_GZIP])
    let decoded = decode(text, as: "a.txt.gz")
    #expect(decoded.articles.map(\.body) == ["The text."])
    #expect(decoded.articles.map(\.locator) == ["a.txt.gz › a.txt"])
    let json = try compressed(Array("[{\"body\":\"A.\"}]".utf8), [ARCHIVE_FILTER_XZ])
    #expect(
      decode(json, as: "A.JSON.XZ").articles.map(\.locator) == ["A.JSON.XZ › A.JSON › record 1"])
  }

  @Test("members of gzip one after the other are one document")
  func members() throws {
    let one = try compressed(Array("{\"body\":\"A.\"}\n".utf8), [ARCHIVE_FILTER_GZIP])
    #expect(decode(one + one, as: "a.jsonl.gz").articles.count == 2)
  }

  /// gzip(1) reads what stands behind zeros; libarchive 3.6 stops there. zstd(1) refuses them, as it does.
  @Test("zeros between and behind streams are no end", arguments: filters.dropLast())
  func padding(filter: Int32, suffix: String) throws {
    let one = try compressed(Array("{\"body\":\"A.\"}\n".utf8), [filter])
    let zeros = [UInt8](repeating: 0, count: 512)
    for piece in [7, 4096] {
      let decoded = decode(
        one + zeros + one + zeros + zeros + one + zeros, as: "a.jsonl.\(suffix)", piece: piece)
      #expect(decoded.failure == nil)
      #expect(decoded.articles.count == 3)
    }
    #expect(decode(one + zeros + one.dropLast(9), as: "a.jsonl.\(suffix)").code == "truncated")
    // One that holds nothing is no end either, wherever it stands.
    let empty = try compressed([], [filter])
    for padding in [4, 512, 4096] {
      let zeros = [UInt8](repeating: 0, count: padding)
      let parts = [empty, one, empty, empty, one, one, empty]
      let decoded = decode(parts.flatMap { $0 + zeros }, as: "a.jsonl.\(suffix)")
      #expect(decoded.failure == nil && decoded.articles.count == 3, "\(padding)")
      #expect(decode(empty + zeros + empty, as: "a.jsonl.\(suffix)").code == "empty")
    }
  }

  @Test("streams behind zeros count together for what a bomb is")
  func paddedBomb() throws {
    let one = try compressed([UInt8](repeating: 0x61, count: 900 << 10), [ARCHIVE_FILTER_GZIP])
    let padded = one + [0, 0, 0, 0]
    let many = [[UInt8]](repeating: padded, count: 24).flatMap { $0 }
    #expect(decode(many, as: "a.jsonl.gz").code == "bomb")
  }

  @Test("nothing inside is empty, not truncated", arguments: filters)
  func nothing(filter: Int32, suffix: String) throws {
    let decoded = decode(try compressed([], [filter]), as: "a.txt.\(suffix)")
    #expect(decoded.code == "empty", "\(decoded.failure?.message ?? "")")
  }

  @Test(
    "a stream that is cut anywhere is truncated, and its whole records are given",
    arguments: filters)
  func cut(filter: Int32, suffix: String) throws {
    let bytes = try compressed(Self.copy, [filter])
    for count in 1..<bytes.count {
      let decoded = decode(Array(bytes.prefix(count)), as: "a.jsonl.\(suffix)")
      #expect(
        decoded.code == "truncated",
        "\(count) of \(bytes.count) bytes: \(decoded.failure?.message ?? "")")
      #expect(decoded.articles.allSatisfy { ["A.", "C."].contains($0.body) })
    }
  }

  @Test("a bomb is refused after its first MiB, with little memory", arguments: filters)
  func bomb(filter: Int32, suffix: String) throws {
    let bytes = try compressed([UInt8](repeating: 0x61, count: 24 << 20), [filter])
    let decoded = decode(bytes, as: "a.jsonl.\(suffix)")
    #expect(decoded.code == "bomb")
    #expect(decoded.failure?.rejection?.limit == "compression-ratio 200")
    #expect(decoded.peakBufferBytes < 32 << 20)
  }

  @Test("damage inside is syntax or truncated, never a crash")
  func damage() throws {
    for (filter, suffix) in Self.filters {
      let bytes = try compressed(Self.copy, [filter])
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] ^= 0x55
        let decoded = decode(damaged, as: "a.jsonl.\(suffix)")
        let codes = [
          "syntax", "truncated", "unknown-format", "empty", "no-text", "nested-too-deep",
        ]
        #expect(decoded.code.map { codes.contains($0) } ?? true, "\(suffix) \(index)")
      }
    }
  }
}
