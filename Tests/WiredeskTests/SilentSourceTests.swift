import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Silent sources of a real desk")
  struct SilentSourceTests {
    private struct Told: Decodable {
      var sources: [Source]
      struct Source: Decodable, Equatable { var source: String }
      enum CodingKeys: String, CodingKey { case sources = "silent_sources" }
    }

    /// Two sources that came daily for ten days, and one that came once; nobody is at work on the desk.
    private func filled() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 17)
      for source in ["steady", "stopped"] {
        for number in 0..<10 { try drop(desk, source, "\(number).txt", copy.text()) }
      }
      try drop(desk, "once", "0.txt", copy.text())
      #expect(try desk.once().code == 0)
      return desk
    }

    /// Drops into the folder of a source.
    private func drop(_ desk: Desk, _ source: String, _ name: String, _ text: String) throws {
      try FileManager.default.createDirectory(
        at: desk.inbox.appending(path: source), withIntermediateDirectories: true)
      try desk.stage(FileName(name), text.utf8)
      // Foundation would look at the file once more, and a daemon has taken it by then.
      try check(
        rename(
          desk.root.appending(path: "staging/\(name)").path,
          desk.inbox.appending(path: "\(source)/\(name)").path))
    }

    /// Moves what was received into the past: a day from one article of a source to the next, the last of
    /// `stopped` and of `once` nine days ago.
    private func age(_ desk: Desk) throws {
      let script = """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1])
        day = 86400000
        for source, ago in (("steady", 0.1), ("stopped", 9), ("once", 9)):
          ids = [r[0] for r in db.execute(
            "SELECT id FROM article WHERE source = ? ORDER BY id DESC", (source,))]
          assert ids, source
          for n, id in enumerate(ids):
            db.execute("UPDATE article SET received = received - ? WHERE id = ?",
              (int((ago + n) * day), id))
        db.commit()
        """
      let ended = try Running(
        ["-c", script, desk.state.path + "/wiredesk.db"], program: "/usr/bin/python3"
      ).end(within: .seconds(30))
      try #require(ended.code == 0, "\(ended.errors)")
    }

    @Test("status, doctor and metrics tell the source that stopped, and only while a daemon works")
    func told() throws {
      let desk = try filled()
      try age(desk)
      #expect(try desk.ask("status", "--json").lines(Told.self).first?.sources.isEmpty == true)
      let daemon = try desk.start()
      try eventually("ready") { daemon.errors.contains("watching") }
      let told = try eventually("the status is given") {
        try desk.ask("status", "--json").lines(Told.self).first
      }
      #expect(told.sources.map(\.source) == ["stopped"])
      let status = try desk.ask("status")
      #expect(status.code == 0)
      #expect(status.output.contains("silent: 'stopped' since "), "\(status.output)")
      let doctor = try desk.ask("doctor", "--config", desk.configurationPath)
      #expect(doctor.output.contains("warning  sources        silent: 'stopped'"))
      let metrics = try desk.ask("metrics").output
      #expect(metrics.contains("wiredesk_source_silent{source=\"stopped\"} 1\n"))
      #expect(metrics.contains("wiredesk_source_silent{source=\"steady\"} 0\n"))
      #expect(metrics.contains("wiredesk_source_silent{source=\"once\"} 0\n"))
      #expect(metrics.contains("wiredesk_source_articles_total{source=\"stopped\"} 10\n"))

      // It comes again.
      try drop(
        desk, "stopped", "again.txt", "The quay of Kelmore is open again.\n\nSo says the port.\n")
      try eventually("nobody is silent") {
        try desk.ask("status", "--json").lines(Told.self).first?.sources.isEmpty == true
      }
      #expect(try daemon.stop().code == 0)
    }

    @Test(
      "what is kept of the sources is what their articles say, and a damaged record is made anew")
    func kept() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 18)
      let records = (0..<1500).map { copy.record(uri: "urn:many:\($0)") }
      try drop(desk, "many", "a.jsonl", records[..<1100].joined())
      #expect(try desk.once().code == 0)
      try drop(desk, "many", "b.jsonl", records[1100...].joined())
      #expect(try desk.once().code == 0)
      func sql(_ statement: String) throws -> String {
        let script =
          "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); "
          + "print(db.execute(sys.argv[2]).fetchone()); db.commit()"
        let ended = try Running(
          ["-c", script, desk.state.path + "/wiredesk.db", statement], program: "/usr/bin/python3"
        ).end(within: .seconds(30))
        try #require(ended.code == 0, "\(ended.errors)")
        return ended.output.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      let saved = "SELECT article >= 1024 FROM checkpoint WHERE name = 'source-rhythms'"
      #expect(try sql(saved) == "(1,)")
      let line = "wiredesk_source_articles_total{source=\"many\"} 1500\n"
      #expect(try desk.ask("metrics").output.contains(line))
      _ = try sql("UPDATE checkpoint SET data = x'01ff' WHERE name = 'source-rhythms'")
      #expect(try desk.ask("metrics").output.contains(line))
      let verified = try desk.ask("verify")
      #expect(verified.code == 0, "\(verified.output)")
    }
  }
}
