import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("A desk that is moved, copied or restored")
  struct MovedDeskTests {
    private static let broken = "{\"headline\": nonsense\n"

    /// Five stored files and one that failed.
    private func filled() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 16)
      for number in 0..<5 { try desk.drop("\(number).txt", copy.text()) }
      try desk.drop("broken.json", Self.broken)
      #expect(try desk.once().code == 3)
      return desk
    }

    private func ask(_ state: URL, _ words: String...) throws -> Ended {
      try Program.run(words + ["--state", state.path])
    }

    private func names(_ desk: Desk, below folder: URL) -> [String] {
      desk.files(below: folder).map(\.text)
    }

    @Test("moved with its inbox it answers, verifies, rebuilds and retries where it is now")
    func moved() throws {
      let desk = try filled()
      let elsewhere = desk.root.appending(path: "elsewhere/deep")
      try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
      let (state, inbox) = (elsewhere.appending(path: "state"), elsewhere.appending(path: "inbox"))
      try FileManager.default.moveItem(at: desk.state, to: state)
      try FileManager.default.moveItem(at: desk.inbox, to: inbox)
      for words in [["account"], ["verify", "--files"], ["rebuild"], ["status"], ["account"]] {
        let ended = try Program.run(words + ["--state", state.path])
        #expect(ended.code == 0, "\(words): \(ended.output) \(ended.errors)")
      }
      let traced = try ask(state, "trace", inbox.appending(path: "3.txt").path)
      #expect(traced.output.contains("is in 'done/"))
      let retried = try ask(state, "retry")
      #expect(retried.code == 0, "\(retried.output) \(retried.errors)")
      #expect(names(desk, below: inbox) == ["broken.json"])
    }

    @Test("a copy works on what is its own, and never touches the original")
    func copied() throws {
      let desk = try filled()
      let copy = desk.root.appending(path: "copy")
      try FileManager.default.copyItem(at: desk.state, to: copy)
      try desk.drop("new.txt", "A fire at the harbour of Kelmore has damaged two cranes.\n")
      let before = names(desk, below: desk.root.appending(path: "state"))
      let account = try #require(try ask(copy, "account", "--json").lines(Account.self).first)
      #expect(account.waiting == 0 && account.stored == 5 && account.failed == 1)
      let retried = try ask(copy, "retry")
      #expect(retried.code == 1 && retried.errors.contains("copy of"), "\(retried.errors)")
      // done/ of the original is out of its sight.
      try FileManager.default.moveItem(at: desk.done, to: desk.root.appending(path: "away"))
      try FileManager.default.removeItem(at: copy.appending(path: "wiredesk.db"))
      let rebuilt = try ask(copy, "rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt.output) \(rebuilt.errors)")
      try FileManager.default.moveItem(at: desk.root.appending(path: "away"), to: desk.done)
      #expect(names(desk, below: desk.root.appending(path: "state")) == before)
      #expect(names(desk, below: desk.inbox) == ["new.txt"])
    }

    @Test("restored elsewhere without its database, done/ and order/ are enough")
    func restored() throws {
      let desk = try filled()
      let there = desk.root.appending(path: "restored/state")
      try FileManager.default.createDirectory(at: there, withIntermediateDirectories: true)
      for name in ["done", "order", "desk.json"] {
        try FileManager.default.copyItem(
          at: desk.state.appending(path: name), to: there.appending(path: name))
      }
      try FileManager.default.removeItem(at: desk.state)
      let rebuilt = try ask(there, "rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt.output) \(rebuilt.errors)")
      let exported = try ask(there, "export", "--format", "jsonl").lines(Exported.self)
      #expect(exported.count == 5)
    }

    @Test("the record in desk.json is plain text, and one of an older build is understood")
    func record() throws {
      let desk = try filled()
      let url = desk.state.appending(path: "desk.json")
      let text = try String(contentsOf: url, encoding: .utf8)
      #expect(text.contains("\"../inbox\"") && text.contains(desk.state.path))
      // As it was written until now: bytes of whole paths, and no state folder.
      func bytes(_ url: URL) -> [Int] { url.path.utf8.map { Int($0) } }
      let old: [String: Any] = [
        "spool": bytes(desk.state), "control": bytes(desk.state.appending(path: "control.sock")),
        "inboxes": [
          [
            "name": "inbox", "path": bytes(desk.inbox), "mode": "move", "source": "inbox",
            "sourceIsFolder": true, "include": [], "ignore": [],
          ] as [String: Any]
        ],
      ]
      try JSONSerialization.data(withJSONObject: old).write(to: url)
      #expect(try desk.ask("verify", "--files").code == 0)
      let moved = desk.root.appending(path: "moved")
      try FileManager.default.moveItem(at: desk.state, to: moved)
      let verified = try ask(moved, "verify", "--files")
      #expect(verified.code == 0, "\(verified.output) \(verified.errors)")
      #expect(try ask(moved, "account").code == 0)
    }

    @Test(
      "after an older backup the newer deposits are told, keep their numbers, and come back by a rebuild"
    )
    func olderBackup() throws {
      let desk = try filled()
      let backup = desk.root.appending(path: "backup.db")
      #expect(try desk.ask("backup", backup.path).code == 0)
      try desk.drop("late.txt", "The council of Kelmore has sold its last two trams to a museum.\n")
      #expect(try desk.once().code == 0)
      let late = try #require(try desk.export().last)
      for name in ["wiredesk.db", "wiredesk.db-wal", "wiredesk.db-shm"] {
        // The log is gone after an orderly end.
        try? FileManager.default.removeItem(at: desk.state.appending(path: name))
      }
      try FileManager.default.copyItem(at: backup, to: desk.state.appending(path: "wiredesk.db"))
      try desk.drop(
        "after.txt", "A heron has moved into the fountain of the town hall at Kelmore.\n")
      let once = try desk.once()
      #expect(once.code == 0 && once.errors.contains("1 deposit in order/ is not in this database"))
      #expect(try desk.export().last?.id == late.id + 1)
      let doctor = try Program.run(
        ["doctor", "--inbox", desk.inbox.path, "--state", desk.state.path])
      #expect(doctor.code == 1 && doctor.output.contains("wiredesk rebuild"))
      #expect(try desk.ask("rebuild").code == 0)
      let all = try desk.export()
      #expect(all.map(\.id) == Array(1...late.id + 1))
      #expect(all.first { $0.id == late.id }?.deposit.name == "late.txt")
      #expect(!(try desk.once().errors.contains("in order/")))
    }

    @Test("what root makes in somebody's desk is theirs, and their daemon and readers go on")
    func owner() throws {
      let desk = try filled()
      let nobody = try Nobody(owning: desk)
      guard getuid() == 0 else { return }
      #expect(try desk.ask("rebuild").code == 0)
      let given = desk.root.appending(path: "given.txt")
      try "The pier of Kelmore opens in the spring with a new café.\n"
        .write(to: given, atomically: false, encoding: .utf8)
      #expect(try desk.ask("ingest", given.path).code == 0)
      #expect(try desk.ask("retry").code == 0)
      let ownedByRoot = try Running(
        [desk.state.path, "-user", "root", "-not", "-path", "*/done/*"], program: "/usr/bin/find"
      ).end(within: .seconds(30))
      #expect(ownedByRoot.output == "")
      for words in [["stories"], ["search", "pier"], ["account"], ["status"]] {
        let ended = try nobody.ask(words, desk)
        #expect(ended.code == 0, "\(words): \(ended.errors)")
      }
      let daemon = try nobody.start(desk)
      try eventually("ready") { daemon.errors.contains("watching") }
      #expect(try daemon.stop().code == 0)
    }

    @Test("one file in done/ serves every deposit that had its bytes")
    func sameBytes() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 17)
      let text = copy.text()
      for source in ["a", "b", "c"] {
        try FileManager.default.createDirectory(
          at: desk.inbox.appending(path: source), withIntermediateDirectories: true)
        try desk.stage(FileName("x.txt"), text.utf8)
        try FileManager.default.moveItem(
          at: desk.root.appending(path: "staging/x.txt"),
          to: desk.inbox.appending(path: "\(source)/x.txt"))
        #expect(try desk.once().code == 0)
      }
      let before = try desk.export()
      #expect(before.count == 3)
      let first = try #require(desk.files(below: desk.done).first { $0.text.hasSuffix("a/x.txt") })
      try FileManager.default.removeItem(at: desk.done.appending(path: first.text))
      try FileManager.default.removeItem(at: desk.state.appending(path: "wiredesk.db"))
      let rebuilt = try desk.ask("rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt.output) \(rebuilt.errors)")
      let after = try desk.export()
      #expect(after.map(\.id) == before.map(\.id))
      #expect(after.map(\.deposit.name) == before.map(\.deposit.name))
      #expect(!rebuilt.output.contains("no order log"))
    }
  }
}
