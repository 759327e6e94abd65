import NewsModel

/// The header row of a table, which names the columns.
struct CSVHeader {
  /// One that is longer is none.
  private static let mostBytes = 64 << 10
  /// Longer ones are sentences, in a table that its look alone tells.
  private static let nameBytes = 64

  let dialect: CSVDialect
  let columns: Int
  /// Which columns fill which field, the best first.
  let order: [(entry: ArticleFieldNames.Entry, column: Int)]
  /// Lines that it takes up, with a line above it that names the separator.
  private(set) var lines = 1
  /// As written, in one line.
  let names: [String]
  /// Bytes up to its line end.
  private let length: Int

  /// Nil when the first row does not end.
  ///
  /// - Parameters:
  ///   - bytes: the first of the table.
  ///   - dialect: as it may be written.
  ///   - atEnd: whether the document ends with these bytes.
  ///   - emptyCells: columns without a name that stand before the first byte.
  ///   - fields: the names that are known.
  private init?(
    _ bytes: UnsafeBufferPointer<UInt8>, _ dialect: CSVDialect, atEnd: Bool, emptyCells: Int,
    _ fields: ArticleFieldNames
  ) {
    var scan = CSVScan(dialect)
    let end = scan.rowEnd(in: bytes)
    guard end != nil || atEnd && !scan.isQuoted else { return nil }
    length = end ?? bytes.count
    let raw = UnsafeBufferPointer(rebasing: bytes[..<length])
    let row = Charset.converted(raw) ?? Array(raw)
    let cells = row.withUnsafeBufferPointer { row in
      CSVScan(row: row, dialect, keptCells: row.count + 1).cells.map {
        CSVScan.text($0, of: row).filter { $0 >= 0x20 }
      }
    }
    names =
      Array(repeating: "", count: emptyCells)
      + cells.map {
        String(decoding: $0, as: UTF8.self).split(separator: " ").joined(separator: " ")
      }
    self.dialect = dialect
    columns = names.count
    order = names.enumerated().compactMap { column, name in
      fields.index(of: name).map { (place: $0, column: column) }
    }.sorted { ($0.place, $0.column) < ($1.place, $1.column) }
      .map { (fields.all[$0.place], $0.column) }
    lines = 1 + raw.count { $0 == dialect.lineEnd }
  }

  /// Whether a column holds the text, or tells it in short.
  private var holdsText: Bool { order.contains { $0.entry.field == .body } }

  /// Reads the header and consumes it.
  ///
  /// - Parameter document: a table, in a superset of ASCII.
  /// - Returns: the header in the dialect in which most of its names are known.
  /// - Throws: `noText` when none of them is known to hold a text, `truncated` when it does not end.
  static func read(_ document: OpenedDocument) throws(DecodingFailure) -> CSVHeader {
    let window = document.window
    try window.fill(atLeast: mostBytes)
    let named = separatorLine(window.bytes)
    if let named { window.consume(named.length) }
    let head = UnsafeBufferPointer(rebasing: window.bytes.prefix(mostBytes))
    let separators = named.map { [$0.separator] } ?? CSVDialect.separators
    let headers = separators.compactMap { separator in
      CSVHeader(
        head, CSVDialect(separator: separator, lineEnd: lineEnd(head)),
        atEnd: window.count < mostBytes,
        emptyCells: separator == 0x09 && named == nil ? document.tabsBefore : 0,
        document.place.fields)
    }
    let best = headers.max { ($0.order.count, $0.columns) < ($1.order.count, $1.columns) }
    guard var best, best.holdsText else {
      // One that does not end in one dialect may be none in the others.
      let isCut = window.atEnd && headers.count < separators.count
      throw .rejected(refusal(isCut ? nil : best, head, at: document.place))
    }
    window.consume(min(best.length + 1, window.count))
    if named != nil { best.lines += 1 }
    return best
  }

  private static func refusal(
    _ header: CSVHeader?, _ head: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) -> Rejection {
    guard let header else {
      return Rejection(.truncated, "the header of the table does not end", locator: place.locator)
    }
    let names = header.names.prefix(8).map { quoted($0) }.joined(separator: ", ")
    if header.order.isEmpty {
      return Rejection(
        .noText, "the first row names no field that is known: \(names)", locator: place.locator)
    }
    return header.prose(below: head).refusal(beside: nil, at: place)
      ?? Rejection(
        .noText, "no column is known to hold the text: \(names)", locator: place.locator)
  }

  /// The columns of the first rows that hold prose and are no field.
  private func prose(below head: UnsafeBufferPointer<UInt8>) -> PassedOver {
    var rest = PassedOver(noun: "column")
    var start = length + 1
    while start < head.count {
      var scan = CSVScan(dialect)
      guard let end = scan.rowEnd(in: UnsafeBufferPointer(rebasing: head[start...])) else { break }
      let row = UnsafeBufferPointer(rebasing: head[start..<start + end])
      let text = Charset.converted(row) ?? Array(row)
      text.withUnsafeBufferPointer {
        note(CSVScan(row: $0, dialect, keptCells: columns), of: $0, in: &rest)
      }
      start += end + 1
    }
    return rest
  }

  /// Adds what a row, in valid UTF-8, holds in columns that are no field.
  func note(
    _ scan: CSVScan, of row: UnsafeBufferPointer<UInt8>, in rest: inout PassedOver
  ) {
    for (column, cell) in scan.cells.enumerated() where column < names.count {
      guard !names[column].isEmpty, !PassedOver.isOther(names[column]),
        !order.contains(where: { $0.column == column })
      else { continue }
      rest.note(names[column], CSVScan.text(cell, of: row))
    }
  }

  /// Whether bytes begin a table so plainly that no suffix need say it: the first row names a text
  /// and another field, the second has as many cells.
  static func begins(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    CSVDialect.separators.contains { separator in
      let dialect = CSVDialect(separator: separator, lineEnd: lineEnd(head))
      guard head.prefix(nameBytes).contains(separator),
        let header = CSVHeader(head, dialect, atEnd: false, emptyCells: 0, .usual),
        header.order.contains(where: { $0.entry.field == .body && !$0.entry.isSummary }),
        Set(header.order.map(\.entry.field)).count > 1,
        header.names.allSatisfy({ !$0.isEmpty && $0.utf8.count <= nameBytes })
      else { return false }
      return header.fits(
        UnsafeBufferPointer(rebasing: head[(header.length + 1)...]),
        areAll: head.count < DocumentHead.bytes)
    }
  }

  /// Whether nearly all rows have as many cells as it has; the last one may be cut when more follow.
  private func fits(_ rows: UnsafeBufferPointer<UInt8>, areAll: Bool) -> Bool {
    var (fitting, others) = (0, 0)
    var start = 0
    while start < rows.count {
      var scan = CSVScan(dialect)
      let rest = UnsafeBufferPointer(rebasing: rows[start...])
      let end = scan.rowEnd(in: rest)
      let isCut = end == nil && !areAll
      let fits = scan.columns == columns || isCut && scan.columns < columns
      if fits { fitting += 1 } else { others += 1 }
      start += (end ?? rest.count) + 1
    }
    return fitting > 4 * others
  }

  private static func lineEnd(_ head: UnsafeBufferPointer<UInt8>) -> UInt8 {
    head.contains(0x0A) || !head.contains(0x0D) ? 0x0A : 0x0D
  }

  /// `sep=;`, which Excel writes above the header.
  private static func separatorLine(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (separator: UInt8, length: Int)? {
    guard bytes.count > 5, zip(bytes, "sep=".utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else {
      return nil
    }
    let end = bytes.prefix(7).dropFirst(5)
    guard let feed = end.firstIndex(of: 0x0A), end[..<feed].allSatisfy({ $0 == 0x0D }) else {
      return nil
    }
    return (bytes[4], feed + 1)
  }
}
