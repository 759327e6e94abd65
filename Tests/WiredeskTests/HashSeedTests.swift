import Foundation
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// `--seed`: the secret of a new state's hashes, given so that a run can be repeated.
  @Suite("The seed of the hashes")
  struct HashSeed {
    static let seed: UInt64 = 8_140_720_903_341
    static var spellings: [String] { ["\(seed)", String(seed, radix: 16)] }

    /// The first line of the order log ends with the seed that the database has.
    static func recorded(by desk: Desk) throws -> String {
      let log = try #require(
        desk.files(below: desk.state.appending(path: "order")).first { $0.text.hasSuffix(".tsv") })
      let text = try String(
        contentsOf: desk.state.appending(path: "order/\(log.text)"), encoding: .utf8)
      return String(try #require(text.split(separator: "\n").first?.split(separator: " ").last))
    }

    static func desk() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 31)
      for number in 0..<5 { try desk.drop("\(number).json", copy.record(uri: "urn:\(number)")) }
      return desk
    }

    @Test("a new state takes the given one, and without one a random one")
    func given() throws {
      let desk = try Self.desk()
      #expect(
        try desk.start(["--once", "--seed", "\(Self.seed)"]).end(within: .seconds(60)).code == 0)
      #expect(try Self.recorded(by: desk) == String(Self.seed, radix: 16))

      let others = try (0..<2).map { _ in
        let desk = try Self.desk()
        #expect(try desk.once().code == 0)
        return try Self.recorded(by: desk)
      }
      #expect(others[0] != others[1])
      #expect(!others.contains(String(Self.seed, radix: 16)))
    }

    @Test("a state that has another one is left as it is, by the daemon and by ingest")
    func refused() throws {
      let desk = try Self.desk()
      #expect(
        try desk.start(["--once", "--seed", "\(Self.seed)"]).end(within: .seconds(60)).code == 0)
      try desk.drop(
        "late.json", #"{"headline":"Late","body":"The late copy of the harbour desk."}"#)

      let run = try desk.start(["--once", "--seed", "12"]).end(within: .seconds(60))
      #expect(run.code == 1)
      #expect(run.errors.contains("seed"))
      let late = desk.inbox.appending(path: "late.json").path
      let ingest = try desk.ask("ingest", "--seed", "12", late)
      #expect(ingest.code == 1)
      #expect(FileManager.default.fileExists(atPath: late))
      #expect(try desk.account().stored == 5)
      for said in [run.output, run.errors, ingest.output, ingest.errors] {
        #expect(!Self.spellings.contains(where: said.contains))
      }

      // The same one once more is no mistake: whoever repeats a run repeats its command.
      #expect(
        try desk.start(["--once", "--seed", "\(Self.seed)"]).end(within: .seconds(60)).code == 0)
      #expect(try desk.account().stored == 6)
    }

    @Test("nothing that is printed tells it")
    func secret() throws {
      let desk = try Self.desk()
      let run = try desk.start(["--once", "--seed", "\(Self.seed)"]).end(within: .seconds(60))
      #expect(run.code == 0)
      let questions = [
        ["status"], ["account"], ["stories"], ["export", "--format", "jsonl"], ["explain", "3"],
        ["show", "3"], ["trace", "3.json"], ["verify"], ["doctor"],
        ["backup", desk.root.appending(path: "backup.db").path],
      ]
      var said = [run]
      for question in questions {
        said.append(try Program.run(question + ["--state", desk.state.path]))
      }
      for ended in said {
        for text in [ended.output, ended.errors] {
          #expect(!Self.spellings.contains(where: text.contains), "\(text)")
        }
      }
    }
  }
}
