import NewsBytes
package import NewsModel
package import NewsText

/// What the store keeps of one admitted article, so that a restart changes nothing.
///
/// Format, version 3 (numbers as in `ByteWriter`): byte 3 · oldest open article, varint · language,
/// varint · bit 0 of a byte: published known · published day, signed · received day, signed ·
/// number of terms, varint · for each, ascending by hash: difference from the last hash, varint;
/// weight, varint, 0 for a term that is counted but too light for the vector. About 6 bytes a term,
/// 1.3 KB for an article of 3.2 KB (measured). Then what version 1 does not have: hash of the headline,
/// 32 bits · number of names, varint · for each, ascending by key: difference from the last key, varint;
/// weight, byte; marks, byte. Then what version 2 does not have: number of pairs of terms side by side, varint ·
/// for each, ascending: difference from the last, varint. A blob of version 1 reads as one of an article without names: its lede is
/// unknown, so that nothing contradicts it and no shared name adds to its score.
package struct StoryBlob: Hashable, Sendable {
  /// After this admission a story is open when its last member's number is not below this one.
  package var oldestOpen: ArticleID
  package var language: TermLanguage
  var published: Int32?
  var received: Int32
  var terms: [TermWeight]
  var names: StoryNames

  struct TermWeight: Hashable, Sendable {
    var hash: TermHash
    var weight: UInt16
  }

  var vector: StoryVector {
    StoryVector(terms, count: terms.count)
  }

  package var bytes: [UInt8] {
    var writer = ByteWriter(capacity: 40 + 6 * terms.count + 6 * names.names.count)
    writer.byte(3)
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
    names.write(to: &writer)
    names.writePairs(to: &writer)
    return writer.bytes
  }

  init(
    oldestOpen: ArticleID, language: TermLanguage, published: Int32?, received: Int32,
    terms: [TermWeight], names: StoryNames
  ) {
    self.oldestOpen = oldestOpen
    self.language = language
    self.published = published
    self.received = received
    self.terms = terms
    self.names = names
  }

  /// - Throws: `damagedRecord`.
  package init(bytes: [UInt8]) throws(StoryFailure) {
    do throws(DamagedBytes) { try self.init(reading: bytes) } catch { throw .damagedRecord }
  }

  private init(reading bytes: [UInt8]) throws(DamagedBytes) {
    var reader = ByteReader(bytes)
    let version = try reader.byte()
    guard (1...3).contains(version) else { throw DamagedBytes() }
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
    names = try StoryNames(from: &reader, version: version)
    guard reader.isAtEnd else { throw DamagedBytes() }
  }
}
