import NewsModel

extension Format {
  static let jsonLines: Format = Format(
    "jsonl",
    Signature(names: [".jsonl", ".ndjson", ".jsonlines"], mayHoldBinary: true)
  ) { (document) throws(DecodingFailure) in
    // A whole document under the wrong name: its first line is nothing but the bracket.
    let first = document.window.bytes.prefix { $0 != 0x0A }.filter { $0 > 0x20 }
    if first.count == 1, first[0] == 0x5B || first[0] == 0x7B {
      return try Format.json.open(document)
    }
    let document = document.asContainer
    return RecordWalk(document, JSONLines(document))
  }
}

/// JSON Lines: one object a line. A bad line is rejected and the next one is read.
struct JSONLines: FramedDocument {
  let window: ByteWindow
  private var lines: Lines

  init(_ document: OpenedDocument) {
    window = document.window
    lines = Lines(document)
  }

  var isContainer: Bool { true }
  var emptyWords: StaticString { "the file holds no lines" }

  mutating func nextFrame() throws(DecodingFailure) -> Frame? { try lines.next() }
  mutating func pass(_ frame: Frame) throws(DecodingFailure) { try lines.pass(frame) }

  func article(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> Article? {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[frame.range])
    let start = TextPosition(line: lines.line)
    guard let converted = Charset.converted(bytes) else {
      return try JSONArticle.read(bytes, from: start, at: place)
    }
    return try converted.withUnsafeBufferPointer { (bytes) throws(Rejection) in
      try JSONArticle.read(bytes, from: start, at: place)
    }
  }
}
