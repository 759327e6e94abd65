import NewsModel
import Testing

@testable import NewsStore

@Suite("Stories and links")
struct StoryTests {
  private func decision(_ story: Int64) -> StoryDecision {
    StoryDecision(story: StoryID(rawValue: story), reason: .joined, score: 6)
  }

  /// Stories 1 and 2: three articles of two sources, and one article.
  private func filled(_ store: Store) throws {
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      for (low, story, source, published) in [
        (1, 1, "b", 500), (2, 2, "c", 900), (3, 1, "a", 400), (4, 1, "b", 5_000_000),
      ] {
        try writer.store(
          Sample(
            source: source, headline: "H\(low)", text: TextDigest(high: 1, low: UInt64(low)),
            story: decision(Int64(story)), published: Timestamp(milliseconds: Int64(published)),
            received: Timestamp(milliseconds: 1000)), in: deposit)
      }
    }
  }

  @Test("a story counts its articles and sources, and no date of the future holds it on top")
  func counts() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try filled(store)
    let stories = try store.reader.stories(limit: 10)
    #expect(stories.map(\.id.rawValue) == [1, 2])
    #expect(stories[0].articles == 3 && stories[0].sources == 2)
    #expect(stories[0].lastTime.milliseconds == 1000 && stories[1].lastTime.milliseconds == 900)
    #expect(stories[0].headline == "H1" && stories[0].headlineArticle.rawValue == 1)
    #expect(try store.reader.sources(of: StoryID(rawValue: 1)) == ["a", "b"])
    #expect(try store.reader.stories(minimumSources: 2, limit: 10).map(\.id.rawValue) == [1])
    let first = try #require(try store.reader.stories(limit: 1).first)
    #expect(
      try store.reader.stories(after: StoreReader.StoryPlace(first), limit: 9).map(\.id.rawValue)
        == [2])
    let members = try store.reader.articles(of: StoryID(rawValue: 1), limit: 2)
    #expect(members.map(\.id.rawValue) == [1, 3])
    let last = try #require(members.last)
    #expect(
      try store.reader.articles(of: StoryID(rawValue: 1), after: last.id, limit: 9).map(
        \.id.rawValue)
        == [4])
  }

  @Test("pages of stories show every story once, also when many have the same time")
  func pages() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      for low in 1...25 {
        try writer.store(
          Sample(
            text: TextDigest(high: 1, low: UInt64(low)),
            received: Timestamp(milliseconds: Int64(low / 10))), in: deposit)
      }
    }
    var seen: [Int64] = []
    var place: StoreReader.StoryPlace?
    while true {
      let page = try store.reader.stories(after: place, limit: 4)
      seen += page.map(\.id.rawValue)
      guard let last = page.last else { break }
      place = StoreReader.StoryPlace(last)
    }
    #expect(seen == (1...25).reversed().map(Int64.init))
  }

  @Test("a merged story gives its articles away and says where they went")
  func merge() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try filled(store)
    try store.transaction { writer in
      try writer.mergeStory(
        StoryID(rawValue: 2), into: StoryID(rawValue: 1), at: Timestamp(milliseconds: 9))
    }
    let story = try #require(try store.reader.story(StoryID(rawValue: 1)))
    #expect(story.articles == 4 && story.sources == 3)
    #expect(try store.reader.story(StoryID(rawValue: 2))?.mergedInto == StoryID(rawValue: 1))
    #expect(try store.reader.stories(limit: 9).map(\.id.rawValue) == [1])
    #expect(try store.reader.article(ArticleID(rawValue: 2))?.story == StoryID(rawValue: 1))
    #expect(try store.reader.verify(.thorough).isEmpty)
  }

  @Test("articles a person moves make a new story, and what is left is counted anew")
  func move() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try filled(store)
    let (one, two) = (ArticleID(rawValue: 1), ArticleID(rawValue: 2))
    let correction = RecordedCorrection(
      time: Timestamp(milliseconds: 9), user: "editor", after: ArticleID(rawValue: 4),
      rows: [
        RecordedCorrection.Row(.cannotLink, one, two), RecordedCorrection.Row(.mustLink, two, one),
      ])
    try store.transaction { writer in
      try writer.moveArticles(
        [one, two], to: StoryID(rawValue: 7), at: Timestamp(milliseconds: 9))
      try writer.insertCorrection(correction)
      try writer.insertCorrection(correction)
    }
    let new = try #require(try store.reader.story(StoryID(rawValue: 7)))
    #expect(new.articles == 2 && new.sources == 2 && new.headlineArticle == one)
    #expect(new.lastTime.milliseconds == 900 && new.opened.milliseconds == 1000)
    let rest = try #require(try store.reader.story(StoryID(rawValue: 1)))
    #expect(rest.articles == 2 && rest.sources == 2 && rest.headlineArticle.rawValue == 3)
    #expect(try store.reader.story(StoryID(rawValue: 2))?.mergedInto == StoryID(rawValue: 7))
    #expect(try store.reader.evidence(of: two)?.reason == .person)
    #expect(try store.reader.corrections() == [correction, correction])
    #expect(try store.reader.verify(.thorough).isEmpty)
    #expect {
      try store.transaction {
        try $0.moveArticles(
          [ArticleID(rawValue: 99)], to: StoryID(rawValue: 7), at: Timestamp(milliseconds: 9))
      }
    } throws: {
      ($0 as? StoreFailure)?.reason == .statement
    }
  }

  @Test("an article that unites groups gives all their members one first article")
  func unite() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      func sample(_ low: UInt64, group: Int64? = nil, united: [Int64] = []) -> Sample {
        Sample(
          text: TextDigest(high: 1, low: low), group: group.map(ArticleID.init),
          united: united.map(ArticleID.init))
      }
      try writer.store(sample(1), in: deposit)
      try writer.store(sample(2), in: deposit)
      try writer.store(sample(3, group: 2), in: deposit)
      try writer.store(sample(4), in: deposit)
      try writer.store(sample(5, group: 1, united: [2, 4]), in: deposit)
    }
    var groups: [Int64] = []
    try store.reader.remembered { groups.append($0.group.rawValue) }
    #expect(groups == [1, 1, 1, 1, 1])
  }

  @Test("a link is found from both its articles, and reads the other way round from the older one")
  func links() throws {
    let folder = try Folder()
    let store = try folder.writer()
    let link = CopyLink(
      to: ArticleID(rawValue: 1), relation: .contains, coverage: 0.1 + 0.2, coverageOther: 1,
      longest: 40, numbersMatched: 2, numbersConflicting: 1, rule: "contain.most",
      passages: [
        CopyLink.Passage(here: 0..<10, there: 70..<80),
        CopyLink.Passage(here: 20..<30, there: 5..<15),
      ])
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      try writer.store(Sample(uri: "urn:1"), in: deposit)
      try writer.store(
        Sample(
          text: TextDigest(high: 9, low: 9), verdict: .nearDuplicate, of: ArticleID(rawValue: 1),
          group: ArticleID(rawValue: 1), links: [link]), in: deposit)
    }
    let (older, newer) = (ArticleID(rawValue: 1), ArticleID(rawValue: 2))
    #expect(try store.reader.links(of: newer) == [LinkRow(from: newer, link: link)])
    #expect(try store.reader.links(of: older) == [LinkRow(from: newer, link: link)])
    let first = try #require(try store.reader.exported(older))
    #expect(first.copyOf == nil && first.name == FileName("a"))
    #expect(first.links.map(\.to.id) == [newer])
    let back = try #require(first.links.first?.link)
    #expect(back.relation == .containedIn && back.coverage == 1 && back.coverageOther == 0.1 + 0.2)
    #expect(back.passages.map(\.here) == [5..<15, 70..<80])
    var exported: [StoreReader.Exported] = []
    try store.reader.exported { if $0.record.id > older { exported.append($0) } }
    #expect(exported.map(\.record.id) == [newer])
    #expect(exported[0].copyOf?.uri == "urn:1" && exported[0].links[0].link == link)
  }

  @Test("a module's saved state is what it saved last")
  func lastSaved() throws {
    let folder = try Folder()
    let store = try folder.writer()
    #expect(try store.reader.checkpoint("story-df") == nil)
    try store.transaction {
      try $0.storeCheckpoint("story-df", article: ArticleID(rawValue: 3), data: [1])
      try $0.storeCheckpoint("story-df", article: ArticleID(rawValue: 4), data: [2, 0])
    }
    let saved = try #require(try store.reader.checkpoint("story-df"))
    #expect(saved.article.rawValue == 4 && saved.data == [2, 0])
  }

  @Test(
    "a module's saved state comes back whole, whatever its size, and an undone one leaves the old",
    arguments: [0, 1, 8192, 262_144, 262_145, 1_700_003])
  func savedState(size: Int) throws {
    let folder = try Folder()
    let store = try folder.writer()
    let data = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
    try store.transaction {
      try $0.storeCheckpoint("other", article: ArticleID(rawValue: 1), data: [9, 9, 9])
      try $0.storeCheckpoint("state", article: ArticleID(rawValue: 3), data: [1, 2, 3])
      try $0.storeCheckpoint("state", article: ArticleID(rawValue: 4), data: data)
    }
    struct Undone: Error {}
    _ = try? store.transaction {
      try $0.storeCheckpoint("state", article: ArticleID(rawValue: 5), data: [7])
      throw Undone()
    }
    let saved = try #require(try store.reader.checkpoint("state"))
    #expect(saved.article.rawValue == 4 && saved.data == data)
    #expect(try store.reader.checkpoint("other")?.data == [9, 9, 9])
  }
}
