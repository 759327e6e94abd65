import Foundation
import TestSupport
import Testing

/// What every line of `export` says of one article among its copies.
private struct CopyLine: Decodable {
  var id: Int64
  var uri: String?
  var verdict: String
  var copyOf: Int64?
  var story: Int64
  var links: [Link]

  struct Link: Decodable {
    var to: Int64
    var relation: String

    enum CodingKeys: String, CodingKey {
      case to = "to_id"
      case relation
    }
  }

  enum CodingKeys: String, CodingKey {
    case id, uri, verdict, story, links
    case copyOf = "copy_of_id"
  }

  /// The group's first article.
  var group: Int64 { copyOf ?? id }
}

extension RealProgramTests {
  /// Verdict, group, links and story of an article are four answers to one question.
  @Suite("What an export says of copies")
  struct ExportTests {
    /// The link that each verdict speaks of.
    private static let relations = [
      "identical": "identical", "near-duplicate": "near-duplicate", "update": "update-of",
      "excerpt": "contained-in", "earlier-version": "earlier-version-of",
    ]

    /// Sentences about what contradicts itself.
    private static func contradictions(_ lines: [CopyLine]) -> [String] {
      let byID = Dictionary(uniqueKeysWithValues: lines.map { ($0.id, $0) })
      return lines.flatMap { line -> [String] in
        var found: [String] = []
        func note(_ what: String) { found.append("\(line.uri ?? "\(line.id)") \(what)") }
        if let first = byID[line.group] {
          if first.copyOf != nil { note("is a copy of a copy") }
          if first.story != line.story { note("stands in another story than its group") }
          if first.id > line.id { note("came before what it copies") }
        } else {
          note("is a copy of nothing there")
        }
        if line.verdict == "original", line.copyOf != nil { note("is an original and a copy") }
        if line.verdict == "identical" || line.verdict == "near-duplicate", line.copyOf == nil {
          note("is a copy without a group")
        }
        if let relation = relations[line.verdict],
          !line.links.contains(where: { $0.relation == relation })
        {
          note("is \(line.verdict) without a link that says so")
        }
        for link in line.links {
          if link.to == line.id { note("is linked with itself") }
          if link.relation == "identical", byID[link.to]?.group != line.group {
            note("is in another group than the same text")
          }
        }
        return found
      }
    }

    private func lines(of files: [String], _ desk: KeyDesk) throws -> [CopyLine] {
      let state = desk.root.appending(path: "state").path
      let ended = try Program.run(["ingest", "--state", state] + files, within: .seconds(120))
      #expect(ended.code == 0 || ended.code == 3, "\(ended.errors)")
      let check = try Program.run(["doctor", "--state", state])
      #expect(!check.output.contains("is in the group of"), "\(check.output)")
      return try Program.run(["export", "--state", state, "--format", "jsonl"])
        .lines(CopyLine.self)
    }

    private static func record(_ name: String, _ day: String, _ paragraphs: [String]) throws
      -> String
    {
      let fields = [
        "uri": name, "headline": "", "published": "\(day)T08:00:00Z",
        "body": paragraphs.joined(separator: "\n\n"),
      ]
      return String(decoding: try JSONEncoder().encode(fields), as: UTF8.self) + "\n"
    }

    @Test("two groups that a later article makes one stand in one story, and their first is a copy")
    func united() throws {
      var copy = GeneratedCopy(seed: 17)
      let shared = (0..<6).map { _ in copy.article(sentences: 4).body }
      let own = (0..<4).map { _ in copy.article(sentences: 4).body }
      let desk = try KeyDesk()
      // Each keeps four paragraphs of six, and they have two in common: too little to be copies.
      try desk.drop(
        "a.jsonl",
        try Self.record("early", "2026-03-01", Array(shared[0..<4]) + own[0..<2])
          + Self.record("late", "2026-03-28", Array(shared[2..<6]) + own[2..<4])
          + Self.record("whole", "2026-03-28", shared), into: "other")
      let lines = try lines(of: [desk.root.appending(path: "other/a.jsonl").path], desk)
      #expect(lines.map(\.verdict) == ["original", "near-duplicate", "near-duplicate"])
      #expect(Set(lines.map(\.group)).count == 1)
      #expect(Set(lines.map(\.story)).count == 1)
      #expect(Self.contradictions(lines) == [])
    }

    @Test(
      "no line contradicts itself or another one",
      .enabled(if: Repository.shared != nil, "no ../shared"),
      arguments: [
        "data/neardup/clough_stevenson.jsonl", "data/stories/streams/neus100-0.jsonl",
        "cases/verdicts/set.jsonl", "cases/verdicts/trios.jsonl",
        "cases/verdicts/repro/bl40.jsonl", "cases/verdicts/repro/boil.jsonl",
        "cases/verdicts/repro/c6_ABC.jsonl", "cases/verdicts/repro/c6_ACB.jsonl",
      ])
    func shared(file: String) throws {
      let path = try #require(Repository.shared).appending(path: file).path
      let lines = try lines(of: [path], try KeyDesk())
      #expect(!lines.isEmpty)
      #expect(Self.contradictions(lines) == [])
    }

    @Test(
      "nor does one of the first 2,500 texts of the labelled set of copies",
      .enabled(if: Repository.shared != nil, "no ../shared"))
    func labelled() throws {
      let file = try #require(Repository.shared).appending(path: "data/neardup/dev.jsonl")
      let rows = try Data(contentsOf: file).split(separator: 10).prefix(2500)
      let desk = try KeyDesk()
      // The set's order puts copies side by side; another one makes groups that meet late.
      var random = SplitMix(seed: 5)
      let shuffled = rows.shuffled(using: &random).map { String(decoding: $0, as: UTF8.self) }
      try desk.drop("dev.jsonl", shuffled.joined(separator: "\n"), into: "other")
      let lines = try lines(of: [desk.root.appending(path: "other/dev.jsonl").path], desk)
      #expect(lines.count == 2500)
      #expect(Self.contradictions(lines) == [])
    }
  }
}
