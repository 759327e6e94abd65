import NewsBytes
package import NewsModel
package import NewsText

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

/// One of the latest articles as the store remembers it.
package struct RememberedArticle: Sendable {
  package var article: ArticleID
  /// Its story now.
  package var story: StoryID
  /// `StoryDecision.related` of the decision when it came.
  package var related: [StoryID]
  /// Those of an article that is the only one with a record in its story; else nil.
  package var terms: TermCounts?
  package init(article: ArticleID, story: StoryID, related: [StoryID], terms: TermCounts?) {
    self.article = article
    self.story = story
    self.related = related
    self.terms = terms
  }
}

/// What the store remembers of the stories, for a fresh index.
package struct RememberedStories: Sendable {
  /// The stored one; nil when none was due yet.
  package var checkpoint: [UInt8]?
  /// The records of all articles after the checkpoint (of all when there is none), ascending,
  /// without nil.
  package var since: [(article: ArticleID, record: [UInt8])]
  /// `StoryBlob.oldestOpen` of the last record; 0 when there is none.
  package var oldestOpen: ArticleID
  /// Every story whose last member's number is not below `oldestOpen`, in any order.
  package var open: [StoredStory]
  /// The latest articles with a record, ascending, `StoryIndex.secondLookDelay` of them.
  package var latest: [RememberedArticle]
  /// Every story with an article that a person has put somewhere.
  package var held: Set<StoryID>
  /// Articles that were forgotten, with their records: the checkpoint may have counted them.
  package var forgotten: UInt64

  package init(
    checkpoint: [UInt8]?, since: [(article: ArticleID, record: [UInt8])], oldestOpen: ArticleID,
    open: [StoredStory], latest: [RememberedArticle], held: Set<StoryID>,
    forgotten: UInt64 = 0
  ) {
    self.checkpoint = checkpoint
    self.since = since
    self.oldestOpen = oldestOpen
    self.open = open
    self.latest = latest
    self.held = held
    self.forgotten = forgotten
  }
}

extension StoryState {
  /// The live counts as they stand after the last admission, to be stored in place of the last
  /// checkpoint whenever `StoryAdmission.isCheckpointDue`, and only then. About 5 bytes a counted
  /// term, at most 2 MB. Format: byte 1 · admissions, varint · last article, varint ·
  /// `DocumentCounts.write`.
  func checkpoint() -> [UInt8] {
    var writer = ByteWriter(capacity: 16 + 6 * counts.termCount)
    writer.byte(1)
    writer.varint(admittedCount)
    writer.varint(UInt64(bitPattern: last.rawValue))
    counts.write(to: &writer)
    return writer.bytes
  }

  static func lastArticle(inCheckpoint bytes: [UInt8]) throws(StoryFailure) -> ArticleID {
    do throws(DamagedBytes) {
      var reader = ByteReader(bytes)
      return try readHead(from: &reader).last
    } catch {
      throw .damagedCheckpoint
    }
  }

  private static func readHead(
    from reader: inout ByteReader
  ) throws(DamagedBytes) -> (admitted: UInt64, last: ArticleID) {
    guard try reader.byte() == 1 else { throw DamagedBytes() }
    let admitted = try reader.varint()
    return (admitted, ArticleID(rawValue: Int64(bitPattern: try reader.varint())))
  }

  /// - Throws: damaged or missing data, never the input's fault.
  mutating func restore(_ remembered: RememberedStories) throws(StoryFailure) {
    precondition(admittedCount == 0 && open.count == 0, "only a fresh index is restored")
    if let checkpoint = remembered.checkpoint { try read(checkpoint) }
    for (article, bytes) in remembered.since {
      guard article > last else { throw StoryFailure.wrongOrder }
      let record = try StoryBlob(bytes: bytes)
      end(article, record.terms.map(\.hash), record.language)
    }
    oldestOpen = remembered.oldestOpen
    held = remembered.held
    try read(remembered.open)
    let (count, most) = (
      UInt64(remembered.latest.count), min(admittedCount, StoryRules.secondLookDelay)
    )
    guard count <= most, count + remembered.forgotten >= most else { throw StoryFailure.wrongOrder }
    latest = remembered.latest.map {
      LatestArticle(article: $0.article, story: $0.story, related: $0.related, terms: $0.terms)
    }
  }

  private mutating func read(_ checkpoint: [UInt8]) throws(StoryFailure) {
    do throws(DamagedBytes) {
      var reader = ByteReader(checkpoint)
      (admittedCount, last) = try Self.readHead(from: &reader)
      try counts.read(from: &reader)
      guard reader.isAtEnd else { throw DamagedBytes() }
    } catch {
      throw .damagedCheckpoint
    }
    epoch = admittedCount
  }

  /// Adds the members in the order of their admission, whichever story they are in: the postings
  /// and the order of the stories come out as they were.
  private mutating func read(_ stored: [StoredStory]) throws(StoryFailure) {
    var order: [(member: OpenStories.Member, story: StoryID, language: TermLanguage)] = []
    for story in stored {
      let (members, language) = try Self.members(of: story)
      order += members.map { ($0, story.id, language) }
    }
    order.sort { $0.member.article < $1.member.article }
    for (member, story, language) in order {
      guard member.article <= last else { throw StoryFailure.wrongOrder }
      let place = open.places[story] ?? open.open(story, language)
      open.add(member, member.vector.heaviest(StoryRules.postedTermCount), to: place)
    }
  }

  static func members(
    of story: StoredStory
  ) throws(StoryFailure) -> ([OpenStories.Member], TermLanguage) {
    guard (1...StoryRules.memberLimit).contains(story.members.count) else {
      throw StoryFailure.wrongOrder
    }
    var members: [OpenStories.Member] = []
    var language = TermLanguage.undetermined
    for entry in story.members {
      let record = try StoryBlob(bytes: entry.record)
      language = record.language
      guard members.last.map({ $0.article < entry.article }) ?? true else {
        throw StoryFailure.wrongOrder
      }
      members.append(
        OpenStories.Member(
          article: entry.article, published: record.published, received: record.received,
          vector: record.vector, names: record.names))
    }
    return (members, language)
  }
}

// MARK: While it runs

extension StoryState {
  /// A quiet story comes back, because an article cites it.
  mutating func insert(_ stored: StoredStory) throws(StoryFailure) {
    let (members, language) = try Self.members(of: stored)
    open.insert(stored.id, language, members)
  }

  /// `moved` holds the concerned stories' articles among the latest, with their story now.
  mutating func replace(
    _ concerned: [StoryID], with stored: [StoredStory], moved: [ArticleID: StoryID],
    held: Set<StoryID>
  ) throws(StoryFailure) {
    for story in concerned {
      if let place = open.places[story] { open.close(place) }
    }
    for story in stored {
      guard let last = story.members.last, last.article >= oldestOpen else { continue }
      try insert(story)
    }
    for index in latest.indices {
      if let story = moved[latest[index].article] { latest[index].story = story }
    }
    self.held = held
  }
}
