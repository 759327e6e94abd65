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
      #expect(shown.output.contains("2026-03-03 07:00Z – 2026-03-04 09:30Z"))
      #expect(shown.output.contains("3 articles, 1 a copy"))
      #expect(shown.output.contains("[identical of 2]"))
    }

    @Test(
      "a full report that comes after its own brief draws the next report, and says what it holds")
    func reportAfterItsBrief() throws {
      let desk = try Desk()
      let brief = """
        The bridge over the Aune carries no lorries from Monday, the county engineer Greta Holm said. Steel \
        plates under the roadway have rusted through on a length of forty metres, and a crack of two hands \
        was found beside the northern pier. Cars and buses may pass at walking pace, one at a time.
        """
      let report = """
        Sandnes cut off for heavy loads
        \(brief)
        Builders put it up in 1961 with money paid by toll, which ended decades ago. Repairs would take until \
        spring, according to Holm, who wants a ferry meanwhile. Hauliers of Sandnes protested loudly on \
        Tuesday: their detour along the Aune valley by Orrestad is 61 kilometres longer, they wrote in an \
        open letter, and costs them 900 crowns every trip.
        """
      let other = """
        Hauliers of Sandnes block Aune valley road
        Thirty drivers parked across the Aune valley at Orrestad on Wednesday. Their detour is 61 kilometres \
        longer, the hauliers say, and costs 900 crowns a trip; nobody answered the open letter of Sandnes.
        """
      for (name, text) in [("1.txt", brief), ("2.txt", report), ("3.txt", other)] {
        try desk.drop(name, text)
        #expect(try desk.once().code == 0)
      }
      #expect(try desk.export().map(\.story) == [1, 1, 1])
      let explained = try desk.ask("explain", "2").output
      #expect(explained.contains("S1, as the article it holds"), "\(explained)")
      #expect(explained.contains("which tells more of the same"), "\(explained)")
    }

    @Test("a story that went quiet takes reports in again once an article repeats one of its own")
    func quiet() throws {
      func told(_ text: String, by source: String, on day: String) throws -> String {
        var record = try Reports.record(text, source: source)
        record.removeLast()
        return record + #","published":"2026-03-\#(day)T08:00:00Z"}"#
      }
      for isCited in [false, true] {
        let desk = try Desk()
        try desk.drop("first.json", told(Reports.ferry, by: "coast-times", on: "01"))
        #expect(try desk.once().code == 0)
        if isCited {
          try desk.drop("again.json", told(Reports.ferry, by: "morning-post", on: "21"))
          #expect(try desk.once().code == 0)
        }
        try desk.drop("late.json", told(Reports.ferryAgain, by: "evening-digest", on: "22"))
        #expect(try desk.once().code == 0)
        let stories = try desk.export().map(\.story)
        #expect(stories == (isCited ? [1, 1, 1] : [1, 2]))
      }
    }

    @Test("a story names those that came near it and were not joined, whichever came first")
    func related() throws {
      let desk = try Desk()
      try desk.drop("a.json", Reports.record(Reports.ferry, source: "coast-times"))
      #expect(try desk.once().code == 0)
      try desk.drop("b.json", Reports.record(Reports.inquiry, source: "evening-digest"))
      #expect(try desk.once().code == 0)
      let opened = try #require(
        try desk.ask("explain", "2", "--json").lines(Explained.self).first?.story)
      #expect(opened.reason == "opened" && opened.score >= 3, "\(opened)")
      #expect(opened.next?.shared.contains { $0.term == "Marisol" } == true)
      #expect(opened.next.map { abs($0.missing - (5.4 - $0.score)) < 1e-9 } == true)
      for (story, other) in [(1, 2), (2, 1)] as [(Int64, Int64)] {
        let shown = try #require(
          try desk.ask("show", "S\(story)", "--json").output.split(separator: "\n").first)
        let related = try JSONDecoder().decode(WithRelated.self, from: Data(shown.utf8)).related
        #expect(related.map(\.story) == [other] && related.first?.article == 2)
        #expect(related.first?.score == opened.score && related.first?.needed == 5.4)
        #expect(related.first?.shared.contains { $0.term == "Marisol" } == true)
        let text = try desk.ask("show", "S\(story)").output
        #expect(text.contains("Related, but not joined") && text.contains("S\(other)  "))
      }
      #expect(try desk.ask("merge", "1", "2").code == 0)
      let merged = try desk.ask("show", "S1").output
      #expect(merged.contains("Ferry") && !merged.contains("Related"))
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

private struct WithRelated: Decodable {
  var related: [Related]

  struct Related: Decodable {
    var story: Int64
    var headline: String
    var score: Double
    var needed: Double
    var article: Int64
    var shared: [Explained.Term]
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
