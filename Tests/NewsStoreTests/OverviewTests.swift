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
