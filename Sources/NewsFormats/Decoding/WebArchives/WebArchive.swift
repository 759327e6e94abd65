import NewsModel

extension Format {
  static let warc = Format(
    "warc", Signature(leading: [LeadingBytes("WARC/1."), LeadingBytes("WARC/0.1")]),
    opener: { (document) throws(DecodingFailure) in
      WebArchive(document.asContainer, form: .warc).records
    })
  static let arc = Format(
    "arc", Signature(leading: [LeadingBytes("filedesc://")]),
    opener: { (document) throws(DecodingFailure) in
      WebArchive(document.asContainer, form: .arc).records
    })
}

/// A crawl: each page that it kept is read as a page is, with its address, its charset and the day of capture as its
/// surroundings say them; what the page says itself comes first.
///
/// | record | is |
/// |---|---|
/// | response with status 200 to 299 and HTML, resource of HTML | a page |
/// | conversion of plain text | a text |
/// | revisit | known already: counted |
/// | any other | counted, and told by kinds at the end |
///
/// A page without an article, and one that leads to some (`ListPage`), is told, and fails nothing: crawls keep what they
/// find. A record that is broken, cut by
/// the crawler or packed in a way that is not read is rejected alone.
final class WebArchive {
  private let document: OpenedDocument
  private let stream: CrawlFrames
  private var body: ChunkedBody?
  private var others: [String: Int] = [:]
  private var isTold = false

  init(_ document: OpenedDocument, form: CrawlFrames.Form) {
    self.document = document
    stream = CrawlFrames(document.window, form: form, locator: document.recordsLocator)
  }

  var records: any RecordSource {
    NestedDocuments(
      document, next: { () throws(DecodingFailure) in try self.nextPage() },
      read: { (buffer) throws(DecodingFailure) in try self.read(into: buffer) }, layers: 0,
      survives: { [stream] (failure) throws(DecodingFailure) in try stream.goOn(behind: failure) })
  }

  private func nextPage() throws(DecodingFailure) -> NestedDocument? {
    while let found = try stream.next() {
      switch found {
      case .broken(let words):
        return NestedDocument(
          name: "record \(stream.count)", refusal: Rejection(.syntax, "\(words)"))
      case .record(let record):
        do throws(DecodingFailure) {
          if let page = try page(of: record) { return page }
        } catch {
          // Damage that is met in the head of an answer is its own, too.
          guard let rejection = error.rejection, try stream.goOn(behind: error) else {
            throw error
          }
          return NestedDocument(
            name: document(of: record, Given(), .crawledPage).name, refusal: rejection)
        }
      }
    }
    return told()
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    if body != nil { return try body?.read(into: buffer) ?? 0 }
    return try stream.read(into: buffer)
  }

  /// Nil for a record that is none, which is counted.
  private func page(of record: CrawlFrames.Record) throws(DecodingFailure) -> NestedDocument? {
    body = nil
    let given = Given(contentType: record.contentType)
    switch (record.type, given.mediaType) {
    case ("response", "application/http"?): return try page(ofAnswer: record)
    case ("resource", let type?) where Self.pages.contains(type):
      return document(of: record, given, .crawledPage)
    case ("conversion", "text/plain"?): return document(of: record, given, .text)
    case ("resource", _), ("conversion", _), ("response", _):
      return note(Self.kind(of: given.mediaType))
    case (let type, _): return note(Self.types.contains(type) ? type : "unknown")
    }
  }
  private static let pages: Set<String> = [
    "text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml",
  ]
  private static let types: Set<String> = [
    "warcinfo", "request", "metadata", "revisit", "continuation",
  ]

  private func page(
    ofAnswer record: CrawlFrames.Record
  ) throws(DecodingFailure) -> NestedDocument? {
    guard let head = try finalHead() else { return note("unreadable answer") }
    guard (200...299).contains(head.status) else { return note("status \(head.status)") }
    let given = Given(contentType: head.contentType)
    let begins = try beginning(head)
    guard given.mediaType.map(Self.pages.contains) ?? (begins == .markup) else {
      return note(Self.kind(of: given.mediaType))
    }
    var page = document(of: record, given, .crawledPage)
    if head.isChunked { body = ChunkedBody(stream) }
    // A head often tells how it came, and the crawler has unpacked it.
    if let packing = head.packings.first(where: Self.unread.contains), begins == .other {
      page.refusal =
        page.refusal ?? Rejection(.unreadable, "it is packed with \(packing), which is not read")
    }
    return page
  }
  private static let unread: Set<String> = ["br", "deflate", "compress", "x-compress"]

  /// What a body begins with, whatever its head says.
  private enum Beginning { case markup, gzip, other }

  private func beginning(_ head: HTTPHead) throws(DecodingFailure) -> Beginning {
    try stream.fillBlock(atLeast: 512)
    var bytes = stream.bytes.prefix(512)
    if head.isChunked, bytes.first != 0x3C, let feed = bytes.firstIndex(of: 0x0A) {
      bytes = bytes[(feed + 1)...]
    }
    if bytes.starts(with: Compression.gzip.magic) { return .gzip }
    return bytes.first { $0 > 0x20 && $0 < 0x80 } == 0x3C ? .markup : .other
  }

  /// Behind the preliminary ones (RFC 9110, 15.2).
  private func finalHead() throws(DecodingFailure) -> HTTPHead? {
    var found = try head()
    while let head = found, (100...199).contains(head.status) { found = try self.head() }
    return found
  }

  /// Takes the head of the answer in the block at hand.
  private func head() throws(DecodingFailure) -> HTTPHead? {
    var wanted = 1024
    while true {
      let held = try stream.fillBlock(atLeast: wanted)
      if let end = HTTPHead.end(in: stream.bytes) {
        let head = HTTPHead(UnsafeBufferPointer(rebasing: stream.bytes[..<end]))
        stream.consume(end)
        return head
      }
      if held >= HTTPHead.mostBytes || held == stream.left { return nil }
      wanted = held * 2
    }
  }

  private func document(
    of record: CrawlFrames.Record, _ given: Given, _ format: Format
  ) -> NestedDocument {
    let address = String(decoding: record.address, as: UTF8.self)
    var page = NestedDocument(
      name: "record \(stream.count) " + shown(address, cells: 160), given: given)
    page.given.url = ArticleDraft.address(record.address)
    page.given.published = record.captured
    page.format = format
    page.isBeside = true
    if record.isSegment {
      page.refusal = Rejection(.truncated, "it is one of the segments of a divided record")
    }
    if let cut = record.cut {
      page.refusal = Rejection(
        .truncated, "the crawler kept only its beginning: \(quoted(cut))")
    }
    return page
  }

  // MARK: What is no page

  private func note(_ kind: String) -> NestedDocument? {
    // Statuses are of a hostile server's making, and there are 1,000 at most.
    if others.count < 64 || others[kind] != nil { others[kind, default: 0] += 1 }
    return nil
  }

  /// The kind of a media type: `image`.
  private static func kind(of type: String?) -> String {
    guard let type else { return "no media type" }
    let kind = String(type.prefix { $0 != "/" })
    return ["image", "text", "audio", "video", "font"].contains(kind) ? kind : "other"
  }

  /// At the end, once: how many records of which kinds are no pages.
  private func told() -> NestedDocument? {
    guard !others.isEmpty, !isTold else { return nil }
    isTold = true
    let total = others.values.reduce(0, +)
    let kinds = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8)
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return NestedDocument(
      name: "others",
      refusal: Rejection(.leftAlone, "\(counted(total, "record")) are no pages: \(kinds)"))
  }
}
