import Foundation
import NewsModel
import Testing

extension RealProgramTests {
  /// The two articles that this project began with: one event, two writers, hardly a sentence in
  /// common. They join in every order, in an empty database and among thousands.
  @Suite("The two seed articles")
  struct Seeds {
    static let folder = Repository.shared?.appending(path: "data/seeds")

    static func texts() throws -> [(name: String, text: String)] {
      let folder = try #require(Self.folder)
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
        ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
      }
    }

    /// Both are stored as originals, in one story of their own, and the terms they share say why.
    static func expectOneStory(on desk: Desk, names: [String]) throws {
      let seeds = try desk.export().filter { names.contains($0.deposit.name) }
      #expect(seeds.count == 2)
      #expect(Set(seeds.map(\.story)).count == 1, "stories \(seeds.map(\.story))")
      #expect(seeds.allSatisfy { $0.verdict == "original" })

      let later = try #require(seeds.max { $0.id < $1.id })
      let explained = try #require(
        try desk.ask("explain", "\(later.id)", "--json").lines(Explained.self).first)
      #expect(explained.story.id == later.story)
      #expect(explained.story.reason == "joined")
      #expect(explained.story.score >= 5)
      #expect(!explained.story.shared.isEmpty)
      for shared in explained.story.shared where !shared.term.hasPrefix("@") {
        let both = try Self.texts().allSatisfy {
          $0.text.localizedCaseInsensitiveContains(shared.term)
        }
        #expect(both || shared.term.count > 3, "'\(shared.term)' explains nothing")
      }

      let story = try #require(
        try desk.ask("stories", "--json").lines(StoryLine.self).first { $0.id == later.story })
      #expect(story.articles == 2)
      let done = desk.files(below: desk.done).map { $0.last.text }
      #expect(names.allSatisfy(done.contains))
    }

    @Test(
      "in an empty database they join in either order",
      .enabled(if: folder != nil, "no ../shared/data/seeds"), arguments: [false, true])
    func cold(reversed: Bool) throws {
      let desk = try Desk()
      var texts = try Self.texts()
      if reversed { texts.reverse() }
      for (name, text) in texts {
        try desk.drop(name, text)
        #expect(try desk.once().code == 0)
      }
      try Self.expectOneStory(on: desk, names: texts.map(\.name))
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.stored == 2)
      #expect(account.articles.original == 2)
    }

    @Test(
      "among 10,000 unrelated articles they still join, and nobody else with them",
      .tags(.heavy), .enabled(if: folder != nil, "no ../shared/data/seeds"),
      arguments: [false, true])
    func warm(reversed: Bool) throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 5000)
      var texts = try Self.texts()
      if reversed { texts.reverse() }
      // One before, one after: its story is one of the oldest open ones by then.
      try desk.drop(texts[0].name, texts[0].text)
      #expect(try desk.once().code == 0)
      var lines = ""
      for number in 0..<10_000 { lines += copy.record(uri: "urn:generated:\(number)") }
      try desk.drop("background.jsonl", lines)
      #expect(try desk.once(within: .seconds(600)).code == 0)
      try desk.drop(texts[1].name, texts[1].text)
      #expect(try desk.once().code == 0)
      try Self.expectOneStory(on: desk, names: texts.map(\.name))
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.articles.stored == 10_002)
    }

    private static let stream = Repository.shared?.appending(
      path: "data/stories/streams/neusdated.jsonl")

    @Test(
      "dated among real news of the same weeks they are alone in their story",
      .tags(.heavy), .enabled(if: folder != nil && stream != nil, "no ../shared/data"),
      arguments: [false, true])
    func dated(reversed: Bool) throws {
      let desk = try Desk()
      let stream = try #require(Self.stream)
      try desk.drop("news.jsonl", try String(contentsOf: stream, encoding: .utf8))
      #expect(try desk.once(within: .seconds(300)).code == 0)
      var texts = try Self.texts()
      if reversed { texts.reverse() }
      let times = try desk.ask("stories", "--json").lines(StoryTime.self)
      let day = try #require(times.first).last
      for (name, text) in texts {
        let fields = ["body": text, "published": day, "source": name]
        let record = String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        try desk.drop(name + ".json", record)
        #expect(try desk.once().code == 0)
      }
      try Self.expectOneStory(on: desk, names: texts.map { $0.name + ".json" })
    }

    private struct StoryTime: Decodable { var last: String }
  }
}
