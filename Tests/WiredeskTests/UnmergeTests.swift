import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Taking merges back")
  struct TakingMergesBack {
    private func stories(_ desk: Desk) throws -> [Int64] { try desk.export().map(\.story) }

    @Test("a merge says how it is taken back, and that gives a story of all that it moved")
    func takenBack() throws {
      let desk = try Counting.desk()
      #expect(try desk.ask("split", "1", "2").code == 0)
      #expect(try stories(desk) == [1, 3, 3, 3, 2])
      #expect(
        try desk.ask("merge", "2", "3").output.contains("`wiredesk unmerge S3` takes it back"))
      #expect(try stories(desk) == [1, 2, 2, 2, 2])
      let explained = try desk.ask("explain", "S2").output
      #expect(explained.contains("merged the story of article 2 into that of article 5"))
      #expect(explained.contains("because a person said so"))
      #expect(try desk.ask("show", "S2").output.contains("merged the story of article 2"))
      #expect(try desk.ask("explain", "5").output.contains("merged the story of article 2"))
      let back = try desk.ask("unmerge", "S3")
      #expect(back.code == 0 && back.output.contains("`wiredesk merge S2 S4` takes it back"))
      #expect(try stories(desk) == [1, 4, 4, 4, 2])
      // A rebuild does all of it again.
      #expect(try desk.ask("rebuild").code == 0)
      #expect(try stories(desk) == [1, 4, 4, 4, 2])
    }

    @Test("of merges that built on one another each is taken back by the story it was of")
    func chain() throws {
      let desk = try Desk()
      for number in 0..<4 {
        try desk.drop("\(number).json", Reports.record(Self.reports[number], source: "wire"))
        #expect(try desk.once().code == 0)
      }
      try #require(try stories(desk) == [1, 2, 3, 4])
      for words in [["merge", "3", "4"], ["merge", "2", "3"], ["merge", "1", "2"]] {
        #expect(try Program.run(words + ["--state", desk.state.path]).code == 0)
      }
      #expect(try stories(desk) == [1, 1, 1, 1])
      let last = try desk.ask("unmerge", "S4")
      #expect(last.output.contains("split 1 article, the first 4, from S1 into S5"), "\(last)")
      #expect(try desk.ask("rebuild").code == 0)
      #expect(try stories(desk) == [1, 1, 1, 5])
      #expect(try desk.ask("unmerge", "S2").code == 0)
      #expect(try stories(desk) == [1, 6, 6, 5])
    }

    private static let reports = [
      Reports.ferry, Reports.barge, Reports.inquiry,
      "Bakers of Aune bake again\nAfter nine weeks without flour the bakers of Aune have lit their ovens, the guild said.",
    ]

    @Test("what no person has merged is not taken back, by the running daemon either")
    func refused() throws {
      let desk = try Counting.desk()
      let daemon = try desk.start()
      try eventually("it answers") { (try? desk.live()) != nil }
      for (story, code, exit) in [("S2", "not-merged", 1), ("S9", "no-such-story", 5)] {
        let ended = try desk.ask("unmerge", story)
        #expect(ended.code == Int32(exit) && ended.errors.contains(code), "\(ended)")
      }
      #expect(try desk.ask("merge", "1", "2").code == 0)
      #expect(try stories(desk) == [1, 1, 1, 1, 1])
      #expect(try desk.ask("unmerge", "2").code == 0)
      #expect(try stories(desk) == [1, 1, 1, 1, 3])
      #expect(try desk.ask("unmerge", "2").errors.contains("not-merged"))
      try daemon.stop()
    }
  }
}
