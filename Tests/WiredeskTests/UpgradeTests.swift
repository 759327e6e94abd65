import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Upgrades")
  struct Upgrades {
    /// A desk whose database is as the first version of the program left it.
    private func old() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 81)
      for number in 0..<5 { try desk.drop("\(number).txt", copy.text()) }
      #expect(try desk.once().code == 0)
      try sqlite(
        desk,
        """
        DROP TABLE correction;
        DROP TABLE posting_page;
        DROP TABLE posting_run;
        DROP TABLE composite;
        DROP TABLE publication;
        DROP TABLE retraction;
        DROP TABLE redelivery;
        DROP TABLE forgotten;
        DROP TABLE progress;
        DROP INDEX article_by_time;
        DELETE FROM counter WHERE name = 'pruned';
        DELETE FROM meta WHERE key = 'file';
        ALTER TABLE deposit DROP COLUMN earlier_versions;
        ALTER TABLE event DROP COLUMN from_story;
        CREATE TABLE correction (id INTEGER PRIMARY KEY, time INTEGER NOT NULL,
          kind TEXT NOT NULL, article INTEGER NOT NULL REFERENCES article(id),
          other INTEGER NOT NULL REFERENCES article(id)) STRICT;
        DELETE FROM grdb_migrations WHERE identifier <> 'first';
        PRAGMA user_version = 1;
        """)
      return desk
    }

    private func sqlite(_ desk: Desk, _ script: String) throws {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/python3")
      process.arguments = [
        "-c",
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])",
        desk.state.appending(path: "wiredesk.db").path, script,
      ]
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
    }

    @Test("a database of the first version is brought along at a start, and the journal says so")
    func migrates() throws {
      let desk = try old()
      // Who only reads does not change it, and says who does.
      #expect(try desk.ask("stories").code == 69)
      let ended = try desk.once()
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.errors.contains("from schema 1 to"))
      #expect(try desk.account().stored == 5)
      #expect(try desk.ask("verify").code == 0)
      #expect(try !desk.once().errors.contains("from schema"))
    }

    @Test("killed at any moment of that start, it is brought along by the next one")
    func killed() throws {
      var random = SplitMix(state: 82)
      for _ in 0..<(Program.isLong ? 60 : 5) {
        let desk = try old()
        let daemon = try desk.start()
        pause(milliseconds: Int32(random.below(250)))
        try daemon.killNow()
        #expect(try desk.once().code == 0)
        #expect(try desk.account().stored == 5)
        #expect(try desk.ask("verify").code == 0)
      }
    }

    @Test("a database of a newer version is refused with 69, and not a byte of it changes")
    func newer() throws {
      let desk = try old()
      try sqlite(desk, "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);")
      let file = desk.state.appending(path: "wiredesk.db")
      let before = try Data(contentsOf: file)
      try desk.drop("later.txt", BadInput.good)
      let ended = try desk.start().end(within: .seconds(30))
      #expect(ended.code == 69, "\(ended.errors)")
      #expect(ended.errors.contains("database-newer"))
      #expect(try Data(contentsOf: file) == before)
      #expect(desk.files(below: desk.inbox).map(\.text) == ["later.txt"])
    }
  }
}
