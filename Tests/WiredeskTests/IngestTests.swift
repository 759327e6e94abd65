import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Files and folders given by hand")
  struct IngestTests {
    /// A folder with a file in it, one in a sub-folder, and one a level deeper.
    private func archive(_ desk: KeyDesk) throws -> String {
      var copy = GeneratedCopy(seed: 3)
      for name in ["a.txt", "harbour-wire/b.txt", "harbour-wire/2026/c.txt"] {
        try desk.drop(name, copy.text(), into: "other")
      }
      return desk.root.appending(path: "other").path
    }

    @Test(
      "a folder is taken as if it were an inbox: its sub-folders name the sources",
      arguments: [
        ([], ["harbour-wire", "harbour-wire", "other"]),
        (["--source", "coast-times"], ["coast-times", "coast-times", "coast-times"]),
      ])
    func sources(options: [String], sources: [String]) throws {
      let desk = try KeyDesk()
      let folder = try archive(desk)
      let state = desk.root.appending(path: "state").path
      let ended = try Program.run(["ingest", folder, "--state", state] + options)
      #expect(ended.code == 0, "\(ended)")
      #expect(try desk.export().compactMap { $0["source"] as? String }.sorted() == sources)
    }

    @Test("the same folder has the same sources while a daemon works")
    func handedOver() throws {
      let desk = try KeyDesk()
      let folder = try archive(desk)
      let daemon = try desk.start()
      try eventually("it runs") { daemon.errors.contains("watching") }
      #expect(try desk.ask("ingest", folder).code == 0)
      try eventually("all are stored") { try desk.export().count == 3 }
      #expect(
        try desk.export().compactMap { $0["source"] as? String }.sorted()
          == ["harbour-wire", "harbour-wire", "other"])
      #expect(try daemon.stop().code == 0)
    }

    @Test("files of one name in different folders keep their paths under a source")
    func paths() throws {
      let desk = try KeyDesk()
      let folder = try archive(desk)
      let state = desk.root.appending(path: "state").path
      #expect(try Program.run(["ingest", folder, "--source", "all", "--state", state]).code == 0)
      let names = try desk.export().compactMap {
        ($0["deposit"] as? [String: Any])?["name"] as? String
      }
      #expect(Set(names).count == 3 && names.allSatisfy { $0.hasPrefix("all/") }, "\(names)")
    }

    @Test("a file is handed over beside another of its name, which still waits")
    func busyName() throws {
      let desk = try KeyDesk()
      let folder = desk.root.appending(path: "given")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try KeyCase.copy.write(
        to: folder.appending(path: "a.txt"), atomically: false, encoding: .utf8)
      let daemon = try desk.start()
      try eventually("it runs") { daemon.errors.contains("watching") }
      // Its writer has it open from the beginning: the daemon does not take it.
      let waiting = desk.inbox.appending(path: "given/a.txt")
      try FileManager.default.createDirectory(
        at: waiting.deletingLastPathComponent(), withIntermediateDirectories: true)
      let made = desk.root.appending(path: "b.txt")
      #expect(FileManager.default.createFile(atPath: made.path, contents: Data("b".utf8)))
      let writer = try FileHandle(forWritingTo: made)
      try FileManager.default.moveItem(at: made, to: waiting)
      #expect(try desk.ask("ingest", folder.path).code == 0)
      try eventually("it is stored") { try desk.export().count == 1 }
      #expect(FileManager.default.fileExists(atPath: waiting.path))
      try writer.close()
      #expect(try daemon.stop().code == 0)
    }

    @Test("a source that is no name is refused", arguments: ["", "a/b", ".."])
    func refused(source: String) throws {
      #expect(try Program.run(["ingest", "/dev/null", "--source", source]).code == 2)
    }

    @Test("what is left alone waits in no account, whatever the case of its name")
    func leftAlone() throws {
      let desk = try KeyDesk()
      for name in ["UPPER.TMP", "Thumbs.db", "#recycle/old.txt", "a.txt.SHA256"] {
        try desk.drop(name, "x")
      }
      try desk.drop("a.txt", KeyCase.copy)
      #expect(try desk.once().code == 0)
      let account = try #require(try desk.account())
      #expect(account.seen == 1)
      #expect(account.waiting == 0)
      #expect(desk.files("spool/inbox").count == 4)
    }

    @Test("a search that finds nothing says so")
    func nothing() throws {
      let desk = try KeyDesk()
      try desk.drop("a.txt", KeyCase.copy)
      try desk.once()
      let ended = try desk.ask("search", "zzzz")
      #expect(ended.code == 0 && ended.output.isEmpty)
      #expect(ended.errors.contains("no article"))
      #expect(try desk.ask("search", "kelmore").errors.isEmpty)
    }
  }
}
