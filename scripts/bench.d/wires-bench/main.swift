import CLibXML2
import Glibc
import NewsFormats
import NewsModel

// Measures the decoding of files alone: in memory, on one thread, in CPU time. `scripts/bench wires` calls it.
//
//   wires-bench ROUNDS FILE …
//
// Each file is decoded ROUNDS times as a deposit of its name would be, and once more through libxml2's SAX
// parser with no handlers, which is the least that reading XML with it costs. One line a file:
// articles, seconds, seconds of libxml2 (0 for what it does not take), format, path.

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func content(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
  return bytes
}

/// Articles of a file, and its format; nil when it holds none.
func decode(_ bytes: [UInt8], name: FileName) -> (articles: Int, format: String)? {
  let decoder = DepositDecoder(name: name, bytes: bytes, cpuClock: { .zero })
  var articles = 0
  // `try?`: a file that is refused as a whole has no articles to count.
  while let record = try? decoder.next() {
    if case .article = record { articles += 1 }
  }
  return articles == 0 ? nil : (articles, decoder.format)
}

/// Whether libxml2 takes it as XML.
func parseAlone(_ bytes: [UInt8]) -> Bool {
  var handlers = xmlSAXHandler()
  handlers.initialized = XML_SAX2_MAGIC
  return bytes.withUnsafeBytes {
    let text = $0.baseAddress?.assumingMemoryBound(to: CChar.self)
    return xmlSAXUserParseMemory(&handlers, nil, text, Int32($0.count)) == 0
  }
}

let arguments = CommandLine.arguments
guard arguments.count > 2, let rounds = Int(arguments[1]), rounds > 0 else {
  print("wires-bench ROUNDS FILE …")
  exit(2)
}
for path in arguments[2...] {
  let name = FileName(bytes: Array((path.split(separator: "/").last ?? "").utf8))
  guard let bytes = content(of: path), let first = decode(bytes, name: name) else { continue }
  let start = cpuSeconds()
  for _ in 0..<rounds { _ = decode(bytes, name: name) }
  let decoded = cpuSeconds()
  let isXML = bytes.first { $0 > 0x20 && $0 < 0x80 } == 0x3C && parseAlone(bytes)
  let begun = cpuSeconds()
  if isXML { for _ in 0..<rounds { _ = parseAlone(bytes) } }
  let parsed = isXML ? cpuSeconds() - begun : 0
  print(
    first.articles, (decoded - start) / Double(rounds), parsed / Double(rounds), first.format, path)
}
