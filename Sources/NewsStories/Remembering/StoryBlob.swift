import NewsBytes
package import NewsModel
package import NewsText

/// What the store keeps of one admitted article, so that a restart changes nothing.
///
/// Format, version 1 (numbers as in `ByteWriter`): byte 1 · oldest open article, varint · language,
/// varint · bit 0 of a byte: published known · published day, signed · received day, signed ·
/// number of terms, varint · for each, ascending by hash: difference from the last hash, varint;
/// weight, varint, 0 for a term that is counted but too light for the vector. About 6 bytes a term,
/// 1.3 KB for an article of 3.2 KB (measured).
package struct StoryBlob: Hashable, Sendable {
  /// After this admission a story is open when its last member's number is not below this one.
  package var oldestOpen: ArticleID
  package var language: TermLanguage
  var published: Int32?
  var received: Int32
  var terms: [TermWeight]

  struct TermWeight: Hashable, Sendable {
    var hash: TermHash
    var weight: UInt16
  }

  var vector: StoryVector {
    StoryVector(terms, count: terms.count)
  }

  package var bytes: [UInt8] {
    var writer = ByteWriter(capacity: 32 + 6 * terms.count)
    writer.byte(1)
    writer.varint(UInt64(bitPattern: oldestOpen.rawValue))
    writer.varint(UInt64(language.rawValue))
    writer.byte(published == nil ? 0 : 1)
    writer.signed(Int64(published ?? 0))
    writer.signed(Int64(received))
    writer.varint(UInt64(terms.count))
    var last: TermHash = 0
    for term in terms {
      writer.varint(UInt64(term.hash - last))
      writer.varint(UInt64(term.weight))
      last = term.hash
    }
    return writer.bytes
  }

  init(
    oldestOpen: ArticleID, language: TermLanguage, published: Int32?, received: Int32,
    terms: [TermWeight]
  ) {
    self.oldestOpen = oldestOpen
    self.language = language
    self.published = published
    self.received = received
    self.terms = terms
  }

  /// Errors: `damagedRecord`.
  package init(bytes: [UInt8]) throws(StoryFailure) {
    do throws(DamagedBytes) { try self.init(reading: bytes) } catch { throw .damagedRecord }
  }

  private init(reading bytes: [UInt8]) throws(DamagedBytes) {
    var reader = ByteReader(bytes)
    guard try reader.byte() == 1 else { throw DamagedBytes() }
    oldestOpen = ArticleID(rawValue: Int64(bitPattern: try reader.varint()))
    language = TermLanguage(rawValue: try reader.number32())
    let isPublished = try reader.byte() & 1 == 1
    guard let published = Int32(exactly: try reader.signed()),
      let received = Int32(exactly: try reader.signed())
    else { throw DamagedBytes() }
    self.published = isPublished ? published : nil
    self.received = received
    terms = []
    var last: TermHash = 0
    for _ in 0..<(try reader.count(limit: TermCounts.termLimit)) {
      let (hash, isOver) = last.addingReportingOverflow(try reader.number32())
      guard !isOver, hash > last, let weight = UInt16(exactly: try reader.varint()) else {
        throw DamagedBytes()
      }
      terms.append(TermWeight(hash: hash, weight: weight))
      last = hash
    }
    guard reader.isAtEnd else { throw DamagedBytes() }
  }
}
