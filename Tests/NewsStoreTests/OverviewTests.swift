import NewsModel
import Testing

@testable import NewsStore

@Suite("What has come of late")
struct OverviewTests {
  /// Articles received at these seconds, each of a source and a story.
  private func filled(
    _ folder: Folder, _ articles: [(second: Int64, source: String, story: Int64)]
  ) throws -> StoreReader {
    let store = try folder.writer()
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      for (index, article) in articles.enumerated() {
        try writer.store(
          Sample(
            source: article.source, headline: "H\(index)",
            text: TextDigest(high: 1, low: UInt64(index)),
            story: StoryDecision(
              story: StoryID(rawValue: article.story), reason: .joined, score: 6),
            published: Timestamp(milliseconds: 0),
            received: Timestamp(milliseconds: article.second * 1000)), in: deposit)
      }
    }
    return store.reader
  }

  @Test("sources are counted among the newest articles, the one that gave last first")
  func sources() throws {
    let folder = try Folder()
    let store = try filled(
      folder, [(1, "old", 1), (2, "a", 1), (3, "b", 2), (4, "b", 2), (5, "a", 1)])
    let found = try store.sourceArrivals(among: 4)
    #expect(found.map(\.source) == ["a", "b"])
    #expect(found.map(\.articles) == [2, 2])
    #expect(found.map(\.last.milliseconds) == [5000, 4000])
  }

  @Test(
    "each stretch of time has the articles that were received in it",
    arguments: [
      ([], [0, 0, 0]), ([5], [0, 0, 0]), ([10, 19, 20], [2, 1, 0]), ([1, 2, 39, 40], [0, 0, 1]),
      ([30, 31, 32, 33], [0, 0, 4]),
    ] as [([Int64], [Int])])
  func arrivals(seconds: [Int64], counts: [Int]) throws {
    let folder = try Folder()
    let store = try filled(folder, seconds.map { ($0, "a", 1) })
    let found = try store.arrivals(
      from: Timestamp(milliseconds: 10_000), each: 10_000, count: 3)
    #expect(found == counts)
  }

  @Test("a story that got an article last is first, whatever time the article says")
  func changed() throws {
    let folder = try Folder()
    let store = try filled(
      folder, [(1, "a", 1), (2, "a", 2), (3, "a", 3), (4, "b", 1)])
    let found = try store.changedStories(among: 100, limit: 2)
    #expect(found.map(\.story.id.rawValue) == [1, 3])
    #expect(found.map(\.changed.milliseconds) == [4000, 3000])
    #expect(try store.changedStories(among: 1, limit: 9).map(\.story.id.rawValue) == [1])
  }

  @Test("files that have ended are given the newest first, by outcome, in pages")
  func files() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      for (name, outcome) in [("a", Outcome.stored), ("b", .failed), ("c", .stored)] {
        try writer.finish(try writer.newDeposit(name), outcome)
      }
      _ = try writer.newDeposit("open")
    }
    func names(_ outcome: Outcome?, _ end: Int64?, among count: Int64 = 9) throws -> [String] {
      try store.reader.endedDeposits(
        outcome, before: end.map(DepositID.init), among: count, limit: 2
      ).map(\.deposit.name.text)
    }
    #expect(try names(nil, nil) == ["c", "b"])
    #expect(try names(nil, 2) == ["a"])
    #expect(try names(.failed, nil) == ["b"])
    #expect(try names(.failed, nil, among: 2) == [])
  }

  @Test("articles of one source, and languages, are found among the newest")
  func newest() throws {
    let folder = try Folder()
    let store = try filled(folder, [(1, "a", 1), (2, "b", 2), (3, "a", 1)])
    #expect(try store.articles(from: "a", among: 9, limit: 9).map(\.id.rawValue) == [3, 1])
    #expect(try store.articles(from: "a", among: 2, limit: 9).map(\.id.rawValue) == [3])
    let languages = try store.languages(among: 2)
    #expect(languages.map(\.language) == [nil] && languages.map(\.articles) == [2])
  }

  @Test("articles of a story are given in pages")
  func pages() throws {
    let folder = try Folder()
    let store = try filled(folder, [(1, "a", 1), (2, "a", 2), (3, "b", 1), (4, "c", 1)])
    func page(_ skipped: Int) throws -> [Int64] {
      try store.articles(of: StoryID(rawValue: 1), skipping: skipped, limit: 2).map(\.id.rawValue)
    }
    #expect(try page(0) == [1, 3])
    #expect(try page(2) == [4])
    #expect(try page(3) == [])
  }
}
