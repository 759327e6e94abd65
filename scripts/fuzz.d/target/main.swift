import CDriver
import Glibc
import NewsModel

@testable import NewsFormats

// One entry point; FUZZ_TARGET says which reader gets the bytes. Each run checks what must hold for
// any input, beside not crashing: records are numbered in order, texts are never blank, resuming
// behind the first record gives the rest.

private let target = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? "feed"

private func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  switch target {
  case "feed":
    decode(Array("<rss><channel>".utf8) + bytes, "a.xml")
    decode(bytes, "a.xml")
  case "json":
    decode(bytes, "a.json")
    decode(bytes, "a.jsonl")
  case "nitf":
    decode(Array("<nitf><body><body.content>".utf8) + bytes, "a.xml")
    decode(bytes, "a.xml")
  case "newsmlg2":
    let item = Array("<newsItem guid='a'><contentSet><inlineXML>".utf8)
    decode(Array("<newsMessage><itemSet>".utf8) + item + bytes, "a.xml")
    decode(bytes, "a.xml")
  case "newsml":
    decode(Array("<NewsML><NewsItem><NewsComponent>".utf8) + bytes, "a.xml")
    decode(bytes, "a.xml")
  case "ninjs":
    decode(Array("{\"uri\":\"a\",\"pubstatus\":\"usable\",".utf8) + bytes, "a.json")
    decode(bytes, "a.json")
  case "anpa":
    decode(Array("\u{16}\u{16}\u{1}W1\nr i BC-A 05-09 1\n\u{2}^BC-A<\n".utf8) + bytes, "a.tst")
    decode(bytes, "a.tst")
  case "iptc7901":
    decode(Array("\u{1}eca0003 3 i 38 dpa\n\u{2}".utf8) + bytes, "a.txt")
    decode(bytes, "a.txt")
  case "table":
    decode(Array("title,text\n".utf8) + bytes, "a.csv")
    decode(bytes, "a.csv")
  case "mail":
    decode(
      Array("From: a@a.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n".utf8) + bytes,
      "a.eml")
    decode(bytes, "a.eml")
  case "mbox":
    decode(Array("From a Sun Nov 22 14:05:00 2026\nSubject: a\n\n".utf8) + bytes, "a.mbox")
    decode(bytes, "a.mbox")
  case "warc":
    let head =
      "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 9000\r\n\r\n"
    decode(Array(head.utf8) + bytes, "a.warc")
    decode(bytes, "a.warc")
  case "arc": decode(Array("filedesc://a 0 20261122140500 text/plain 0\n".utf8) + bytes, "a.arc")
  case "mhtml": decode(bytes, "a.mhtml")
  case "page": decode(bytes, "a.html")
  case "archive": decode(bytes, "a.zip")
  case "mending": mend(bytes)
  case "date": _ = DateReader.timestamp(Array(bytes.prefix(120)))
  case "markup": bytes.withUnsafeBufferPointer { check(MarkupBody(html: repaired($0)).text) }
  default: decode(bytes, "a.txt")
  }
  return 0
}

/// Readers behind the charset are given valid UTF-8.
private func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  let copy = Charset.repaired(bytes)
  let kept = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(copy.count, 1))
  _ = kept.initialize(from: copy)
  scratch?.deallocate()
  scratch = kept
  return UnsafeBufferPointer(rebasing: kept[..<copy.count])
}
/// One thread fuzzes; freed with the next input.
nonisolated(unsafe) private var scratch: UnsafeMutableBufferPointer<UInt8>?

private func check(_ text: [UInt8]) {
  precondition(text.withUnsafeBufferPointer(UTF8Sequence.isValid))
}

private func mend(_ bytes: [UInt8]) {
  bytes.withUnsafeBufferPointer { bytes in
    let text = XMLMending(repaired(bytes), depthLimit: 64).text
    check(text)
    // What is mended is taken by a recovering parser, or refused for depth or a DTD.
    let reader = XMLReader(tolerance: .recovering)
    text.withUnsafeBufferPointer { text in
      do throws(XMLFault) { try reader.feed(text) } catch { precondition(error.kind != .syntax) }
    }
  }
}

private func records(
  _ bytes: [UInt8], _ name: String, skipping: Int, piece: Int
) -> [DecodedRecord] {
  var rest = bytes[...]
  let limits = Limits(documentTextBytes: 1 << 15, depth: 32)
  let decoder = DepositDecoder(name: FileName(name), limits: limits, cpuClock: { .zero }) {
    buffer in
    let taken = min(buffer.count, piece, rest.count)
    buffer.copyBytes(from: rest.prefix(taken))
    rest = rest.dropFirst(taken)
    return taken
  }
  var records: [DecodedRecord] = []
  do throws(DecodingFailure) {
    if skipping > 0 { try decoder.skip(records: skipping) }
    while let record = try decoder.next() { records.append(record) }
  } catch {
    precondition(!error.code.isEmpty)
  }
  return records
}

private func decode(_ bytes: [UInt8], _ name: String) {
  let all = records(bytes, name, skipping: 0, piece: 4096)
  for (place, record) in all.enumerated() {
    precondition(record.ordinal == place)
    if case .article(let article, _) = record { precondition(!article.body.isEmpty) }
  }
  precondition(records(bytes, name, skipping: 0, piece: 61) == all)
  if !all.isEmpty {
    precondition(records(bytes, name, skipping: 1, piece: 4096) == Array(all.dropFirst()))
  }
}

var count = CommandLine.argc
var arguments = Optional(CommandLine.unsafeArgv)
exit(LLVMFuzzerRunDriver(&count, &arguments) { fuzz($0, $1) })
