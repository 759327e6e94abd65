import Foundation
import TestSupport
import Testing

extension RealProgramTests.Forgetting {
  /// One article after the other, and on desks that have lost a part of what is on record.
  @Suite("Forgetting step by step")
  struct Steps {
    typealias Forgetting = RealProgramTests.Forgetting

    @Test(
      "of one file's articles each that is forgotten leaves no word, though another went before")
    func second() throws {
      let desk = try Forgetting.filled()
      for number in ["3", "5", "7"] {
        #expect(try desk.ask("forget", number, "--yes").code == 0)
        let held = try Forgetting.holding(["quintharrow", "plimbucket", "urn:council:2"], desk)
        #expect(held.isEmpty == (number != "3"), "\(number): \(held)")
      }
      #expect(try Forgetting.holding(["Tarrow0", "Tarrow2", "Tarrow4"], desk) == [])
      #expect(try Forgetting.holding(["Tarrow1"], desk) != [], "the rest is kept")
      let rebuilt = try desk.ask("rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt.errors)")
      #expect(try Forgetting.lines(desk).filter { $0.forgotten != nil }.map(\.id) == [3, 5, 7])
    }

    @Test("where order/ was lost or is another one, what is forgotten is forgotten all the same")
    func otherRecord() throws {
      let desk = try Forgetting.filled()
      let order = desk.state.appending(path: "order")
      #expect(try desk.ask("forget", "1", "--yes").code == 0)
      try FileManager.default.moveItem(at: order, to: desk.root.appending(path: "order.lost"))
      let shorter = try desk.ask("forget", "5", "--yes")
      #expect(shorter.code == 0 && shorter.output.contains("5"), "\(shorter.output)")
      // Now the record has another beginning, and grows past the place that the database knows.
      try FileManager.default.removeItem(at: order)
      for number in ["3", "4", "6"] {
        let forgot = try desk.ask("forget", number, "--yes")
        #expect(forgot.code == 0 && !forgot.output.isEmpty, "\(forgot.output) \(forgot.errors)")
      }
      let gone = try Forgetting.lines(desk).filter { $0.forgotten != nil }.map(\.id)
      #expect(gone == [1, 3, 4, 5, 6])
    }

    @Test(
      "where desk.json was lost nobody knows the spool: it is refused, and one run mends it",
      arguments: [false, true])
    func noDeskRecord(isRebuilt: Bool) throws {
      let desk = try Forgetting.filled()
      if isRebuilt { #expect(try desk.ask("rebuild").code == 0) }
      try FileManager.default.removeItem(at: desk.state.appending(path: "desk.json"))
      let refused = try desk.ask("forget", "1", "5", "--yes")
      #expect(refused.code == 69 && refused.errors.contains("desk-record"), "\(refused.errors)")
      #expect(try Forgetting.lines(desk).allSatisfy { $0.forgotten == nil })
      #expect(try desk.once().code == 0)
      #expect(try desk.ask("forget", "1", "5", "--yes").code == 0)
      try Forgetting.removeSetAside(desk)
      try Forgetting.expectForgotten(desk)
    }

    @Test("where desk.json was lost nothing is rebuilt from a spool that nobody has named")
    func rebuildWithoutRecord() throws {
      let desk = try Forgetting.filled()
      #expect(try desk.ask("forget", "1", "5", "--yes").code == 0)
      try FileManager.default.removeItem(at: desk.state.appending(path: "desk.json"))
      let refused = try desk.ask("rebuild")
      #expect(refused.code == 69 && refused.errors.contains("desk-record"), "\(refused)")
      #expect(refused.errors.contains("--config"))
      let spool = "spool = \"\(desk.state.path)\"\n"
      try spool.write(to: desk.configuration, atomically: false, encoding: .utf8)
      let rebuilt = try desk.ask("rebuild", "--config", desk.configuration.path)
      #expect(rebuilt.code == 0, "\(rebuilt)")
      try Forgetting.expectForgotten(desk)
    }

    @Test("in a rebuilt desk the files go, and none is said to have been only read")
    func rebuilt() throws {
      let desk = try Forgetting.filled()
      #expect(try desk.ask("rebuild").code == 0)
      let forgot = try desk.ask("forget", "1", "5", "--yes", "--json")
      #expect(
        forgot.code == 0 && forgot.output.contains(#""files_removed":2,"files_left":[]"#),
        "\(forgot)")
      try Forgetting.removeSetAside(desk)
      try Forgetting.expectForgotten(desk)
    }

    @Test(
      "where order/ is lost a rebuild has from the old database what was forgotten, and keeps it")
    func orderLost() throws {
      let desk = try Forgetting.filled()
      #expect(try desk.ask("forget", "1", "5", "--yes").code == 0)
      let before = try Forgetting.lines(desk)
      for round in 1...2 {
        try FileManager.default.removeItem(at: desk.state.appending(path: "order"))
        let rebuilt = try desk.ask("rebuild")
        #expect(rebuilt.code == 0, "\(rebuilt)")
        #expect(try Forgetting.lines(desk) == before, "round \(round)")
        try Forgetting.removeSetAside(desk)
      }
      let record = desk.state.appending(path: "order/forgotten")
      #expect(try String(contentsOf: record, encoding: .utf8).split(separator: "\n").count == 2)
      try desk.drop("again.txt", Forgetting.quay)
      #expect(try desk.once().code == 0)
      #expect(try Forgetting.lines(desk) == before)
      #expect(try desk.account().unchanged == 1)
    }
  }
}
