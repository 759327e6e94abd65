import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Counting")
  struct Counting {
    /// Four articles of one event by three sources, two of them copies, and one of another event.
    static func desk() throws -> Desk {
      let desk = try Desk()
      let items: [(name: String, text: String, source: String, day: String, language: String)] = [
        ("1", Reports.ferryAgain, "evening-digest", "2026-03-04T09:30:00Z", "en"),
        ("2", Reports.ferry, "coast-times", "2026-03-03T08:00:00Z", "en-gb"),
        ("3", Reports.ferry, "morning-post", "2026-03-04T07:00:00Z", "en"),
        ("4", Reports.ferry, "evening-digest", "2026-03-05T07:00:00Z", "en"),
        ("5", Reports.barge, "coast-times", "2026-03-05T10:00:00Z", "en"),
      ]
      for item in items {
        var record = try Reports.record(item.text, source: item.source)
        record.removeLast()
        record +=
          #","published":"\#(item.day)","language":"\#(item.language)","uri":"x:\#(item.name)"}"#
        try desk.drop("\(item.name).json", record)
        #expect(try desk.once().code == 0)
      }
      return desk
    }

    private func sums(_ desk: Desk, _ words: String...) throws -> [SumsLine] {
      try Program.run(["stats", "--json", "--state", desk.state.path] + words)
        .lines(SumsLine.self)
    }

    @Test(
      "sums by source say who copies and who was first; by day, language and verdict they add up")
    func sums() throws {
      let desk = try Self.desk()
      let bySource = try sums(desk, "--by", "source")
      #expect(bySource.map(\.source) == ["coast-times", "evening-digest", "morning-post"])
      #expect(bySource.map(\.articles) == [2, 2, 1])
      #expect(bySource.map(\.copies) == [0, 1, 1])
      #expect(bySource.map(\.copyRate) == [0, 0.5, 1])
      #expect(bySource.map(\.stories) == [2, 1, 1])
      #expect(bySource.map(\.shared) == [1, 1, 1])
      // The earliest by its provider came second.
      #expect(bySource.map(\.first) == [1, 0, 0])
      for (key, names) in [
        ("day", ["2026-03-05", "2026-03-04", "2026-03-03"]), ("language", ["en", "en-gb"]),
        ("verdict", ["original", "identical"]),
      ] {
        let lines = try sums(desk, "--by", key)
        #expect(lines.map { $0.name(key) } == names, "\(key)")
        #expect(lines.map(\.articles).reduce(0, +) == 5)
        #expect(lines.map(\.copies).reduce(0, +) == 2)
      }
      let text = try desk.ask("stats").output
      #expect(text.contains("evening-digest: 2 articles, 1 copy (50 %), 1 story"))
      #expect(text.contains("coast-times: 2 articles, 0 copies (0 %), 2 stories, first in 1 of 1"))
    }

    @Test("time, source and language choose what is counted, and who was first is told among all")
    func filters() throws {
      let desk = try Self.desk()
      #expect(
        try sums(desk, "--since", "2026-03-04T00:00Z", "--until", "2026-03-05T00:00Z").map(\.source)
          == ["evening-digest", "morning-post"])
      let one = try #require(try sums(desk, "--source", "coast-times").first)
      #expect(one.articles == 2 && one.shared == 1 && one.first == 1)
      #expect(try sums(desk, "--lang", "en-gb").map(\.articles) == [1])
      #expect(try sums(desk, "--lang", "en").map(\.articles) == [2, 2, 1])
      let none = try desk.ask("stats", "--source", "nobody")
      #expect(none.code == 0 && none.output == "" && none.errors.contains("no such article"))
      func count(_ zone: String, _ words: String...) throws -> [Int] {
        try Program.run(
          ["stats", "--json", "--by", "verdict", "--state", desk.state.path] + words,
          environment: ["TZ": zone]
        ).lines(SumsLine.self).map(\.articles)
      }
      // A time without a zone is of the zone of who asks.
      let day = ["--since", "2026-03-04T10:30", "--until", "2026-03-05"]
      #expect(try count("Europe/Berlin", day[0], day[1], day[2], day[3]) == [1])
      #expect(try count("UTC", day[0], day[1], day[2], day[3]) == [])
      #expect(try count("UTC", "--since", "2026-03-04T10:30+01:00", "--until", day[3]) == [1])
      #expect(try count("UTC", "--since", "99999d") == [3, 2])
      #expect(try count("UTC", "--since", "1h") == [])
      // As our own answers write times, and others.
      for same in ["T10:30:00.000+01:00", "T10:30+0100", "T09:30:00.000Z"] {
        #expect(
          try count("UTC", "--since", "2026-03-04" + same, "--until", day[3]) == [1], "\(same)")
      }
      for wrong in [
        ["--since", "25:61"], ["--since", "2026-13-01"], ["--by", "colour"], ["--since", "soon"],
        ["--limit", "0"], ["--since", "2026-11-30T10:00+-99999999999999999:00"],
        ["--since", "2026-11-30T10:00-9223372036854775807:00"], ["--since", "2147483647-01-01"],
        ["--since", "2026-11-30T10:00+00:-99999999999999999"],
        ["--until", "99999999999999999999d"],
        ["--since", "2026-11-30T24:59:60"],
        ["--since", "2026-11-30T10:00:00.9223372036854775807Z"],
      ] {
        #expect(
          try Program.run(["stats", "--state", desk.state.path] + wrong).code == 2, "\(wrong)")
      }
    }
  }
}

private struct SumsLine: Decodable {
  var by: String
  var source: String?
  var day: String?
  var language: String?
  var verdict: String?
  var articles: Int
  var copies: Int
  var copyRate: Double
  var stories: Int
  var shared: Int
  var first: Int

  func name(_ key: String) -> String? {
    by == key ? ["day": day, "language": language, "verdict": verdict][key] ?? nil : nil
  }

  enum CodingKeys: String, CodingKey {
    case by, source, day, language, verdict, articles, copies, stories, first
    case copyRate = "copy_rate"
    case shared = "shared_stories"
  }
}
