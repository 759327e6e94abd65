import Foundation
import GRDB
import NewsModel
import Testing

@testable import NewsStore

@Suite("Store")
struct StoreTests {
  @Test(
    "the writing connection has the settings that the promises rest on",
    arguments: [
      ("synchronous", "2"), ("journal_mode", "wal"), ("secure_delete", "1"), ("mmap_size", "0"),
      ("cache_size", "-16384"), ("page_size", "8192"),
      ("user_version", "10"), ("application_id", "1464103787"), ("foreign_keys", "0"),
    ])
  func settings(name: String, value: String) throws {
    let folder = try Folder()
    let store = try folder.writer()
    #expect(try store.testOnlyPragma(name) == value)
    // A reopened connection is no weaker.
    try store.reopen()
    #expect(try store.testOnlyPragma(name) == value)
  }

  @Test("questions in a snapshot are answered as of one moment, those outside each as of theirs")
  func snapshot() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.reader.reading { reading in
      func isThere(_ page: Int64) throws -> Bool { try reading.postingPage(page) { _ in } }
      func write(_ page: Int64) throws {
        try store.transaction { try $0.storePostingPage(page, [7]) }
      }
      try reading.snapshot {
        #expect(try !isThere(1))
        try write(1)
        #expect(try !isThere(1))
      }
      #expect(try isThere(1) && !isThere(2))
      try write(2)
      #expect(try isThere(2))
      struct Refused: Error {}
      #expect(throws: Refused.self) { try reading.snapshot { throw Refused() } }
      #expect(try isThere(2))
    }
    try store.close()
  }

  @Test("a stored article comes back with every field it was given")
  func roundTrip() throws {
    let folder = try Folder()
    let store = try folder.writer()
    var article = Article(
      uri: "urn:x:1", version: "3", headline: "Ångström's line", headlineIsDerived: true,
      byline: "A. Berg", body: "One.\nTwo, with \u{0} inside.",
      published: Timestamp(milliseconds: -5), updated: Timestamp(milliseconds: 6), language: "sv",
      source: "fjord-times", url: "https://example.org/1", format: "json", locator: "a.jsonl › 3")
    article.status = .embargoed
    article.embargo = Timestamp(milliseconds: 8)
    article.facts.subjects = [Article.Concept(code: "medtop:1", name: "Ships \"& sails\"")]
    article.facts.genres = [Article.Concept(name: "Feature")]
    article.facts.places = [Article.Concept(code: "no")]
    (article.facts.keywords, article.facts.urgency) = (["line", "fjord"], 3)
    (article.facts.slug, article.facts.dateline) = ("FJORD-LINE", "BERGEN")
    (article.facts.publishedDay, article.facts.languageGiven) = (-2, "da")
    (article.facts.editorNote, article.facts.wordCount) = ("With photos.", 350)
    let stored = StoredArticle(
      id: ArticleID(rawValue: 1), deposit: DepositID(rawValue: 1), article: article,
      source: "fjord-times", received: Timestamp(milliseconds: 70),
      text: TextDigest(high: .max, low: 1 << 63),
      copy: CopyDecision(verdict: .original, of: nil, group: ArticleID(rawValue: 1)),
      story: StoryDecision(
        story: StoryID(rawValue: 1), reason: .opened, score: 4.0 / 3,
        next: StoryDecision.Score(story: StoryID(rawValue: 9), score: 0.1),
        shared: [
          StoryDecision.SharedTerm(term: "a \"b\\\n\u{1}ü", weight: 1 / 3.0),
          StoryDecision.SharedTerm(term: "@jp", weight: 2),
        ],
        related: [StoryDecision.Score(story: StoryID(rawValue: 4), score: 3.25)]),
      copyBlob: [], storyBlob: [0, 255])
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a.jsonl")
      #expect(writer.nextArticleID() == stored.id && writer.nextStoryID() == stored.story.story)
      #expect(deposit == stored.deposit)
      try writer.insertArticle(stored)
      #expect(try writer.text(of: stored.id) == article.matchedText)
    }
    let record = try #require(try store.reader.article(stored.id))
    #expect(record.article == article)
    #expect(record.source == "fjord-times" && record.received == stored.received)
    #expect(record.text == stored.text && record.group == stored.id && record.of == nil)
    #expect(try store.reader.evidence(of: stored.id) == stored.story)
    #expect(try store.reader.text(of: stored.id) == article.matchedText)
    #expect(try store.reader.text(of: ArticleID(rawValue: 2)) == nil)
    #expect(try store.reader.text(of: stored.id) == article.matchedText)
    var remembered: [StoreReader.Remembered] = []
    try store.reader.remembered { remembered.append($0) }
    #expect(remembered.map(\.storyBlob) == [[0, 255]])
    #expect(remembered.map(\.copyBlob) == [[]])
  }

  @Test("an error in a transaction leaves nothing of it, and its numbers are given again")
  func rollback() throws {
    struct Stop: Error {}
    let folder = try Folder()
    let store = try folder.writer()
    let before = try folder.number("SELECT total(value) FROM counter")
    #expect(throws: Stop.self) {
      try store.transaction { writer in
        let deposit = try writer.newDeposit("a.txt")
        try writer.store(Sample(), in: deposit)
        try writer.finish(deposit)
        throw Stop()
      }
    }
    for table in ["article", "deposit", "batch", "story", "fingerprint", "tally", "story_evidence"]
    {
      #expect(try folder.number("SELECT count(*) FROM \(table)") == 0)
    }
    #expect(try folder.number("SELECT total(value) FROM counter") == before)
    let id = try store.transaction { writer in
      let deposit = try writer.newDeposit("a.txt")
      #expect(deposit.rawValue == 1)
      return try writer.store(Sample(), in: deposit)
    }
    #expect(id.rawValue == 1)
  }

  @Test("numbers go on after a restart, also when the newest rows are gone")
  func monotonic() throws {
    let folder = try Folder()
    do {
      let store = try folder.writer()
      try store.transaction { writer in
        let deposit = try writer.newDeposit("a.txt")
        try writer.store(Sample(), in: deposit)
        _ = writer.nextStoryID()
        try writer.db.run("DELETE FROM article")
      }
      try store.close()
    }
    let store = try folder.writer()
    try store.transaction { writer in
      #expect(writer.nextArticleID().rawValue == 2)
      #expect(writer.nextStoryID().rawValue == 3)
    }
  }

  @Test("the seed is kept, and another one is refused")
  func seed() throws {
    let folder = try Folder()
    try folder.writer(seed: 0xFFFF_0000_1234_5678).close()
    let store = try folder.writer(seed: nil)
    #expect(store.reader.seed == 0xFFFF_0000_1234_5678)
    try store.close()
    #expect { try folder.writer(seed: 1) } throws: { ($0 as? StoreFailure)?.reason == .seed }
    let other = try Folder()
    #expect(try other.writer(seed: nil).reader.seed != store.reader.seed)
  }

  @Test("a text and its update share an item, and the highest version is the newest")
  func versions() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a.json")
      #expect(try writer.newestVersion(source: "harbour-post", uri: "u") == nil)
      for (version, low) in [("1", 1), ("10", 2), ("9", 3)] {
        try writer.store(
          Sample(uri: "u", version: version, text: TextDigest(high: 5, low: UInt64(low))),
          in: deposit)
      }
      let newest = try #require(try writer.newestVersion(source: "harbour-post", uri: "u"))
      #expect(newest.version == "10" && newest.id.rawValue == 2)
      #expect(try writer.newestVersion(source: "other", uri: "u") == nil)
      try writer.store(
        Sample(uri: "u", version: "draft", text: TextDigest(high: 6, low: 0)), in: deposit)
      #expect(try writer.newestVersion(source: "harbour-post", uri: "u")?.version == "draft")
    }
  }
}
