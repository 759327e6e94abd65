import NewsModel
import NewsStories
import NewsText
import Testing

/// What a store keeps of the stories, and how it gives it back.
private struct Shelf {
  var records: [(article: ArticleID, story: StoryID, record: [UInt8])] = []
  var checkpoint: [UInt8]?

  mutating func keep(_ admission: StoryAdmission, _ article: Int64, from index: StoryIndex) {
    if let record = admission.record {
      records.append((ArticleID(rawValue: article), admission.decision.story, record))
    }
    if admission.isCheckpointDue { checkpoint = index.checkpoint() }
  }

  /// Small limits, so that stories close and counts are halved within one test.
  static func freshIndex(seed: UInt64) -> StoryIndex {
    StoryIndex(seed: seed, storyLimit: 150, countedTermLimit: 1500)
  }

  /// A fresh index restored from what is kept.
  func restored(seed: UInt64) throws -> StoryIndex {
    let index = Self.freshIndex(seed: seed)
    guard let last = records.last else { return index }
    let oldest = try StoryRecord(bytes: last.record).oldestOpen
    let stories = Dictionary(grouping: records, by: \.story)
      .filter { ($0.value.last?.article ?? oldest) >= oldest }
      .map { story, entries in
        let members = entries.count > 8 ? [entries[0]] + entries.suffix(7) : entries
        return StoredStory(id: story, members: members.map { ($0.article, $0.record) })
      }
    let covered = try checkpoint.map { try StoryIndex.lastArticle(inCheckpoint: $0) }
    try index.restore(
      checkpoint: checkpoint,
      since: records.filter { $0.article.rawValue > (covered?.rawValue ?? 0) }
        .map { ($0.article, $0.record) },
      open: stories)
    return index
  }
}

@Suite("Restart")
struct RestartTests {
  /// A stream with events told several times, copies, updates, dates and silence.
  private static func stream(_ count: Int, seed: UInt64) -> [(text: String, day: Int64?, kind: Int)]
  {
    var generator = Generator(seed: seed)
    var told: [String] = []
    return (0..<count).map { index in
      let day = generator.below(4) == 0 ? nil : 20_000 + Int64(index / 100)
      if told.isEmpty || generator.below(3) == 0 {
        told.append(generator.article())
        return (told[told.count - 1], day, 0)
      }
      // The latest events are told most, some of them more often than a story has members.
      let event = told.count - 1 - generator.below(min(told.count, 1 + generator.below(40)))
      return (generator.retold(told[event]), day, generator.below(12))
    }
  }

  private static func standing(_ kind: Int, _ last: StoryID?) -> StoryStanding {
    guard let last else { return .own }
    return kind == 1 ? .copy(of: last) : kind == 2 ? .update(of: last) : .own
  }

  @Test(
    "a restart at any point changes no decision and no record", arguments: [1] as [UInt64])
  func restarts(seed: UInt64) throws {
    let stream = Self.stream(1400, seed: seed)
    var wire = Wire(index: Shelf.freshIndex(seed: seed))
    var decisions: [StoryAdmission] = []
    var last: StoryID?
    for item in stream {
      let admission = wire.admit(
        item.text, published: item.day, standing: Self.standing(item.kind, last))
      decisions.append(admission)
      last = admission.decision.story
    }
    let reasons = Set(decisions.map(\.decision.reason))
    #expect(reasons == [.opened, .joined, .copy], "the stream must exercise every way in")

    var random = Generator(seed: seed &+ 100)
    // Another seed of the tables changes where things stand, and nothing else.
    var broken = Wire(index: Shelf.freshIndex(seed: seed &+ 77))
    var shelf = Shelf()
    var restarts = 0
    last = nil
    for (index, item) in stream.enumerated() {
      if random.below(90) == 0 {
        broken = Wire(
          index: try shelf.restored(seed: random.next()),
          articles: broken.articles, stories: broken.stories)
        restarts += 1
      }
      let admission = broken.admit(
        item.text, published: item.day, standing: Self.standing(item.kind, last))
      shelf.keep(admission, broken.articles, from: broken.index)
      last = admission.decision.story
      #expect(admission.decision == decisions[index].decision)
      #expect(admission.record == decisions[index].record)
      #expect(admission.isCheckpointDue == decisions[index].isCheckpointDue)
    }
    #expect(restarts > 5)
    #expect(shelf.checkpoint != nil)
    #expect(wire.index.openStoryCount == 150, "stories must have closed")
    #expect(wire.index.countedTermCount <= 1500, "counts must have been halved")
  }

  @Test("damaged records and checkpoints are refused, whatever byte is wrong or missing")
  func damage() throws {
    var wire = Wire()
    let record = try #require(wire.admit(Samples.reports[0]).record)
    let checkpoint = wire.index.checkpoint()
    #expect(try StoryRecord(bytes: record).bytes == record)
    for length in 0..<record.count {
      #expect(throws: StoryFailure.damagedRecord) {
        try StoryRecord(bytes: Array(record.prefix(length)))
      }
    }
    for length in 0..<checkpoint.count {
      #expect(throws: StoryFailure.damagedCheckpoint) {
        try StoryIndex(seed: 1).restore(
          checkpoint: Array(checkpoint.prefix(length)), since: [], open: [])
      }
    }
    var generator = Generator(seed: 3)
    for _ in 0..<500 {
      var bytes = record
      bytes[generator.below(bytes.count)] ^= UInt8(1 << generator.below(8))
      // Either it is refused, or it reads as another valid record; it never crashes.
      if let other = try? StoryRecord(bytes: bytes) { #expect(other.bytes.count > 4) }
    }
  }

  @Test("records out of order are refused")
  func order() throws {
    var wire = Wire()
    let record = try #require(wire.admit(Samples.reports[0]).record)
    let article = ArticleID(rawValue: 1)
    #expect(throws: StoryFailure.wrongOrder) {
      try StoryIndex(seed: 1).restore(
        checkpoint: nil, since: [(article, record), (article, record)], open: [])
    }
    #expect(throws: StoryFailure.wrongOrder) {
      try StoryIndex(seed: 1).restore(
        checkpoint: nil, since: [],
        open: [StoredStory(id: StoryID(rawValue: 1), members: [(article, record)])])
    }
  }
}
