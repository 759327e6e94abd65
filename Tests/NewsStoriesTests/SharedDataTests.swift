import Foundation
import NewsModel
import NewsStories
import NewsText
import Testing

/// The design's data beside the repository; nil where it was not handed out.
private let sharedData: URL? = {
  var folder = URL(filePath: #filePath).deletingLastPathComponent()
  while folder.path != "/" {
    let data = folder.deletingLastPathComponent().appending(path: "shared/data")
    if FileManager.default.fileExists(atPath: data.path) { return data }
    folder = folder.deletingLastPathComponent()
  }
  return nil
}()

@Suite("Stories of the shared data", .enabled(if: sharedData != nil, "../shared/data is absent"))
struct SharedDataTests {
  private static func seeds() throws -> [String] {
    let folder = try #require(sharedData).appending(path: "seeds")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
  }

  /// A seed has no headline, although it has several lines.
  private static func admit(_ seed: String, to wire: inout Wire) throws -> StoryDecision {
    let terms = wire.extractor.terms(headline: "", body: seed, language: nil)
    return try wire.admit(terms).decision
  }

  @Test("the two seed articles join in an empty database", arguments: [[0, 1], [1, 0]])
  func cold(order: [Int]) throws {
    let seeds = try Self.seeds()
    try #require(seeds.count == 2)
    var wire = Wire()
    let decisions = try order.map { try Self.admit(seeds[$0], to: &wire) }
    #expect(decisions[0].story == decisions[1].story)
    #expect((7.0...8.0).contains(decisions[1].score))
  }

  @Test("the two seed articles join, alone, among thousands", arguments: [[0, 1], [1, 0]])
  func warm(order: [Int]) throws {
    let seeds = try Self.seeds()
    try #require(seeds.count == 2)
    var wire = Wire()
    var generator = Generator(seed: UInt64(order[0] + 11))
    for _ in 0..<1500 { _ = try wire.admit(generator.article()) }
    let first = try Self.admit(seeds[order[0]], to: &wire)
    #expect(first.reason == .opened)
    for _ in 0..<500 { #expect(try wire.admit(generator.article()).decision.story != first.story) }
    #expect(try Self.admit(seeds[order[1]], to: &wire).story == first.story)
  }

  private struct Row: Decodable {
    var headline: String?
    var text: String
    var published: String?
    var gold: String
  }

  @Test(
    "the development streams keep their quality",
    arguments: [("basil", 0.96), ("neus100-0", 0.87), ("neus100-2", 0.85)])
  func quality(stream: String, floor: Double) throws {
    let file = try #require(sharedData).appending(path: "stories/streams/\(stream).jsonl")
    let rows = try Data(contentsOf: file).split(separator: 10)
      .map { try JSONDecoder().decode(Row.self, from: $0) }
    var wire = Wire()
    let stories = try rows.map { row in
      let terms = wire.extractor.terms(
        headline: row.headline ?? "", body: row.text, language: nil)
      let published = row.published.flatMap { Timestamp(rfc3339: $0)?.day }
      return try wire.admit(terms, published: published).decision.story
    }
    #expect(Self.bCubedF1(stories, rows.map(\.gold)) >= floor)
  }

  private struct Pair: Decodable {
    var label: String
    var a: Told
    var b: Told

    struct Told: Decodable {
      var title: String
      var text: String
    }
  }

  @Test("Russian pairs of one event share more than other pairs, in 7 of 8 cases")
  func russianPairs() throws {
    let file = try #require(sharedData).appending(path: "stories/tgpairs_ru.jsonl")
    let extractor = TermExtractor()
    let points = try Data(contentsOf: file).split(separator: 10).map { line in
      let pair = try JSONDecoder().decode(Pair.self, from: line)
      let (a, b) = (pair.a, pair.b)
      let shared = SharedGround.shared(
        [extractor.terms(headline: a.title, body: a.text, language: "ru")],
        [extractor.terms(headline: b.title, body: b.text, language: "ru")])
      return (isOne: pair.label == "OK", points: shared.points)
    }
    let one = points.filter(\.isOne).map(\.points)
    let other = points.filter { !$0.isOne }.map(\.points)
    let right = one.flatMap { a in other.map { a > $0 ? 1.0 : a == $0 ? 0.5 : 0 } }
    let share = right.reduce(0, +) / Double(right.count)
    #expect(share >= 0.875, "area under the curve: \(share)")
  }

  /// Source: Amigó et al. 2009, "A comparison of extrinsic clustering evaluation metrics".
  private static func bCubedF1(_ found: [StoryID], _ gold: [String]) -> Double {
    var both: [[String]: Double] = [:]
    var foundSizes: [String: Double] = [:]
    var goldSizes: [String: Double] = [:]
    for (story, label) in zip(found.map { "\($0.rawValue)" }, gold) {
      both[[story, label], default: 0] += 1
      foundSizes[story, default: 0] += 1
      goldSizes[label, default: 0] += 1
    }
    var precision = 0.0
    var recall = 0.0
    for (pair, count) in both {
      precision += count * count / (foundSizes[pair[0]] ?? 1)
      recall += count * count / (goldSizes[pair[1]] ?? 1)
    }
    return 2 * precision * recall / (precision + recall) / Double(gold.count)
  }
}
