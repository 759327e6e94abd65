import NewsModel

/// JSON Lines: one object a line, blank lines skipped. A bad line is rejected and the next one is
/// read. Held at a time: one line.
struct JSONLinesDecoder {
  static let format = "jsonl"

  private let window: ByteWindow
  private let meter: WorkMeter
  private let place: DocumentPlace
  private var line: Int
  private var ordinal = 0

  /// Parameter firstLine: the line that the window begins with, from 1.
  init(window: ByteWindow, meter: WorkMeter, place: DocumentPlace, firstLine: Int) {
    self.window = window
    self.meter = meter
    self.place = place
    line = firstLine
  }

  /// The next line's record; nil at the end.
  mutating func next() throws(DecodingFailure) -> DecodedRecord? {
    while true {
      meter.beginDocument()
      guard let length = try lineLength() else { return nil }
      let bytes = UnsafeBufferPointer(rebasing: window.bytes[..<min(length, window.count)])
      defer { line += 1 }
      if Self.isBlank(bytes) {
        try passLine(length)
        continue
      }
      defer { ordinal += 1 }
      let outcome = length > place.limits.documentTextBytes ? nil : record(bytes)
      switch outcome {
      case .success(let article)?:
        try passLine(length)
        return .article(article, ordinal: ordinal)
      case .failure(let rejection)?:
        let kept = Array(bytes.prefix(DecodedRecord.keptBytes))
        try passLine(length)
        return .rejected(rejection, ordinal: ordinal, record: kept)
      case nil:
        let kept = Array(bytes.prefix(DecodedRecord.keptBytes))
        try passLine(length)
        let rejection = place.limits.documentTooLarge(locator: locator)
        return .rejected(rejection, ordinal: ordinal, record: kept)
      }
    }
  }

  /// Passes over a record without decoding it; false at the end.
  mutating func skip() throws(DecodingFailure) -> Bool {
    while let length = try lineLength() {
      let bytes = UnsafeBufferPointer(rebasing: window.bytes[..<min(length, window.count)])
      let isBlank = Self.isBlank(bytes)
      try passLine(length)
      line += 1
      if !isBlank {
        ordinal += 1
        return true
      }
    }
    return false
  }

  private var locator: String { place.locator + " › line \(line)" }

  /// Bytes before the line feed, or before the end of the last line; more than the limit for a line
  /// that is not whole in the window; nil at the end.
  private func lineLength() throws(DecodingFailure) -> Int? {
    var scanned = 0
    while true {
      if let feed = ByteRuns.first(0x0A, in: window.bytes, from: scanned) { return feed }
      scanned = window.count
      if scanned > place.limits.documentTextBytes { return scanned }
      if try !window.fill() { return scanned == 0 ? nil : scanned }
    }
  }

  /// Consumes the line and its feed.
  private func passLine(_ length: Int) throws(DecodingFailure) {
    window.consume(min(length, window.count))
    while true {
      if let feed = ByteRuns.first(0x0A, in: window.bytes, from: 0) {
        window.consume(feed + 1)
        return
      }
      window.consume(window.count)
      if try !window.fill() { return }
    }
  }

  private static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  private func record(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Article, Rejection> {
    var place = place
    place.locator = locator
    if let converted = Charset.converted(bytes) {
      return converted.withUnsafeBufferPointer {
        JSONArticle.read($0, from: TextPosition(line: line), at: place, meter: meter)
      }
    }
    return JSONArticle.read(bytes, from: TextPosition(line: line), at: place, meter: meter)
  }
}
