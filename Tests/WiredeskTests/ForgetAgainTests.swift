import Foundation
import NewsModel
import TestSupport
import Testing

extension RealProgramTests.Forgetting {
  /// What comes again after it was forgotten, and what lies elsewhere than it did.
  @Suite("Forgotten and come again")
  struct Again {
    typealias Forgetting = RealProgramTests.Forgetting

    static let late =
      #"{"uri":"urn:council:9","headline":"Late item","body":"The lamps of Brackwater were lit."}"#
      + "\n"

    @Test("what comes again after it was forgotten goes by the end of the run, and the rest stays")
    func afterwards() throws {
      let desk = try Forgetting.filled()
      #expect(try desk.ask("forget", "1", "5", "--yes").code == 0)
      for (name, text) in [
        ("quay-again.txt", Forgetting.quay), ("council-again.jsonl", Forgetting.council),
        ("more.jsonl", Forgetting.council + Self.late),
      ] {
        try desk.drop(name, text)
        #expect(try desk.once().code == 0)
        #expect(try Forgetting.holding(Forgetting.words, desk) == [], "\(name)")
      }
      let before = try Forgetting.lines(desk)
      #expect(before.count == 8 && before.last?.headline == "Late item")
      let account = try desk.account()
      #expect(account.balanced && account.unchanged == 2 && account.stored == 4)
      #expect(try desk.ask("verify", "--files").code == 0)
      let rebuilt = try desk.ask("rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt)")
      #expect(try Forgetting.lines(desk) == before)
      #expect(try desk.account().unchanged == 2)
    }

    @Test("to forget once more looks for files that an earlier build has left")
    func secondTime() throws {
      let desk = try Forgetting.filled()
      #expect(try desk.ask("forget", "5", "--yes").code == 0)
      try desk.drop("more.jsonl", Forgetting.council + Self.late)
      #expect(try desk.once().code == 0)
      let day = try #require(desk.files(below: desk.done).first?.text.prefix(10))
      try (Forgetting.council + Self.late).write(
        to: desk.done.appending(path: "\(day)/more.jsonl"), atomically: false, encoding: .utf8)
      let again = try desk.ask("forget", "5", "--yes")
      #expect(again.code == 0 && again.output.contains("forgotten before: 5"), "\(again)")
      #expect(again.output.contains("removed from the spool: 1 file"))
      #expect(try Forgetting.holding(Array(Forgetting.words.suffix(4)), desk) == [])
    }

    @Test("a file that is in work while it is forgotten goes when it has come to done/")
    func inWork() throws {
      let desk = try Forgetting.filled()
      try desk.drop("more.jsonl", Forgetting.council + Self.late)
      #expect(try desk.once().code == 0)
      try Forgetting.claimAgain("more.jsonl", desk)
      let secret = Array(Forgetting.words.suffix(4))
      let forgot = try desk.ask("forget", "5", "--yes")
      #expect(forgot.code == 0 && forgot.output.contains("not yet gone everywhere"), "\(forgot)")
      #expect(try Forgetting.holding(secret, desk).count == 1)
      #expect(try desk.once().code == 0)
      #expect(try Forgetting.holding(secret, desk) == [])
      #expect(try desk.ask("verify", "--files").code == 0)
    }

    @Test(
      "in a rebuilt desk, whose done/ has the days of the files, those that brought it again go")
    func otherDay() throws {
      let desk = try Forgetting.filled()
      try desk.drop("more.jsonl", Forgetting.council + Self.late)
      #expect(try desk.once().code == 0)
      let day = try #require(desk.files(below: desk.done).first?.text.prefix(10))
      let other = desk.done.appending(path: "2020/01/01")
      try FileManager.default.createDirectory(
        at: other.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.moveItem(at: desk.done.appending(path: "\(day)"), to: other)
      #expect(try desk.ask("rebuild").code == 0)
      try Forgetting.removeSetAside(desk)
      let forgot = try desk.ask("forget", "5", "--yes")
      #expect(forgot.output.contains("removed from the spool: 2 files"), "\(forgot)")
      #expect(!forgot.output.contains("only read"))
      #expect(try Forgetting.holding(Array(Forgetting.words.suffix(4)), desk) == [])
    }

    @Test("a file goes by the age of its article also where `ingest` read the same bytes later")
    func ingestedAgain() throws {
      let desk = try Desk(configuration: "[retention]\narticle_days = 30\n")
      try desk.drop("quay.txt", Forgetting.quay)
      #expect(try desk.once().code == 0)
      // Of another name, so that its place in done/ would be another; and of the same.
      for name in ["elsewhere.txt", "quay.txt"] {
        let other = desk.root.appending(path: name)
        try Forgetting.quay.write(to: other, atomically: false, encoding: .utf8)
        #expect(try desk.ask("ingest", other.path).code == 0)
      }
      #expect(desk.files(below: desk.done).count == 1)
      let aged = try Forgetting.Python.run(
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.executescript(sys.argv[2]); db.commit(); db.close()",
        desk.state.appending(path: "wiredesk.db").path,
        "UPDATE article SET received = received - 32 * 86400000;"
          + " UPDATE deposit SET received = received - 32 * 86400000 WHERE id = 1;")
      #expect(aged == 0)
      let daemon = try desk.start()
      try eventually(
        "it is swept: \(daemon.errors)",
        isTrue: {
          try Forgetting.lines(desk).first?.forgotten != nil && desk.files(below: desk.done).isEmpty
        })
      #expect(try daemon.stop().code == 0)
      #expect(try desk.ask("verify", "--files").code == 0)
    }

    @Test("who has it forgotten is told of files with the same bytes that were only read")
    func readElsewhere() throws {
      let desk = try Desk()
      try desk.drop("quay.txt", Forgetting.quay)
      #expect(try desk.once().code == 0)
      let other = desk.root.appending(path: "elsewhere.txt")
      try Forgetting.quay.write(to: other, atomically: false, encoding: .utf8)
      #expect(try desk.ask("ingest", other.path).code == 0)
      let forgot = try desk.ask("forget", "1", "--yes")
      #expect(
        forgot.output.contains("only read") && forgot.output.contains("elsewhere.txt"), "\(forgot)")
      #expect(desk.files(below: desk.done).isEmpty)
    }

    @Test("a file that brought nothing new goes by its own age, and a younger one stays")
    func emptyFiles() throws {
      let desk = try Desk(configuration: "[retention]\narticle_days = 30\n")
      try desk.drop("quay.txt", Forgetting.quay)
      #expect(try desk.once().code == 0)
      func age(_ row: String) throws {
        let aged = try Forgetting.Python.run(
          "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit(); db.close()",
          desk.state.appending(path: "wiredesk.db").path,
          "UPDATE \(row.replacing("@", with: "SET received = received - 32 * 86400000"))")
        #expect(aged == 0)
      }
      func sweep(until isOver: () throws -> Bool) throws {
        let daemon = try desk.start()
        try eventually("it is swept: \(daemon.errors)", isTrue: isOver)
        #expect(try daemon.stop().code == 0)
      }
      func done() -> [String] {
        desk.files(below: desk.done).map {
          $0.text.split(separator: "/").last.map(String.init) ?? ""
        }
      }
      // Another source's file of the same bytes brings the article again, and has not come of age with it.
      try desk.drop("young.txt", Forgetting.quay)
      #expect(try desk.once().code == 0)
      try age("article @")
      try age("deposit @ WHERE id = 1")
      try sweep { try Forgetting.lines(desk).first?.forgotten != nil && done() == ["young.txt"] }
      try desk.drop("second.txt", Forgetting.quay)
      try desk.drop("third.txt", Forgetting.quay + "\n")
      #expect(try desk.once().code == 0)
      #expect(done() == ["second.txt", "third.txt", "young.txt"])
      #expect(try desk.account().unchanged == 3)
      // The second and the third have come of age; the youngest has the bytes of one of them.
      try age("deposit @ WHERE instr(name, CAST('d.txt' AS BLOB)) > 0")
      try sweep { done() == ["young.txt"] }
      let verified = try desk.ask("verify", "--files")
      #expect(verified.code == 0, "\(verified)")
      #expect(try desk.ask("rebuild").code == 0)
      #expect(try desk.account().unchanged == 3)
      #expect(done() == ["young.txt"])
    }
  }
}

extension RealProgramTests.Forgetting {
  /// Puts the file of a deposit back where a kill behind its COMMIT leaves it.
  static func claimAgain(_ name: String, _ desk: Desk) throws {
    let claimed = try Python.run(
      """
      import glob, os, sqlite3, sys
      db = sqlite3.connect(sys.argv[1] + "/wiredesk.db")
      claim, batch = db.execute("SELECT claim, batch FROM deposit WHERE name = CAST(? AS BLOB)", sys.argv[2:]).fetchone()
      path = sys.argv[1] + "/claim/" + claim.decode()
      os.makedirs(os.path.dirname(path), exist_ok=True)
      os.rename(glob.glob(sys.argv[1] + "/done/*/*/*/" + sys.argv[2])[0], path)
      db.execute("UPDATE batch SET closed = NULL WHERE id = ?", (batch,))
      db.commit(); db.close()
      """, desk.state.path, name)
    #expect(claimed == 0)
  }
}
