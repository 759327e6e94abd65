import Foundation
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
