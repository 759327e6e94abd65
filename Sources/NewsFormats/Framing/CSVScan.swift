/// How a table is written: what stands between its cells, and what ends a row.
struct CSVDialect: Hashable, Sendable {
  static let separators: [UInt8] = [0x2C, 0x3B, 0x09]
  static let quote: UInt8 = 0x22

  var separator: UInt8
  /// A line feed, perhaps behind a carriage return; in files of old Macs a carriage return alone.
  var lineEnd: UInt8 = 0x0A
}

/// The way through one row of a table while its bytes still arrive. Linear: nothing is looked at twice.
///
/// RFC 4180, and what is written beside it: spaces around quotes; a quote inside a quoted cell that is
/// not doubled, which is known by what follows it, since the closing one stands before a separator or
/// the row's end.
struct CSVScan {
  private enum State { case start, plain, quoted, quote, behindQuote }

  private let dialect: CSVDialect
  private let keptCells: Int
  private var state = State.start
  private var cellStart = 0
  /// Bytes from the first one given that are done with.
  private(set) var offset = 0
  /// Separators so far, and one.
  private(set) var columns = 1
  /// Where the first cells lie, with their quotes.
  private(set) var cells: [Range<Int>] = []

  /// Keeps the places of so many cells.
  init(_ dialect: CSVDialect, keptCells: Int = 0) {
    self.dialect = dialect
    self.keptCells = keptCells
  }

  /// The cells of a row that is whole and has no line end.
  init(row: UnsafeBufferPointer<UInt8>, _ dialect: CSVDialect, keptCells: Int) {
    self.init(dialect, keptCells: keptCells)
    _ = rowEnd(in: row)
    endCell(at: row.count)
  }

  /// Whether a quote stands open.
  var isQuoted: Bool { state == .quoted }

  /// The first `count` bytes will not be given again.
  mutating func forget(_ count: Int) { offset -= count }

  /// Where the row's line end stands; nil when more bytes are to be given. The bytes are all that was
  /// given before, or what of it is not forgotten, and more; at their end the row ends there.
  mutating func rowEnd(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    while true {
      passWithin(bytes)
      guard offset < bytes.count else { return nil }
      let byte = bytes[offset]
      if byte == dialect.lineEnd { return offset }
      if byte == dialect.separator {
        endCell(at: offset)
        columns += 1
        cellStart = offset + 1
        state = .start
      } else {
        take(byte)
      }
      offset += 1
    }
  }

  /// Passes over what cannot end a cell, as fast as it can be looked at.
  private mutating func passWithin(_ bytes: UnsafeBufferPointer<UInt8>) {
    if state == .quoted {
      guard let quote = ByteRuns.first(CSVDialect.quote, in: bytes, from: offset) else {
        offset = bytes.count
        return
      }
      offset = quote + 1
      state = .quote
    } else if state == .plain {
      offset = plainEnd(bytes)
    }
  }

  /// A byte that ends no cell, and does not stand between quotes.
  private mutating func take(_ byte: UInt8) {
    switch (state, byte) {
    case (.start, 0x20): break
    case (.start, CSVDialect.quote), (.quote, CSVDialect.quote): state = .quoted
    case (.start, _): state = .plain
    case (.quote, 0x20), (.quote, 0x0D), (.behindQuote, 0x20), (.behindQuote, 0x0D):
      state = .behindQuote
    case (.behindQuote, CSVDialect.quote): state = .quote
    case (.quote, _), (.behindQuote, _): state = .quoted
    case (.plain, _), (.quoted, _): break
    }
  }

  private mutating func endCell(at end: Int) {
    if cells.count < keptCells { cells.append(cellStart..<end) }
  }

  private func plainEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var index = offset
    while index &+ 8 <= bytes.count {
      let word = ByteRuns.word(bytes, index)
      let marks =
        ByteRuns.equal(word, dialect.separator) | ByteRuns.equal(word, dialect.lineEnd)
      if marks != 0 { return index &+ ByteRuns.firstByte(marks) }
      index &+= 8
    }
    while index < bytes.count, bytes[index] != dialect.separator, bytes[index] != dialect.lineEnd {
      index &+= 1
    }
    return index
  }

  /// What stands in a cell, without its quotes and the spaces around them.
  static func text(_ cell: Range<Int>, of row: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let raw = row[cell]
    let trimmed = raw.drop { $0 == 0x20 }
    guard trimmed.first == CSVDialect.quote,
      let last = trimmed.lastIndex(of: CSVDialect.quote), last > trimmed.startIndex
    else { return Array(raw) }
    var text: [UInt8] = []
    text.reserveCapacity(trimmed.count)
    var isSecond = false
    for byte in trimmed[(trimmed.startIndex + 1)..<last] {
      isSecond = byte == CSVDialect.quote && !isSecond && text.last == CSVDialect.quote
      if !isSecond { text.append(byte) }
    }
    return text
  }
}
