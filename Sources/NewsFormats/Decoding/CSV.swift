import NewsModel

extension Format {
  static let csv = Format(
    "csv",
    Signature(names: [".csv", ".tsv"], mayHoldBinary: true, looks: { CSVHeader.begins($0.bytes) })
  ) { (document) throws(DecodingFailure) in
    let document = try document.asContainer.tableInUTF8()
    return RecordWalk(document, try CSVDocument(document))
  }
}

/// A table with a header row: one article a row.
///
/// The header's cells are names of fields as JSON has them, in letters of any case; other columns are
/// passed over, and of several columns of one field the first in `ArticleField`'s order that holds
/// something counts. Commas, semicolons or tabs stand between cells, as the header has it (or the line
/// `sep=;` above it, which Excel writes). A row with more or fewer cells is rejected, since nobody knows
/// which of them is missing; empty ones may stand behind the last.
struct CSVDocument: FramedDocument {
  let window: ByteWindow
  private let header: CSVHeader
  private var rows: CSVRows

  init(_ document: OpenedDocument) throws(DecodingFailure) {
    window = document.window
    header = try CSVHeader.read(document)
    rows = CSVRows(document, header.dialect, line: document.firstLine + header.lines)
  }

  var isContainer: Bool { true }
  var emptyWords: StaticString { "the table holds no rows" }

  mutating func nextFrame() throws(DecodingFailure) -> Frame? { try rows.next() }
  mutating func pass(_ frame: Frame) throws(DecodingFailure) { try rows.pass(frame) }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[frame.range])
    if ByteRuns.first(0, in: bytes, from: 0) != nil {
      throw Rejection(.syntax, "the row holds NUL bytes", locator: place.locator)
    }
    guard let converted = Charset.converted(bytes) else {
      return [try article(of: bytes, at: place)]
    }
    return try converted.withUnsafeBufferPointer { (bytes) throws(Rejection) in
      [try article(of: bytes, at: place)]
    }
  }

  private func article(
    of row: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let scan = CSVScan(row: row, header.dialect, keptCells: header.columns)
    guard scan.columns == header.columns || hasBlankEnd(scan, row) else {
      let counts = "the row has \(scan.columns) columns, the header \(header.columns)"
      // A writer that has not finished has not written its last cells either.
      if rows.isLast, scan.columns < header.columns {
        throw Rejection(
          .truncated, "the document ends too early: \(counts)", locator: place.locator)
      }
      throw Rejection(.syntax, counts, locator: place.locator)
    }
    return try draft(scan, row).article(
      at: place,
      passedOver: {
        var rest = PassedOver(noun: "column")
        header.note(scan, of: row, in: &rest)
        return rest
      })
  }

  private func draft(_ scan: CSVScan, _ row: UnsafeBufferPointer<UInt8>) -> ArticleDraft {
    var draft = ArticleDraft()
    draft.isKnownByLink = true
    for (entry, column) in header.order where entry.field.mayHaveBetter || draft[entry.field] == nil
    {
      let text = CSVScan.text(scan.cells[column], of: row)
      if text.contains(where: { $0 > 0x20 }) { draft.offer(text, as: entry) }
    }
    return draft
  }

  /// Whether nothing but empty cells stands behind those that the header names.
  private func hasBlankEnd(_ scan: CSVScan, _ row: UnsafeBufferPointer<UInt8>) -> Bool {
    guard scan.columns > header.columns, let last = scan.cells.last else { return false }
    return row[last.upperBound...].allSatisfy { $0 == header.dialect.separator || $0 <= 0x20 }
  }
}
