import NewsModel

/// Records that are lines; blank ones are none. Held at a time: one line.
struct Lines {
  private let window: ByteWindow
  private let limits: Limits
  /// Of the window's first byte, from 1.
  private(set) var line: Int

  init(_ document: OpenedDocument) {
    window = document.window
    limits = document.limits
    line = document.firstLine
  }

  mutating func next() throws(DecodingFailure) -> Frame? {
    while let length = try length() {
      let range = 0..<min(length, window.count)
      if length > limits.documentTextBytes {
        return Frame(range: range, extent: .tooLarge, label: .line(line))
      }
      if !isBlank(range) { return Frame(range: range, label: .line(line)) }
      try pass(Frame(range: range, label: .line(line)))
    }
    return nil
  }

  /// Bytes before the line feed, or before the end of the last line; more than the limit for a line
  /// that is not whole in the window; nil at the end.
  private func length() throws(DecodingFailure) -> Int? {
    var scanned = 0
    while true {
      if let feed = ByteRuns.first(0x0A, in: window.bytes, from: scanned) { return feed }
      scanned = window.count
      if scanned > limits.documentTextBytes { return scanned }
      if try !window.fill() { return scanned == 0 ? nil : scanned }
    }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    window.bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// Consumes the line and its feed.
  mutating func pass(_ frame: Frame) throws(DecodingFailure) {
    line += 1
    window.consume(frame.range.upperBound)
    while true {
      if let feed = ByteRuns.first(0x0A, in: window.bytes, from: 0) {
        window.consume(feed + 1)
        return
      }
      window.consume(window.count)
      if try !window.fill() { return }
    }
  }
}
