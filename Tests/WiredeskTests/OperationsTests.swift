import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

/// One line of `trace --json`.
private struct Traced: Decodable {
  var name: String
  var nameBytes: String?
  var deposit: Int64?
  var outcome: String?
  var code: String?
  var place: String?
  var places: [String]?
  var articles: [Item]?
  struct Item: Decodable { var id: Int64 }

  enum CodingKeys: String, CodingKey {
    case name, deposit, outcome, code, place, places, articles
    case nameBytes = "name_bytes"
  }
}

extension RealProgramTests {
  @Suite("Operations")
  struct Operations {
    private static let badLine = "{\"headline\": nonsense\n"

    /// A desk with some files of every outcome, and nobody at work on it.
    private func filled() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 71)
      for number in 0..<6 { try desk.drop("\(number).txt", copy.text()) }
      let records = (0..<40).map { copy.record(uri: "urn:feed:\($0)") }
      try desk.drop("feed.jsonl", (records[..<20] + [Self.badLine] + records[20...]).joined())
      try desk.drop("broken.json", "{\"headline\": }")
      #expect(try desk.once().code == 3)
      // By itself: whichever of two files with the same records is decided first is the stored one.
      try desk.drop("again.jsonl", records[..<5].joined())
      #expect(try desk.once().code == 0)
      return desk
    }

    private func reason(_ desk: Desk, _ name: String) throws -> [String: Any] {
      let data = try Data(contentsOf: desk.failed.appending(path: name + ".reason.json"))
      return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// Overwrites the middle of the database, in its file and not in its log.
    private func damage(_ desk: Desk) throws {
      let file = desk.state.appending(path: "wiredesk.db")
      var bytes = try Data(contentsOf: file)
      try #require(bytes.count > 20 * 8192)
      for page in 2..<bytes.count / 8192 {
        bytes.replaceSubrange(
          page * 8192..<page * 8192 + 200, with: Data(repeating: 0xA5, count: 200))
      }
      try bytes.write(to: file)
    }

    @Test("a sound database is called so; a changed file in done/ is found by its bytes")
    func verify() throws {
      let desk = try filled()
      let sound = try desk.ask("verify", "--files")
      #expect(sound.code == 0, "\(sound.output) \(sound.errors)")
      #expect(sound.output.contains("sound: 9 deposits"))
      let name = try #require(desk.files(below: desk.done).first { $0.text.hasSuffix("3.txt") })
      try "Somebody was here.\n".write(
        to: desk.done.appending(path: name.text), atomically: false, encoding: .utf8)
      let changed = try desk.ask("verify", "--files", "--json")
      #expect(changed.code == 1)
      #expect(changed.output.contains("done-differs"))
      #expect(changed.output.contains("done-missing"))
      #expect(changed.output.split(separator: "\n").count == 2, "\(changed.output)")
      #expect(try desk.ask("verify").code == 0)
    }

    @Test("a lost database is built again from done/: articles, copies and stories as they were")
    func rebuildLost() throws {
      let desk = try filled()
      let before = try desk.ask("export", "--format", "jsonl").output
      let account = try desk.account()
      for name in desk.files(below: desk.state) where name.text.contains(".db") {
        try FileManager.default.removeItem(at: desk.state.appending(path: name.text))
      }
      let ended = try desk.ask("rebuild")
      #expect(ended.code == 0, "\(ended.output) \(ended.errors)")
      #expect(try desk.ask("export", "--format", "jsonl").output == before)
      var after = try desk.account()
      #expect(after.adds)
      // What was read and held nothing new is read again: known once more.
      after.articles.unchanged = account.articles.unchanged
      #expect(after == account)
      #expect(try desk.ask("verify", "--files").code == 0)
      // And it goes on from there.
      try desk.drop("more.txt", "A last ferry left the northern quay of Kelmore before the fog.\n")
      #expect(try desk.once().code == 0)
      #expect(try desk.account().stored == account.stored + 1)
    }

    @Test("a damaged record of copies is found, refuses a start in words, and a rebuild mends it")
    func damagedRecord() throws {
      let desk = try filled()
      let sql = "UPDATE fingerprint SET copy = x'0203' WHERE article = 2"
      let python = Process()
      python.executableURL = URL(filePath: "/usr/bin/python3")
      python.arguments = [
        "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])",
        desk.state.appending(path: "wiredesk.db").path, sql,
      ]
      try python.run()
      python.waitUntilExit()
      #expect(python.terminationStatus == 0)
      let found = try desk.ask("verify")
      #expect(found.code == 1 && found.output.contains("copies: the copy record of article 2"))
      for command in [try desk.once(), try desk.ask("ingest", desk.configurationPath)] {
        #expect(command.code == 69, "\(command)")
        let words =
          "damaged-copy-record: the copy record of article 2 is damaged; `wiredesk rebuild`"
        #expect(command.errors.contains(words), "\(command)")
      }
      #expect(try desk.ask("rebuild", within: .seconds(120)).code == 0)
      #expect(try desk.ask("verify").code == 0)
      #expect(try desk.once().code == 0)
    }

    @Test("a damaged database is not written to, the inbox is left alone, and a rebuild mends it")
    func damaged() throws {
      let desk = try filled()
      let before = try desk.ask("export", "--format", "jsonl").output
      try damage(desk)
      let found = try desk.ask("verify")
      #expect(found.code == 1)
      #expect(found.output.hasPrefix("database: "))
      #expect(found.errors.contains("wiredesk rebuild"))
      try desk.drop(
        "waiting.txt", "The bridge at Kelmore stays closed until the inquest is over.\n")
      let bytes = try Data(contentsOf: desk.state.appending(path: "wiredesk.db"))
      // The second one knows of it before it looks.
      for _ in 0..<2 {
        let refused = try desk.start().end(within: .seconds(60))
        #expect(refused.code == 69)
        #expect(refused.errors.contains("database-corrupt"))
        #expect(refused.errors.contains("wiredesk rebuild"))
      }
      let status = try desk.ask("status")
      #expect(status.code == 69, "\(status.output) \(status.errors)")
      #expect(status.output.contains("wiredesk rebuild"))
      #expect(desk.files(below: desk.inbox).map(\.text) == ["waiting.txt"])
      #expect(try Data(contentsOf: desk.state.appending(path: "wiredesk.db")) == bytes)
      let rebuilt = try desk.ask("rebuild", within: .seconds(120))
      #expect(rebuilt.code == 0, "\(rebuilt.output) \(rebuilt.errors)")
      #expect(try desk.ask("status").code == 0)
      #expect(try desk.once().code == 0)
      let old = desk.files(below: desk.state).filter { $0.text.hasPrefix("before-rebuild-") }
      #expect(old.contains { $0.text.hasSuffix("/wiredesk.db") })
      #expect(try desk.ask("export", "--format", "jsonl").output.hasPrefix(before))
      #expect(try desk.account().stored == 7)
      #expect(try desk.ask("verify", "--files").code == 0)
    }

    @Test("a daemon waits for storage at its start, says so once, and goes on by itself")
    func storageAtStart() throws {
      let desk = try filled()
      try misdirect(desk)
      let spool = desk.done.deletingLastPathComponent()
      // Neither a folder nor absent: nothing can be made there.
      let aside = spool.appending(path: "claim-aside")
      try FileManager.default.moveItem(at: desk.claim, to: aside)
      try "in the way".write(to: desk.claim, atomically: false, encoding: .utf8)
      try desk.drop(
        "waiting.txt", "The lighthouse at Kelmore is to be sold to the highest bidder.\n")
      let daemon = try desk.start()
      try eventually("it says so") { daemon.errors.contains("cannot be opened") }
      #expect(daemon.poll() == nil)
      let status = try desk.ask("status")
      #expect(status.code == 69)
      #expect(status.output.hasPrefix("running") && status.output.contains("DEGRADED since"))
      try FileManager.default.removeItem(at: desk.claim)
      try FileManager.default.moveItem(at: aside, to: desk.claim)
      try eventually("it goes on") { (try? desk.account())?.stored == 7 }
      #expect(daemon.errors.components(separatedBy: "cannot be opened").count == 2)
      #expect(daemon.errors.contains("open again"))
      #expect(try daemon.stop().code == 0)
    }

    /// As after a run as a service, or after the folder was moved: the record names no socket of today.
    private func misdirect(_ desk: Desk) throws {
      let url = desk.state.appending(path: "desk.json")
      let given = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
      var record = try #require(given as? [String: Any])
      record["control"] = Array("/nonexistent/control.sock".utf8)
      try JSONSerialization.data(withJSONObject: record).write(to: url)
    }

    @Test("rebuild and a healthy daemon keep out of each other's way")
    func held() throws {
      let desk = try filled()
      let daemon = try desk.start()
      try eventually("ready") { daemon.errors.contains("watching") }
      let refused = try desk.ask("rebuild")
      #expect(refused.code == 75, "\(refused.errors)")
      #expect(try daemon.stop().code == 0)
    }

    @Test("a backup of a database in use is whole, and replaces no file")
    func backup() throws {
      let desk = try filled()
      let daemon = try desk.start()
      try eventually("ready") { daemon.errors.contains("watching") }
      let other = desk.root.appending(path: "other")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
      let target = other.appending(path: "wiredesk.db").path
      var copy = GeneratedCopy(seed: 72)
      for number in 0..<50 { try desk.drop("live-\(number).txt", copy.text()) }
      let made = try desk.ask("backup", target)
      #expect(made.code == 0, "\(made.errors)")
      let bytes = try Data(contentsOf: URL(filePath: target))
      let again = try desk.ask("backup", target, "--json")
      #expect(again.code == 1)
      #expect(try Data(contentsOf: URL(filePath: target)) == bytes)
      try desk.settled(59, by: daemon)
      #expect(try daemon.stop().code == 0)
      let there = try Program.run(["verify", "--state", other.path])
      #expect(there.code == 0, "\(there.output) \(there.errors)")
      #expect(
        try Program.run(["backup", "/nonexistent/a.db", "--state", desk.state.path]).code == 1)
      #expect(try Program.run(["backup", target, "--state", "/nonexistent"]).code != 0)
    }

    @Test(
      "retry gives failed files and mended records to the running daemon, and counts the attempts")
    func retry() throws {
      let desk = try filled()
      #expect(try reason(desk, "broken.json")["attempts"] as? Int == 1)
      let record = try #require(
        desk.files(below: desk.failed).first { $0.text.hasPrefix("feed.jsonl~") }?.text)
      let daemon = try desk.start()
      try eventually("ready") { daemon.errors.contains("watching") }
      let again = try desk.ask("retry", "broken.json")
      #expect(again.code == 0, "\(again.output) \(again.errors)")
      try eventually("it fails again") { try desk.account().failed == 2 }
      try eventually("its reason is there") {
        FileManager.default.fileExists(
          atPath: desk.failed.appending(path: "broken.json.reason.json").path)
      }
      #expect(try reason(desk, "broken.json")["attempts"] as? Int == 2)
      #expect(try desk.ask("retry", "nobody.json").code == 5)
      // A person mends the bad record.
      try #"{"uri": "urn:feed:mended", "headline": "Mended", "body": "The record is whole now."}"#
        .write(to: desk.failed.appending(path: record), atomically: false, encoding: .utf8)
      let mended = try desk.ask("retry", record, "--json")
      #expect(mended.code == 0, "\(mended.output) \(mended.errors)")
      try eventually("the record is stored") {
        try desk.export().contains { $0.uri == "urn:feed:mended" }
      }
      #expect(try daemon.stop().code == 0)
      #expect(
        desk.files(below: desk.failed).map(\.text) == ["broken.json", "broken.json.reason.json"])
      // Without a daemon it waits in the inbox.
      #expect(try desk.ask("retry").code == 0)
      #expect(desk.files(below: desk.inbox).map(\.text) == ["broken.json"])
      #expect(desk.files(below: desk.failed).isEmpty)
      #expect(try desk.once().code == 3)
      #expect(try reason(desk, "broken.json")["attempts"] as? Int == 3)
      #expect(try desk.account().adds)
    }

    @Test("trace tells what became of a file, whatever bytes its name has")
    func trace() throws {
      let desk = try filled()
      let raw = FileName(bytes: Array("a".utf8) + [0xFF, 0xFE] + Array(".txt".utf8))
      try desk.drop(
        raw, "A café on the quay of Kelmore has been shut by the harbour office.\n".utf8)
      #expect(try desk.once().code == 0)
      let shell = #"exec "$0" trace "$(printf 'a\377\376.txt')" --json --state "$1""#
      let strange = try Running(
        [desk.state.path], wrapper: ["/bin/sh", "-c", shell]
      ).end(within: .seconds(30))
      #expect(strange.code == 0, "\(strange.errors)")
      let told = try #require(try strange.lines(Traced.self).first)
      #expect(told.outcome == "stored")
      #expect(told.nameBytes == "Yf/+LnR4dA==")
      #expect(told.articles?.count == 1)
      #expect(told.place?.hasPrefix("done/") == true)

      let feed = try desk.ask("trace", "feed.jsonl")
      #expect(feed.code == 0)
      #expect(feed.output.contains("partial"))
      #expect(feed.output.contains("line 21"))
      #expect(feed.output.contains("syntax"))
      let whole = try desk.ask("trace", desk.inbox.appending(path: "broken.json").path, "--json")
      let failed = try #require(try whole.lines(Traced.self).first)
      #expect(failed.code == "syntax")
      #expect(failed.place == "failed/broken.json")
      #expect(try desk.ask("trace", "nobody.txt").code == 5)

      try desk.drop("later.txt", "It waits.\n")
      let waiting = try #require(
        try desk.ask("trace", "later.txt", "--json").lines(Traced.self).first)
      #expect(waiting.outcome == nil)
      #expect(waiting.places?.count == 1)
    }
  }
}
