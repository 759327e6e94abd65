import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Stories for people")
  struct StoriesForPeople {
    @Test("watch shows articles with their stories, and what people change, as they come")
    func watch() throws {
      let desk = try Desk()
      try desk.drop("first.json", Reports.record(Reports.ferry, source: "coast-times"))
      #expect(try desk.once().code == 0)
      let watch = try Running(["watch", "--last", "1", "--json", "--state", desk.state.path])
      try eventually("the last event is shown first: \(watch.errors)") {
        try watch.lines().contains { $0.id == 1 && $0.reason == "opened" }
      }
      try desk.drop("second.json", Reports.record(Reports.ferryAgain, source: "evening-digest"))
      try desk.drop("broken.json", #"{"headline": }"#)
      #expect(try desk.once().code == 3)
      #expect(try desk.ask("split", "1", "2").code == 0)
      try eventually("all of it is shown: \(watch.output)") {
        let lines = try watch.lines()
        return lines.contains { $0.id == 2 && $0.kind == "article" && $0.reason != nil }
          && lines.contains { $0.kind == "story-split" && $0.text?.contains("split") == true }
          && lines.contains { $0.kind == "file" && $0.outcome == "failed" }
      }
      watch.send(SIGINT)
      _ = try watch.end(within: .seconds(20))
    }

    @Test("a story has the headline that most sources carry, its times, copies, places and terms")
    func headline() throws {
      let desk = try Desk()
      let times = ["2026-03-03T08:00:00Z", "2026-03-03T07:00:00Z", "2026-03-04T09:30:00Z"]
      for (index, (text, source)) in [
        (Reports.ferry, "coast-times"), (Reports.ferryAgain, "evening-digest"),
        (Reports.ferryAgain, "morning-post"),
      ].enumerated() {
        var record = try Reports.record(text, source: source)
        record.removeLast()
        record += #","published":"\#(times[index])"}"#
        try desk.drop("\(source).json", record)
        #expect(try desk.once().code == 0)
      }
      let story = try #require(try desk.ask("stories", "--json").lines(ShownStory.self).first)
      #expect(story.headline == "Passengers safe after Marisol strikes reef in fog")
      #expect(story.headlineArticle == 2 && story.articles == 3 && story.copies == 1)
      #expect(story.first == times[1] && story.last == times[2])
      #expect(story.terms.contains("Marisol") && story.terms.count <= 6)
      let shown = try desk.ask("show", "S\(story.id)")
      #expect(shown.output.contains("2026-03-03 07:00 – 2026-03-04 09:30"))
      #expect(shown.output.contains("3 articles, 1 a copy"))
      #expect(shown.output.contains("[identical of 2]"))
    }

    @Test("explain says what was missing, and what two articles share")
    func explain() throws {
      let desk = try Desk()
      for (name, text) in [("a", Reports.ferry), ("b", Reports.barge), ("c", Reports.ferryAgain)] {
        try desk.drop("\(name).txt", text)
        #expect(try desk.once().code == 0)
      }
      let opened = try desk.ask("explain", "2").output
      #expect(
        opened.contains("opened S2") && (opened.contains("too few") || opened.contains("near")))
      let joined = try desk.ask("explain", "3").output
      #expect(joined.contains("joined S1") && joined.contains("were needed"))
      #expect(joined.contains("Marisol"))
      let both = try desk.ask("explain", "3", "1").output
      #expect(both.contains("the same story") && both.contains("points for each other"))
    }
  }
}

private struct ShownStory: Decodable {
  var id: Int64
  var headline: String
  var articles: Int
  var copies: Int
  var first: String
  var last: String
  var places: [String]
  var terms: [String]
  var headlineArticle: Int64

  enum CodingKeys: String, CodingKey {
    case id, headline, articles, copies, first, last, places, terms
    case headlineArticle = "headline_article"
  }
}

private struct WatchedLine: Decodable {
  var kind: String
  var id: Int64?
  var story: Int64?
  var reason: String?
  var outcome: String?
  var text: String?
}

extension Running {
  /// The whole lines so far.
  fileprivate func lines() throws -> [WatchedLine] {
    let whole = output.split(separator: "\n", omittingEmptySubsequences: false)
    return try whole.dropLast().map {
      try JSONDecoder().decode(WatchedLine.self, from: Data($0.utf8))
    }
  }
}
