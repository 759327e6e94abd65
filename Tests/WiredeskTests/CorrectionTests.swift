import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// A person says which articles are one event and which are not; the machine never takes it back.
  @Suite("Corrections")
  struct Corrections {
    /// Two reports of one event, a copy of the second from another source, and another event.
    private static func filled() throws -> Desk {
      let desk = try Desk()
      for (source, text) in [
        ("coast-times", Reports.ferry), ("evening-digest", Reports.ferryAgain),
        ("morning-post", Reports.ferryAgain), ("coast-times", Reports.barge),
      ] {
        try desk.drop("\(source).json", Reports.record(text, source: source))
        #expect(try desk.once().code == 0)
      }
      return desk
    }

    private static func stories(_ desk: Desk) throws -> [Int64: Int64] {
      Dictionary(uniqueKeysWithValues: try desk.export().map { ($0.id, $0.story) })
    }

    @Test("a split takes the copies along, a merge keeps the older number, and both are logged")
    func alone() throws {
      let desk = try Self.filled()
      #expect(try Self.stories(desk) == [1: 1, 2: 1, 3: 1, 4: 2])
      let split = try desk.ask("split", "S1", "2", "--json")
      #expect(split.code == 0, "\(split.errors)")
      #expect(try split.lines(Order.self).first?.story == 3)
      #expect(try Self.stories(desk) == [1: 1, 2: 3, 3: 3, 4: 2])
      let merge = try desk.ask("merge", "3", "S2")
      #expect(merge.code == 0, "\(merge.errors)")
      #expect(merge.output.contains("merged S3 into S2"))
      #expect(try Self.stories(desk) == [1: 1, 2: 2, 3: 2, 4: 2])
      let shown = try desk.ask("show", "S3")
      #expect(shown.code == 0 && shown.output.contains("S2"))
      let told = try desk.ask("explain", "2")
      #expect(told.output.contains("a person"))
      #expect(try desk.ask("explain", "2", "--json").lines(Explained.self).first?.story.id == 2)
      let count = try desk.ask("stories", "--json").lines(StoryLine.self).map(\.articles)
      #expect(count.sorted() == [1, 3])
    }

    @Test("the running daemon carries an order out, and goes by it afterwards and after a restart")
    func daemon() throws {
      let desk = try Self.filled()
      var daemon = try desk.start()
      _ = try eventually("the daemon answers") { try? desk.live() }
      let split = try desk.ask("split", "S1", "2")
      #expect(split.code == 0, "\(split.errors)")
      #expect(try desk.ask("split", "S1", "2").code == 1, "it is not in S1 any more")
      // A newer version of the item that left stands where it stands now.
      try desk.drop(
        "later.txt", Reports.ferryAgain + "\nThe ferry was towed to Norrhamn on Friday.\n")
      try desk.settled(5, by: daemon)
      #expect(try Self.stories(desk)[5] == 3)
      try daemon.killNow()
      daemon = try desk.start()
      _ = try eventually("the daemon answers") { try? desk.live() }
      #expect(try desk.ask("merge", "S2", "S3").code == 0)
      try desk.drop(
        "last.txt", Reports.ferryAgain + "\nThe ferry was towed to Norrhamn on Monday.\n")
      try desk.settled(6, by: daemon)
      #expect(try Self.stories(desk) == [1: 1, 2: 2, 3: 2, 4: 2, 5: 2, 6: 2])
      #expect(try daemon.stop().code == 0)
    }

    @Test(
      "who only reads may not correct; the daemon's own user and root may, and the log says who",
      .enabled(if: getuid() == 0, "only root can be another user"))
    func permission() throws {
      let desk = try Self.filled()
      let owner = try Nobody(owning: desk)
      let daemon = try owner.start(desk)
      _ = try eventually("the daemon answers") { try? desk.live() }
      let member: uid_t = 65_432
      #expect(try owner.ask(["stories"], as: member, desk).code == 0)
      for order in [["split", "S1", "2"], ["merge", "S1", "S2"]] {
        let refused = try owner.ask(order, as: member, desk)
        #expect(refused.code == 1 && refused.errors.contains("not-permitted"), "\(refused)")
      }
      #expect(try Self.stories(desk) == [1: 1, 2: 1, 3: 1, 4: 2])
      let split = try owner.ask(["split", "S1", "2"], desk)
      #expect(split.code == 0, "\(split.errors)")
      #expect(try desk.ask("merge", "S3", "S2").code == 0)
      #expect(try Self.stories(desk) == [1: 1, 2: 2, 3: 2, 4: 2])
      #expect(daemon.errors.contains("order=split story=3 user=nobody"))
      #expect(daemon.errors.contains("order=merge story=2 user=root"))
      #expect(try daemon.stop().code == 0)
    }

    @Test("corrections and articles in the same order give the same stories on another desk")
    func replay() throws {
      let results = try (0..<2).map { _ in
        let desk = try Self.filled()
        #expect(try desk.ask("split", "S1", "2").code == 0)
        try desk.drop("second-look.txt", Reports.ferry + "\nCaptain Holm was questioned again.\n")
        #expect(try desk.once().code == 0)
        #expect(try desk.ask("merge", "S1", "S2").code == 0)
        try desk.drop("more.txt", Reports.barge + "\nThe wreck was raised on Sunday.\n")
        #expect(try desk.once().code == 0)
        return try Self.stories(desk)
      }
      #expect(results[0] == results[1])
      #expect(results[0].count == 6)
    }

    @Test(
      "corrections that come at once are all in order/, and a rebuild without the database has them"
    )
    func atOnce() throws {
      let desk = try Desk()
      // No two have a word in common: a story each.
      for text in 0..<16 {
        let letters = Array("abcdefghijklmnop")
        let words = (0..<40).map { word -> String in
          String([letters[text], letters[word / 8], letters[word % 8]]) + "ulm"
        }
        try desk.drop("\(text).txt", words.joined(separator: " ") + ".\n")
        #expect(try desk.once().code == 0)
      }
      let daemon = try desk.start()
      _ = try eventually("the daemon answers") { try? desk.live() }
      #expect(Set(try Self.stories(desk).values).count == 16)
      let merges = try stride(from: 1, to: 16, by: 2).map { first in
        try Running(["merge", "S\(first)", "S\(first + 1)", "--state", desk.state.path])
      }
      for merge in merges {
        let ended = try merge.end(within: .seconds(60))
        #expect(ended.code == 0, "\(ended)")
      }
      #expect(try daemon.stop().code == 0)
      let after = try Self.stories(desk)
      #expect(after.allSatisfy { $1 == ($0 + 1) / 2 * 2 - 1 }, "\(after)")
      let lines = try desk.files(below: desk.state.appending(path: "order")).flatMap { file in
        try String(
          contentsOf: desk.state.appending(path: "order/\(file.text)"), encoding: .utf8
        ).split(separator: "\n").filter { $0.hasPrefix("correction\t") }
      }
      #expect(Set(lines.map { $0.split(separator: "\t")[3] }).count == 8, "\(lines)")
      for file in try FileManager.default.contentsOfDirectory(atPath: desk.state.path)
      where file.hasPrefix("wiredesk.db") {
        try FileManager.default.removeItem(at: desk.state.appending(path: file))
      }
      #expect(try desk.ask("rebuild", within: .seconds(120)).code == 0)
      #expect(try Self.stories(desk) == after)
    }

    @Test(
      "an order that cannot be meant is refused, and changes nothing",
      arguments: [
        (["merge", "S1", "S99"], 5), (["merge", "S1", "S1"], 1), (["split", "S1", "99"], 5),
        (["split", "S1", "4"], 1), (["split", "S1", "1", "2"], 1), (["split", "S1"], 2),
        (["merge", "S1"], 2), (["merge", "S1", "x"], 2), (["split", "S0", "1"], 2),
      ] as [([String], Int32)])
    func refused(words: [String], code: Int32) throws {
      let desk = try Self.filled()
      let ended = try Program.run(words + ["--state", desk.state.path])
      #expect(ended.code == code, "\(ended.errors)")
      #expect(!ended.errors.isEmpty && ended.output.isEmpty)
      #expect(try Self.stories(desk) == [1: 1, 2: 1, 3: 1, 4: 2])
    }
  }
}

/// What `merge --json` and `split --json` answer.
private struct Order: Decodable {
  var story: Int64
  var text: String
}

/// Texts of our own; events, people and places in them are invented.
enum Reports {
  /// One JSON object; the first line is the headline.
  static func record(_ text: String, source: String) throws -> String {
    let parts = text.split(separator: "\n", maxSplits: 1)
    let fields = [
      "headline": String(parts[0]), "body": String(parts[1]), "source": source,
    ]
    return String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
  }

  static let ferry = """
    Ferry runs aground off Tarrow Head, 214 taken off by lifeboats

    The car ferry Marisol struck rocks in thick fog off Tarrow Head early on Tuesday, and lifeboat
    crews took all 214 passengers from her deck before noon. The operator, Norrland Line, said the
    hull was breached below the engine room. Coastguard officers laid floating booms to hold back
    diesel that was seeping from a fuel tank. Captain Edda Holm told investigators that the radar
    had failed minutes before the ferry struck.
    """
  static let ferryAgain = """
    Passengers safe after Marisol strikes reef in fog

    Lifeboats brought ashore more than two hundred people from the stranded ferry Marisol, whose
    radar failed as she felt her way round Tarrow Head. Booms were spread against leaking diesel
    while divers looked at the breached hull. Norrland Line promised every passenger a refund;
    investigators will question captain Edda Holm, who was on the bridge when the ferry hit the
    rocks.
    """
  /// Another event about the ferry: near, and not the same.
  static let inquiry = """
    Shareholders of Norrland Line reject sale of ferry Marisol

    Owners of the ferry operator Norrland Line voted on Friday against selling the Marisol to a pension
    fund. The chairman, Olaf Brandt, called the offer of 30 million crowns too low for a ferry of her
    age. The fund will not raise its bid. Trade unions, which feared for ninety jobs at the yard,
    welcomed the vote.
    """
  static let barge = """
    River barge sinks after collision with bridge pier at Olmstead

    A grain barge went down within minutes when its tow drifted into a pier of the Olmstead railway
    bridge on Wednesday night. The two deckhands swam to the bank. Engineers halted trains until the
    masonry has been examined, and the harbour office closed the lower lock to traffic while a crane
    is brought upstream to raise the wreck and its cargo of barley.
    """
}
