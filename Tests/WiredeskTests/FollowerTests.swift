import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Followers")
  struct Followers {
    /// Lines of `watch --json`, parsed only as far as they are whole.
    private func lines(_ output: String) throws -> [FollowedLine] {
      try output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
        try JSONDecoder().decode(FollowedLine.self, from: Data($0.utf8))
      }
    }

    private func follow(_ desk: Desk, after: Int64) throws -> Ended {
      try desk.ask("watch", "--json", "--after", "\(after)", "--once")
    }

    private func record(_ number: Int) throws -> String {
      let towns = ["Orrestad", "Sandnes", "Lund", "Aune", "Vik", "Harbor Lane"]
      let town = towns[number % towns.count]
      return try Reports.record(
        "Bridge \(number) of \(town) closes\nThe bridge number \(number) at \(town) closes on day"
          + " \(number), the engineer of \(town) said, since plate \(number * 7) has rusted through.",
        source: "wire-\(number % 3)")
    }

    @Test("one that is killed and goes on at any point sees every event, in order, none left out")
    func killed() throws {
      var random = SplitMix(seed: UInt64(getpid()))
      let desk = try Desk()
      let daemon = try desk.start()
      for (index, text) in [Reports.ferry, Reports.barge].enumerated() {
        try desk.drop("\(index).json", Reports.record(text, source: "wire-0"))
        try desk.settled(index + 1, by: daemon)
      }
      var dropped = 2
      var known: Int64 = 0
      var seen: [FollowedLine] = []
      for round in 0..<14 {
        let follower = try Running([
          "watch", "--json", "--after", "\(known)", "--state", desk.state.path,
        ])
        for _ in 0..<(3 + Int(random.next() % 5)) {
          try desk.drop("r\(dropped).json", record(dropped))
          dropped += 1
        }
        if round % 4 == 1 { try desk.drop("bad-\(round).json", #"{"headline": }"#) }
        if round % 5 == 2 {
          let many = try (0..<40).map { try record(1000 * round + $0) }.joined(separator: "\n")
          try desk.drop("many-\(round).jsonl", many)
        }
        usleep(UInt32(random.next() % 400_000))
        try follower.killNow()
        let told = try lines(follower.output)
        // At any line, as if the follower had kept no more than these.
        let kept = Int(random.next() % UInt64(told.count + 1))
        seen += told.prefix(kept)
        known = seen.last?.event ?? 0
      }
      try desk.settled(dropped + 4 + 3, by: daemon)
      #expect(try desk.ask("merge", "1", "2").code == 0)
      #expect(try desk.ask("split", "1", "2").code == 0)
      #expect(try desk.ask("forget", "3", "--yes").code == 0)
      seen += try lines(follow(desk, after: known).output)
      let whole = try lines(follow(desk, after: 0).output)
      #expect(seen.map(\.event) == whole.map(\.event), "seed \(getpid())")
      let first = try #require(whole.first?.event)
      #expect(whole.map(\.event) == Array(first..<first + Int64(whole.count)))
      #expect(
        whole.filter { $0.kind == "article" }.map(\.id) == (1...Int64(dropped + 120)).map { $0 })
      #expect(whole.count { $0.kind == "file" && $0.outcome == "failed" } == 4)
      for kind in ["article-moved", "stories-merged", "story-split", "article-forgotten"] {
        #expect(whole.contains { $0.kind == kind }, "\(kind)")
      }
      try daemon.stop()
    }

    @Test("every line about an article has it as it stands, so that a copy of the desk can be kept")
    func mirror() throws {
      let desk = try Desk()
      // The last two are copies of the first.
      let texts = [Reports.ferry, Reports.ferryAgain, Reports.barge, Reports.ferry, Reports.ferry]
      for (index, text) in texts.enumerated() {
        try desk.drop("\(index).json", Reports.record(text, source: "wire-\(index)"))
        #expect(try desk.once().code == 0)
      }
      var copy: [Int64: FollowedLine.Article] = [:]
      func apply(_ lines: [FollowedLine]) -> Int64 {
        for case let article? in lines.map(\.article) { copy[article.id] = article }
        return lines.last?.event ?? 0
      }
      func isWhole() throws -> Bool {
        try desk.ask("export").lines(FollowedLine.Article.self).allSatisfy { copy[$0.id] == $0 }
      }
      var known = apply(try lines(follow(desk, after: 0).output))
      #expect(try copy.count == 5 && isWhole())
      #expect(copy[4]?.copyOf != nil && copy[5]?.links.isEmpty == false)
      #expect(try desk.ask("split", "1", "2").code == 0)
      #expect(try !isWhole())
      known = apply(try lines(follow(desk, after: known).output))
      #expect(try isWhole())
      let stories = Set(copy.values.map(\.story)).sorted()
      #expect(try desk.ask("merge", "\(stories[0])", "\(stories[1])").code == 0)
      #expect(try desk.ask("forget", "1", "--yes").code == 0)
      known = apply(try lines(follow(desk, after: known).output))
      #expect(try isWhole() && copy[1]?.body == "")
      #expect(copy[4]?.copyOf == nil && copy[5]?.copyOf == nil)
      #expect(copy.values.allSatisfy { $0.links.allSatisfy { $0.to != nil } })
      #expect(try follow(desk, after: known).output == "")
    }

    @Test(
      "of a desk that was rebuilt, restored or made anew no number is another event's: cursor-lost")
    func lost() throws {
      let desk = try Desk()
      for number in 0..<4 { try desk.drop("r\(number).json", record(number)) }
      #expect(try desk.once().code == 0)
      let backup = desk.root.appending(path: "kept.db")
      #expect(try desk.ask("backup", backup.path).code == 0)
      let early = try #require(try lines(follow(desk, after: 0).output).last?.event)
      for number in 4..<8 { try desk.drop("r\(number).json", record(number)) }
      #expect(try desk.once().code == 0)
      let known = try #require(try lines(follow(desk, after: early).output).last?.event)

      func expectLost(_ number: Int64) throws {
        let ended = try follow(desk, after: number)
        #expect(ended.code == 6 && ended.output == "", "\(ended)")
        let first = try #require(try lines(follow(desk, after: 0).output).first?.event)
        #expect(ended.errors.contains("cursor-lost") && ended.errors.contains("\(first)"))
      }
      try expectLost(known + 1)
      // One that follows while the database is rebuilt is told, too.
      let follower = try Running([
        "watch", "--json", "--after", "\(known)", "--state", desk.state.path,
      ])
      #expect(try desk.ask("rebuild").code == 0)
      #expect(try follower.end(within: .seconds(20)).code == 6)
      try expectLost(known)

      let database = desk.state.appending(path: "wiredesk.db")
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: database.path + suffix)
      }
      try FileManager.default.copyItem(at: backup, to: database)
      for number in 10..<18 { try desk.drop("r\(number).json", record(number)) }
      #expect(try desk.once().code == 0)
      try expectLost(known)
      let since = try lines(follow(desk, after: early).output)
      #expect(since.count { $0.kind == "article" } == 8)
    }

    @Test(
      "what happens to one story, one source or a search can be followed, and the cursor goes on")
    func filters() throws {
      let desk = try Desk()
      for (name, text) in [("1", Reports.ferry), ("2", Reports.barge), ("3", Reports.ferryAgain)] {
        try desk.drop("\(name).json", Reports.record(text, source: "wire-\(name)"))
        #expect(try desk.once().code == 0)
      }
      func told(_ filter: String...) throws -> [FollowedLine] {
        try lines(
          Program.run(
            ["watch", "--json", "--after", "0", "--once", "--state", desk.state.path] + filter
          ).output)
      }
      let last = try #require(try told().last?.event)
      #expect(try told("--source", "wire-2").map(\.id) == [2, nil])
      #expect(try told("--source", "wire-2").last?.event == last)
      #expect(try told("--story", "S1").compactMap(\.id) == [1, 3])
      #expect(try told("--search", "marisol").compactMap(\.id) == [1, 3])
      #expect(try told("--search", "marisol", "--source", "wire-3").compactMap(\.id) == [3])
      #expect(try desk.ask("merge", "1", "2").code == 0)
      // The story that another took is followed into it.
      #expect(try Set(told("--story", "S2").compactMap(\.id)) == [1, 2, 3])
      let merged = try #require(try told().last?.event)
      #expect(try desk.ask("split", "1", "2").code == 0)
      #expect(try desk.ask("forget", "3", "--yes").code == 0)
      func kinds(_ filter: String...) throws -> [String] {
        try lines(
          Program.run(
            ["watch", "--json", "--after", "\(merged)", "--once", "--state", desk.state.path]
              + filter
          ).output
        ).map(\.kind)
      }
      // What leaves a story, and what a search can find no more, is told to who may have it.
      #expect(try kinds("--story", "S1").prefix(2) == ["article-moved", "story-split"])
      #expect(try kinds("--search", "marisol").contains("article-forgotten"))
      #expect(try !kinds("--source", "wire-2").contains("article-forgotten"))
    }

    @Test("status says how far behind those who follow are, and nothing once they have gone")
    func status() throws {
      let desk = try Desk()
      for number in 0..<3 { try desk.drop("r\(number).json", record(number)) }
      #expect(try desk.once().code == 0)
      #expect(try !desk.ask("status").output.contains("followed"))
      let follower = try Running(["watch", "--json", "--state", desk.state.path])
      try eventually("it is seen") {
        try desk.ask("status").output.contains("events are followed from 1 place, at most 0 events")
      }
      follower.send(SIGSTOP)
      try desk.drop("r3.json", record(3))
      #expect(try desk.once().code == 0)
      #expect(try desk.ask("status").output.contains("at most 1 event behind"))
      try follower.killNow()
      #expect(try !desk.ask("status").output.contains("followed"))
    }
  }
}

private struct FollowedLine: Decodable {
  var event: Int64
  var kind: String
  var id: Int64?
  var outcome: String?
  var article: Article?

  struct Article: Decodable, Equatable {
    var id: Int64
    var story: Int64
    var body: String
    var copyOf: String?
    /// Those that the article itself has found.
    var links: [Link] { all.filter { $0.article < id } }
    private var all: [Link]

    struct Link: Decodable, Equatable {
      var to: String?
      var article: Int64
      var relation: String

      enum CodingKeys: String, CodingKey {
        case to, relation
        case article = "to_id"
      }
    }

    enum CodingKeys: String, CodingKey {
      case id, story, body
      case copyOf = "copy_of"
      case all = "links"
    }

    static func == (one: Self, other: Self) -> Bool {
      one.id == other.id && one.story == other.story && one.body == other.body
        && one.copyOf == other.copyOf && one.links == other.links
    }
  }
}
