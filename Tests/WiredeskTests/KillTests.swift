import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// kill -9 at random moments under load. With 0 failures in N kills the rate is under 3/N at
  /// 95 %; the exhaustive sweep over every call is another test.
  @Suite("Kills")
  struct Kills {
    static let kills = Program.isLong ? 200 : 25

    /// A desk under load: what was dropped, by file name, with the articles that each file holds.
    struct Load {
      let desk: Desk
      var copy: GeneratedCopy
      var random: SplitMix
      var uris: [String: [String]] = [:]

      /// Drops some more files: plain text, JSON, and JSON Lines with several records.
      mutating func drop(_ files: Int) throws {
        for _ in 0..<files {
          let number = uris.count
          switch random.below(4) {
          case 0:
            let records = (0..<(2 + random.below(40))).map { "urn:load:\(number):\($0)" }
            try put(
              "\(number).jsonl", records.map { copy.record(uri: $0, sentences: 3) }.joined(),
              records)
          case 1:
            try put(
              "\(number).json", copy.record(uri: "urn:load:\(number)"), ["urn:load:\(number)"])
          default:
            try put("\(number).txt", copy.text(), [])
          }
        }
      }

      private mutating func put(_ name: String, _ text: String, _ records: [String]) throws {
        try desk.drop(name, text)
        uris[name] = records
      }

      /// Articles that all files together hold.
      var articles: Int { uris.values.reduce(0) { $0 + max(1, $1.count) } }
    }

    /// P1: each accepted file is in the inbox, claimed, or durable in the database; never neither.
    static func expectNothingLost(_ load: Load, after kill: Int) throws {
      let waiting = Set(
        (load.desk.files(below: load.desk.inbox) + load.desk.files(below: load.desk.claim))
          .map { $0.last.text })
      let exported = try load.desk.export()
      let stored = Set(exported.map(\.deposit.name))
      let lost = load.uris.keys.filter { !waiting.contains($0) && !stored.contains($0) }
      let reasons = try load.desk.reasons()
      #expect(lost.isEmpty, "after kill \(kill); reasons in failed/: \(reasons)")
    }

    @Test(
      "after any number of kill -9 under load every article is stored exactly once", .tags(.heavy))
    func kills() throws {
      let seed = UInt64.random(in: 1...999_999)
      print("kills: seed \(seed), \(Self.kills) kills")
      let desk = try Desk()
      var load = Load(desk: desk, copy: GeneratedCopy(seed: seed), random: SplitMix(state: seed))
      var interrupted = 0
      // On a fast machine all is stored before long pauses end: then they become shorter.
      var longest = 150
      for kill in 1...Self.kills {
        try load.drop(40)
        let daemon = try desk.start()
        pause(milliseconds: Int32(load.random.below(400)))
        try load.drop(20)
        pause(milliseconds: Int32(load.random.below(longest)))
        #expect(daemon.poll() == nil, "it ended by itself: \(daemon.errors)")
        let left = desk.files(below: desk.inbox).count + desk.files(below: desk.claim).count
        try daemon.killNow()
        if left > 0 { interrupted += 1 }
        longest = left > 0 ? min(150, 2 * longest) : max(2, longest / 2)
        if kill % 5 == 0,
          FileManager.default.fileExists(atPath: desk.state.appending(path: "wiredesk.db").path)
        {
          try Self.expectNothingLost(load, after: kill)
        }
      }
      // The fault must have happened: kills that found nothing to do prove nothing.
      #expect(interrupted > Self.kills / 3, "only \(interrupted) kills met work")

      let daemon = try desk.start()
      try eventually(
        within: .seconds(300), "the inbox drains; stderr: \(daemon.errors.suffix(2000))"
      ) {
        try desk.files(below: desk.inbox).isEmpty && desk.files(below: desk.claim).isEmpty
          && desk.account().waiting == 0
      }
      let ended = try daemon.stop()
      #expect(ended.code == 0, "signal \(ended.signal ?? 0): \(ended.errors.suffix(2000))")
      let account = try desk.account()
      #expect(account.adds)
      let reasons = try desk.reasons()
      #expect(account.failed == 0, "\(reasons)")
      #expect(account.articles.stored == load.articles, "seed \(seed)")
      try expectExactlyOnce(load, seed: seed)
    }

    /// P2 and P3 on the export: every record once, with its text.
    func expectExactlyOnce(_ load: Load, seed: UInt64) throws {
      let exported = try load.desk.export()
      #expect(exported.count == load.articles)
      let byName = Dictionary(grouping: exported, by: \.deposit.name)
      for (name, records) in load.uris {
        let found = byName[name] ?? []
        #expect(found.count == max(1, records.count), "\(name), seed \(seed)")
        if !records.isEmpty {
          #expect(Set(found.map(\.uri)) == Set(records), "\(name), seed \(seed)")
        }
      }
      #expect(exported.allSatisfy { !$0.body.isEmpty })
      let done = Set(load.desk.files(below: load.desk.done).map { $0.last.text })
      #expect(done == Set(load.uris.keys))
    }
  }
}
