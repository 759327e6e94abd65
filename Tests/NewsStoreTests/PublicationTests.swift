import NewsModel
import Testing

@testable import NewsStore

@Suite("Status and faces")
struct PublicationTests {
  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  /// Articles of one story, which the closure changes, and what stands for it.
  private func face(
    _ samples: [Sample], at now: Timestamp? = nil,
    _ change: (inout StoreWriter, [ArticleID]) throws -> Void = { _, _ in }
  ) throws -> StoreReader.StoryFacts? {
    let folder = try Folder()
    let store = try folder.writer()
    let story = StoryID(rawValue: 1)
    try store.transaction { writer in
      _ = writer.nextStoryID()
      let deposit = try writer.newDeposit("a.jsonl")
      var ids: [ArticleID] = []
      for (number, sample) in samples.enumerated() {
        var sample = sample
        sample.story = StoryDecision(story: story, reason: number == 0 ? .opened : .joined)
        sample.headline = "\(number + 1)"
        ids.append(try writer.store(sample, in: deposit))
      }
      try change(&writer, ids)
      try writer.finish(deposit)
    }
    #expect(try store.reader.verify(.thorough).isEmpty)
    return try withExtendedLifetime(folder) {
      try store.reader.facts(of: story, at: now ?? self.now)
    }
  }

  @Test("an article of which nothing is said has no row, and is usable")
  func nothingSaid() throws {
    let folder = try Folder()
    let store = try folder.writer()
    let id = try store.transaction { writer in
      try writer.store(Sample(), in: writer.newDeposit("a.txt"))
    }
    #expect(try folder.number("SELECT count(*) FROM publication") == 0)
    let row = try #require(try store.reader.article(id))
    #expect(row.article.status == .usable && row.replacedBy == nil && row.retractedBy == nil)
  }

  @Test("a replaced version gives no headline, whichever came first and whatever others carry")
  func replaced() throws {
    var second = Sample(text: TextDigest(high: 2, low: 2))
    second.source = "other"
    #expect(try face([Sample(), second])?.headline == "1")
    #expect(try face([Sample(), second]) { try $0.replace($1[0], by: $1[1]) }?.headline == "2")
    #expect(try face([second, Sample()]) { try $0.replace($1[1], by: $1[0]) }?.headline == "1")
  }

  @Test("kills and what they take back give no headline and no words; without others there is none")
  func retracted() throws {
    let kill = Sample(text: TextDigest(high: 2, low: 2), status: .cancelled)
    let other = Sample(text: TextDigest(high: 3, low: 2))
    let facts = try face([Sample(), kill, other]) { try $0.retract($1[0], by: $1[1]) }
    #expect(facts?.headline == "3" && facts?.best == ArticleID(rawValue: 3))
    #expect(facts?.originals.map(\.headline) == ["3"])
    let none = try face([Sample(), kill]) { try $0.retract($1[0], by: $1[1]) }
    #expect(none != nil && none?.best == nil && none?.headline == "")
  }

  @Test("a killed article says by whom, and keeps the facts it came with")
  func killed() throws {
    let folder = try Folder()
    let store = try folder.writer()
    var sample = Sample(status: .corrected)
    sample.facts.slug = "FERRY"
    let ids = try store.transaction { writer in
      let deposit = try writer.newDeposit("a.txt")
      let ids = [
        try writer.store(sample, in: deposit),
        try writer.store(
          Sample(text: TextDigest(high: 4, low: 4), status: .cancelled), in: deposit),
      ]
      try writer.retract(ids[0], by: ids[1])
      try writer.retract(ids[1], by: ids[0])
      return ids
    }
    let row = try #require(try store.reader.article(ids[0]))
    #expect(
      row.status(at: now) == .retracted && row.article.status == .corrected
        && row.retractedBy == ids[1])
    #expect(row.article.facts.slug == "FERRY")
    // A kill stays one.
    #expect(try store.reader.article(ids[1])?.status(at: now) == .cancelled)
    try store.close()
    withExtendedLifetime(folder) {}
  }

  @Test("an embargo gives way to what may be published, and ends at its time by itself")
  func embargo() throws {
    let later = Timestamp(milliseconds: now.milliseconds + 1000)
    let samples = [
      Sample(status: .embargoed, embargo: later),
      Sample(text: TextDigest(high: 2, low: 2)),
    ]
    #expect(try face(samples)?.headline == "2")
    #expect(try face(samples, at: later)?.headline == "1")
    let alone = try face([samples[0]])
    #expect(alone?.headline == "1" && alone?.mark == "EMBARGOED")
    #expect(try face([samples[0]], at: later)?.mark == nil)
    #expect(try face([Sample(status: .embargoed)], at: later)?.mark == "EMBARGOED")
    let article = Article(
      headline: "", body: "A.", status: .embargoed, embargo: later, format: "text")
    #expect(article.status(at: now) == .embargoed && article.status(at: later) == .usable)
  }

  @Test("test copy is not among the stories, and is there for who asks for it")
  func test() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a.txt")
      try writer.store(Sample(status: .test), in: deposit)
      try writer.store(Sample(text: TextDigest(high: 2, low: 2)), in: deposit)
    }
    #expect(try store.reader.stories(limit: 9).map(\.id.rawValue) == [2])
    #expect(try store.reader.story(StoryID(rawValue: 1)) != nil)
    #expect(try store.reader.facts(of: StoryID(rawValue: 1), at: now)?.mark == "TEST COPY")
    try store.close()
    withExtendedLifetime(folder) {}
  }

  @Test("articles and stories are filtered by facts, in letters of any case, all of them together")
  func filters() throws {
    let folder = try Folder()
    let store = try folder.writer()
    var wheat = Article.Facts()
    wheat.subjects = [Article.Concept(code: "medtop:04", name: "Economy")]
    wheat.places = [Article.Concept(name: "Kelland")]
    (wheat.keywords, wheat.urgency, wheat.slug) = (["Wheat", "mills"], 3, "MILLS")
    let ids = try store.transaction { writer in
      let deposit = try writer.newDeposit("a.txt")
      return [
        try writer.store(Sample(facts: wheat), in: deposit),
        try writer.store(Sample(text: TextDigest(high: 2, low: 2)), in: deposit),
      ]
    }
    let cases: [(WritableKeyPath<StoreReader.FactFilter, String?>, String, Bool)] = [
      (\.subject, "MEDTOP:04", true), (\.subject, "economy", true), (\.subject, "econ", false),
      (\.genre, "kelland", false), (\.keyword, "wheat", true), (\.keyword, "' OR 1 --", false),
      (\.slug, "mills", true),
    ]
    for (path, value, isFound) in cases {
      var filter = StoreReader.FactFilter()
      filter[keyPath: path] = value
      filter.urgency = 3
      #expect(try store.reader.filtered(ids, by: filter) == (isFound ? [ids[0]] : []), "\(value)")
      #expect(try store.reader.stories(filter: filter, limit: 9).count == (isFound ? 1 : 0))
      filter.urgency = 2
      #expect(try store.reader.filtered(ids, by: filter).isEmpty)
    }
    #expect(try store.reader.filtered(ids, by: StoreReader.FactFilter()) == ids)
    #expect(try store.reader.stories(limit: 9).count == 2)
    try store.close()
    withExtendedLifetime(folder) {}
  }

  @Test(
    "a place is known by its provider's code or name, and by the dateline, in letters of any case",
    arguments: [
      ("kelland", [1]), ("ISO3166:KE", [1]), ("ØSTBY", [2]), ("østby", [2]), ("port marrow", [3]),
      ("Marrow", []),
      ("england", [3]), ("%", []), ("x", []),
    ])
  func places(asked: String, known: [Int64]) throws {
    let folder = try Folder()
    let store = try folder.writer()
    var (first, second, third) = (Article.Facts(), Article.Facts(), Article.Facts())
    first.places = [Article.Concept(code: "iso3166:KE", name: "Kelland")]
    second.places = [Article.Concept(name: "Østby")]
    third.dateline = "PORT MARROW, England"
    third.keywords = ["5 %", "%"]
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a.txt")
      for (index, facts) in [first, second, third].enumerated() {
        try writer.store(
          Sample(text: TextDigest(high: UInt64(index + 1), low: 1), facts: facts), in: deposit)
      }
    }
    #expect(try store.reader.members(placed: asked).map(\.article.rawValue) == known)
    try store.close()
    withExtendedLifetime(folder) {}
  }

  @Test("an embargo is another edition in every format, and so is one with another end")
  func release() {
    func identity(_ status: Article.Status, _ embargo: Timestamp?) -> (Int64, Int64) {
      let article = Article(
        uri: "urn:x:1", headline: "A", body: "B.", status: status, embargo: embargo, format: "nitf")
      let key = ArticleIdentity(article, source: "wire", text: TextDigest(high: 1, low: 2))
        .key(seed: 7)
      return (key.item, key.edition)
    }
    let noon = Timestamp(milliseconds: 43_200_000)
    let all = [
      identity(.usable, nil), identity(.embargoed, nil), identity(.embargoed, noon),
      identity(.embargoed, Timestamp(milliseconds: 0)), identity(.withheld, nil),
    ]
    #expect(Set(all.map(\.0)).count == 1 && Set(all.map(\.1)).count == all.count)
    // What is said of a text that may be published, or of one that is withheld, is no embargo.
    #expect(identity(.usable, noon) == identity(.usable, nil))
    #expect(identity(.withheld, noon) == identity(.withheld, nil))
  }
}
