import Foundation
import NewsModel
import Testing

extension RealProgramTests {
  @Suite("Questions")
  struct Questions {
    /// Three articles, two of them near each other, and one broken file.
    let desk: Desk

    init() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 21)
      let text = copy.text()
      try desk.drop("first.txt", text)
      _ = try desk.once()
      try desk.drop("again.txt", text + "One more paragraph was added later by the desk.\n")
      try desk.drop("other.json", copy.record(uri: "urn:other"))
      try desk.drop("broken.json", #"{"headline": }"#)
      _ = try desk.once()
      self.desk = desk
    }

    @Test(
      "with --json every line is one JSON object",
      arguments: [
        ["status"], ["account"], ["stories"], ["show", "1"], ["explain", "1"],
        ["explain", "2", "1"], ["explain", "2", "--candidates"], ["diff", "1", "2"],
        ["search", "paragraph"], ["export", "--format", "jsonl"],
      ])
    func json(words: [String]) throws {
      let asked = words.contains("export") ? words : words + ["--json"]
      let ended = try Program.run(asked + ["--state", desk.state.path])
      #expect(ended.code == 0, "\(ended.errors)")
      let lines = ended.output.split(separator: "\n")
      #expect(!lines.isEmpty)
      for line in lines {
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        #expect(value is [String: Any])
      }
    }

    @Test(
      "without --json there are words for people",
      arguments: [
        ["status"], ["account"], ["stories"], ["explain", "2"], ["explain", "2", "1"],
        ["explain", "2", "--candidates"], ["diff", "1", "2"],
      ])
    func words(words: [String]) throws {
      let ended = try Program.run(words + ["--state", desk.state.path])
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(!ended.output.isEmpty)
      #expect(!ended.output.hasPrefix("{"))
    }

    @Test("the account adds up and knows the broken file")
    func account() throws {
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.seen == 4)
      #expect(account.stored == 3)
      #expect(account.failed == 1)
      #expect(account.articles.stored == 3)
    }

    @Test("WIREDESK_STATE stands in for --state")
    func environment() throws {
      let ended = try Program.run(
        ["account", "--json"], environment: ["WIREDESK_STATE": desk.state.path])
      let told = try ended.lines(Account.self).first
      #expect(try told == desk.account())
    }

    @Test(
      "an exit code says what went wrong",
      arguments: [
        (["show", "999999"], 5), (["explain", "999999"], 5), (["diff", "1", "999999"], 5),
        (["stories", "--frobnicate"], 2),
        (["frobnicate"], 2), (["show", "not-a-number"], 2),
      ] as [([String], Int32)])
    func exitCodes(words: [String], code: Int32) throws {
      let ended = try Program.run(words, environment: ["WIREDESK_STATE": desk.state.path])
      #expect(ended.code == code, "\(ended.errors)")
      #expect(!ended.errors.isEmpty)
      #expect(ended.output.isEmpty)
    }

    @Test("a state folder without a database is named, not made")
    func noState() throws {
      let path = "/nonexistent/wiredesk-state"
      let ended = try Program.run(["stories", "--state", path])
      #expect([1, 5, 69].contains(ended.code), "\(ended.code ?? -1)")
      #expect(ended.errors.contains(path))
    }
  }
}
