import CArchive
import NewsFormats
import NewsModel
import TestSupport
import Testing

@Suite("Streaming")
struct StreamingTests {
  static let line = Array(
    ("{\"id\":\"1\",\"body\":\"" + String(repeating: "The harbour reopened. ", count: 1800)
      + "\"}\n").utf8)

  @Test("50 MB of JSON Lines pass through less than a MiB of memory")
  func jsonLines() {
    let lines = 50_000_000 / Self.line.count
    let decoded = stream(lines: lines, prefix: [], separator: [], suffix: [], as: "a.jsonl")
    #expect(decoded.count == lines)
    #expect(decoded.peak < 1 << 20)
  }

  @Test("50 MB of a JSON array pass through less than a MiB of memory")
  func jsonArray() {
    let lines = 50_000_000 / Self.line.count
    let decoded = stream(
      lines: lines, prefix: [0x5B], separator: [0x2C], suffix: [0x5D], as: "a.json")
    #expect(decoded.count == lines)
    #expect(decoded.peak < 1 << 20)
  }

  private func stream(
    lines: Int, prefix: [UInt8], separator: [UInt8], suffix: [UInt8], as name: String
  ) -> (count: Int, peak: Int) {
    var pending = prefix[...]
    var given = 0
    var count = 0
    let decoded = decode(
      name, onRecord: { if case .article = $0 { count += 1 } },
      read: { buffer in
        if pending.isEmpty {
          if given < lines {
            pending = ((given > 0 ? separator : []) + Self.line)[...]
          } else if given == lines {
            pending = suffix[...]
          }
          given += 1
        }
        let size = min(pending.count, buffer.count)
        buffer.copyBytes(from: pending.prefix(size))
        pending = pending.dropFirst(size)
        return size
      })
    #expect(decoded.failure == nil)
    return (count, decoded.peakBufferBytes)
  }

  @Test("a gibibyte of zeros is refused by its first bytes, and drained without being kept")
  func zeros() throws {
    var left = 1 << 30
    let decoder = DepositDecoder(name: FileName("sparse.txt"), cpuClock: { .zero }) { buffer in
      let count = min(buffer.count, left)
      if left == 1 << 30 { buffer.initializeMemory(as: UInt8.self, repeating: 0) }
      left -= count
      return count
    }
    #expect(throws: DecodingFailure.self) { try decoder.next() }
    try decoder.drain()
    #expect(decoder.bytesRead == 1 << 30)
    #expect(decoder.peakBufferBytes <= 64 << 10)
  }

  @Test("a compressed stream of records is held piece by piece")
  func compressedLines() throws {
    var random = SplitMix(state: 7)
    var copy: [UInt8] = []
    for _ in 0..<20_000 {
      copy += Array("{\"body\":\"Item \(random.next()) \(random.next()).\"}\n".utf8)
    }
    let decoded = decode(
      try compressed(copy, [ARCHIVE_FILTER_GZIP]), as: "a.jsonl.gz", piece: 65_536)
    #expect(decoded.failure == nil)
    #expect(decoded.articles.count == 20_000)
    #expect(decoded.peakBufferBytes <= 256 << 10)
  }
}
