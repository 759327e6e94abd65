import NewsBytes
import NewsModel
import NewsStore
import NewsText

/// A measured article with what the engine that sends it needs to know: when it came, from where, and what it may
/// be a copy of.
///
/// The rest of an `A` frame (`Backfill.Frame`). At its beginning, at fixed places, what a program that sorts and
/// joins needs, so that it need not know what follows:
///
///     0   when it was published, else received (8): the order of articles
///     8   place in its file, from 0 (8): ascending in the order of the file
///     16  identity: what is equal here is the same again (16)
///     32  digest of its words (16): what is equal here is the same text
///     48  number of sketch keys (2), then each of them (5, big-endian), ascending
///
/// … and behind them its file's name and its locator there (texts): what it is known by in the answer.
///
/// Then, in this order: received (a time); its source (a text); a byte of marks (1: its fields say its
/// status; 2: the headline is derived); the fields uri, version, headline, byline, body, published, updated,
/// status, embargo, facts (the JSON of the store's column), language, source, url, format; the
/// addresses that its text names, with their number before them; and its terms (`TermCounts.write`). Words and
/// sentences are not sent: they are 3.5 times the text and made in 50 µs from it.
struct SentArticle: Sendable {
  var measured: MeasuredArticle
  var name: FileName
  var place: UInt64
  var received: Timestamp

  /// What an article without a time of its own is sorted by.
  private var order: Timestamp { measured.article.published ?? received }

  func bytes(seed: UInt64) -> [UInt8] {
    let article = measured.article
    var writer = ByteWriter(capacity: 2 * article.body.utf8.count + 4096)
    writer.time(order)
    writer.fixed(place, bytes: 8)
    let key = measured.identity.key(seed: seed)
    writer.fixed(UInt64(bitPattern: key.item), bytes: 8)
    writer.fixed(UInt64(bitPattern: key.edition), bytes: 8)
    writer.bytes += measured.fingerprint.digest.bytes
    writer.fixed(UInt64(measured.fingerprint.sketch.keys.count), bytes: 2)
    writer.bytes += measured.fingerprint.sketch.bytes
    writer.text(name.text)
    writer.text(article.locator)
    writer.time(received)
    writer.text(measured.source)
    writer.byte((measured.statusIsGiven ? 1 : 0) | (article.headlineIsDerived ? 2 : 0))
    writer.fields(article)
    writer.varint(UInt64(measured.addresses.count))
    for address in measured.addresses { writer.text(address) }
    measured.terms.write(to: &writer)
    return writer.bytes
  }

  /// Reads what `bytes` wrote.
  ///
  /// - Parameters:
  ///   - bytes: Of one frame.
  ///   - seed: With which it was measured.
  /// - Throws: For anything else, and where the text gives another digest or sketch than was sent.
  init(_ bytes: [UInt8], seed: UInt64) throws(DamagedBytes) {
    var reader = ByteReader(bytes)
    _ = try reader.time()
    place = try reader.fixed(bytes: 8)
    _ = try reader.run(of: 16)
    let digest = TextDigest(bytes: try reader.run(of: 16))
    let sketch = Sketch(bytes: try reader.run(of: 5 * Int(try reader.fixed(bytes: 2))))
    name = FileName(try reader.text())
    let locator = try reader.text()
    received = try reader.time()
    measured = try MeasuredArticle(&reader, at: locator, seed: seed)
    let fingerprint = measured.fingerprint
    guard reader.isAtEnd, fingerprint.digest == digest, fingerprint.sketch == sketch else {
      throw DamagedBytes()
    }
  }

  init(_ measured: MeasuredArticle, of piece: Backfill.Piece, ordinal: Int) {
    self.measured = measured
    self.measured.article.locator = piece.locator(measured.article.locator)
    name = piece.name
    place = piece.place(of: ordinal)
    received = piece.received
  }
}

extension MeasuredArticle {
  /// One that was measured elsewhere: its fields, and what cannot be had from them as quickly.
  fileprivate init(
    _ reader: inout ByteReader, at locator: String, seed: UInt64
  ) throws(DamagedBytes) {
    source = try reader.text()
    let marks = try reader.byte()
    statusIsGiven = marks & 1 != 0
    article = try reader.article(headlineIsDerived: marks & 2 != 0)
    article.locator = locator
    addresses = []
    for _ in 0..<(try reader.count()) { addresses.append(try reader.text()) }
    terms = try TermCounts(
      &reader, headline: article.headlineIsDerived ? "" : article.headline, body: article.body)
    fingerprint = Fingerprint(article.matchedText, seed: seed)
  }
}

extension ByteWriter {
  fileprivate mutating func fields(_ article: Article) {
    text(article.uri)
    text(article.version)
    text(article.headline)
    text(article.byline)
    text(article.body)
    time(article.published)
    time(article.updated)
    text(article.status.rawValue)
    time(article.embargo)
    text(article.facts.isEmpty ? nil : article.facts.json.text)
    text(article.language)
    text(article.source)
    text(article.url)
    text(article.format)
  }
}

extension ByteReader {
  fileprivate mutating func article(headlineIsDerived: Bool) throws(DamagedBytes) -> Article {
    let uri = try optionalText()
    let version = try optionalText()
    return Article(
      uri: uri, version: version, headline: try text(), headlineIsDerived: headlineIsDerived,
      byline: try optionalText(), body: try text(), published: try optionalTime(),
      updated: try optionalTime(), status: try status(), embargo: try optionalTime(),
      facts: try facts(), language: try optionalText(), source: try optionalText(),
      url: try optionalText(), format: try text())
  }

  private mutating func status() throws(DamagedBytes) -> Article.Status {
    guard let status = Article.Status(rawValue: try text()) else { throw DamagedBytes() }
    return status
  }

  private mutating func facts() throws(DamagedBytes) -> Article.Facts {
    guard let text = try optionalText() else { return Article.Facts() }
    guard let json = JSONValue(json: text) else { throw DamagedBytes() }
    return Article.Facts(json: json)
  }
}
