import NewsModel

/// Records that are rows of a table; those without any text are none. Held at a time: one row.
struct CSVRows {
  private let window: ByteWindow
  private let limits: Limits
  private let dialect: CSVDialect
  /// Of the window's first byte, from 1.
  private var line: Int
  private var scan: CSVScan
  /// Where the line end of the row at hand stands; nil while it is not known.
  private var end: Int?

  /// The window begins with the first row, which is no header.
  ///
  /// - Parameters:
  ///   - document: its bytes are a superset of ASCII.
  ///   - dialect: of the table.
  ///   - line: the line that the window begins with, from 1.
  init(_ document: OpenedDocument, _ dialect: CSVDialect, line: Int) {
    window = document.window
    limits = document.limits
    self.dialect = dialect
    self.line = line
    scan = CSVScan(dialect)
  }

  /// Whether the document ends with the row at hand, and no line end stands behind it.
  var isLast: Bool { end == nil && window.atEnd }

  mutating func next() throws(DecodingFailure) -> Frame? {
    while let frame = try row() {
      if case .whole = frame.extent, isBlank(frame.range) {
        try pass(frame)
        continue
      }
      return frame
    }
    return nil
  }

  private mutating func row() throws(DecodingFailure) -> Frame? {
    if window.count == 0, try !window.fill() { return nil }
    while true {
      end = scan.rowEnd(in: window.bytes)
      let length = end ?? scan.offset
      if length > limits.documentTextBytes {
        return Frame(range: 0..<length, extent: .tooLarge, label: .line(line))
      }
      if end != nil { return Frame(range: 0..<length, label: .line(line)) }
      if try window.fill() { continue }
      return Frame(
        range: 0..<window.count,
        extent: scan.isQuoted ? .cut("the document ends inside a quoted cell") : .whole,
        label: .line(line))
    }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    window.bytes[range].allSatisfy {
      $0 == dialect.separator || $0 == CSVDialect.quote || $0 == 0x20 || $0 == 0x09 || $0 == 0x0D
    }
  }

  /// Consumes the row and its line end.
  mutating func pass(_ frame: Frame) throws(DecodingFailure) {
    while end == nil {
      consume(scan.offset)
      guard try window.fill() else { break }
      end = scan.rowEnd(in: window.bytes)
    }
    if let end { consume(end + 1) }
    scan = CSVScan(dialect)
    end = nil
  }

  private mutating func consume(_ count: Int) {
    let passed = UnsafeBufferPointer(rebasing: window.bytes[..<count])
    var from = 0
    while let mark = ByteRuns.first(dialect.lineEnd, in: passed, from: from) {
      line += 1
      from = mark + 1
    }
    window.consume(count)
    scan.forget(count)
  }
}
