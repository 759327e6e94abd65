package import NewsModel
import NewsText

/// An open story as the store gives it back.
package struct StoredStory: Sendable {
  package var id: StoryID
  /// The first member and the latest seven, in order of admission, without copies (articles whose
  /// record is nil are no members).
  package var members: [(article: ArticleID, record: [UInt8])]
  package init(id: StoryID, members: [(article: ArticleID, record: [UInt8])]) {
    self.id = id
    self.members = members
  }
}

extension StoryIndex {
  /// The live counts as they stand after the last admission, to be stored in place of the last
  /// checkpoint whenever `StoryAdmission.isCheckpointDue`. About 5 bytes a counted term, at most
  /// 2 MB. Format: byte 1 · admissions, varint · last article, varint · `DocumentCounts.write`.
  package func checkpoint() -> [UInt8] {
    var writer = BlobWriter()
    writer.reserve(16 + 6 * counts.termCount)
    writer.byte(1)
    writer.varint(admittedCount)
    writer.varint(UInt64(bitPattern: last.rawValue))
    counts.write(to: &writer)
    return writer.bytes
  }

  /// The last article a checkpoint covers; the records after it are to be given to `restore`.
  package static func lastArticle(inCheckpoint bytes: [UInt8]) throws(StoryFailure) -> ArticleID {
    var reader = BlobReader(bytes, failure: .damagedCheckpoint)
    guard try reader.byte() == 1 else { throw StoryFailure.damagedCheckpoint }
    _ = try reader.varint()
    return ArticleID(rawValue: Int64(bitPattern: try reader.varint()))
  }

  /// Makes a fresh index what it was after the last stored article.
  ///
  /// Parameters checkpoint: the stored one; nil when none was due yet. since: the records of all
  /// later articles (of all when there is no checkpoint), ascending, without nil. open: every story
  /// whose last member's number is not below `StoryRecord.oldestOpen` of the last record, in any
  /// order. Errors: damaged or missing data, never the input's fault.
  package func restore(
    checkpoint: [UInt8]?, since: [(article: ArticleID, record: [UInt8])], open stored: [StoredStory]
  ) throws(StoryFailure) {
    precondition(admittedCount == 0 && open.count == 0, "only a fresh index is restored")
    if let checkpoint { try read(checkpoint) }
    for (article, bytes) in since {
      guard article > last else { throw StoryFailure.wrongOrder }
      let record = try StoryRecord(bytes: bytes)
      counts.count(record.terms.lazy.map(\.hash), record.language)
      end(article)
    }
    try read(stored)
  }

  private func read(_ checkpoint: [UInt8]) throws(StoryFailure) {
    var reader = BlobReader(checkpoint, failure: .damagedCheckpoint)
    guard try reader.byte() == 1 else { throw StoryFailure.damagedCheckpoint }
    let admitted = try reader.varint()
    let article = ArticleID(rawValue: Int64(bitPattern: try reader.varint()))
    try counts.read(from: &reader)
    guard reader.isAtEnd else { throw StoryFailure.damagedCheckpoint }
    restore(admittedCount: admitted, last: article)
  }

  /// Adds the members in the order of their admission, whichever story they are in: the postings
  /// and the order of joining come out as they were.
  private func read(_ stored: [StoredStory]) throws(StoryFailure) {
    var order: [(article: ArticleID, story: Int, member: Int)] = []
    for (index, story) in stored.enumerated() {
      guard (1...StoryRules.memberLimit).contains(story.members.count) else {
        throw StoryFailure.wrongOrder
      }
      for (member, entry) in story.members.enumerated() {
        order.append((entry.article, index, member))
      }
    }
    order.sort { $0.article < $1.article }
    for entry in order {
      let story = stored[entry.story]
      let record = try StoryRecord(bytes: story.members[entry.member].record)
      let place = open.places[story.id] ?? open.open(story.id, record.language)
      guard entry.article <= last else { throw StoryFailure.wrongOrder }
      open.add(
        OpenStories.Member(
          article: entry.article, published: record.published,
          received: record.received, vector: record.vector), to: place)
    }
  }
}
