import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Measured here, decided there")
  struct BackfillTests {
    /// Originals, copies, edited ones, excerpts and later versions, with broken lines among them.
    private static func lines(_ count: Int) -> [String] {
      var copy = GeneratedCopy(seed: 21)
      var random = SplitMix(state: 21)
      var told: [(headline: String, body: String)] = []
      var lines: [String] = []
      for number in 0..<count {
        if number % 40 == 17 { lines.append("{\"uri\": broken") }
        var (headline, body) = copy.article()
        if let earlier = told.last, random.below(10) < 6 {
          (headline, body) = random.below(3) == 0 ? told[random.below(told.count)] : earlier
          let sentences = body.split(separator: ". ")
          if random.below(2) == 0 { body = sentences.dropFirst(2).joined(separator: ". ") }
        } else {
          told.append((headline, body))
        }
        let uri = random.below(8) == 0 ? "item-\(number / 3)" : "item-\(number)"
        let day = 1 + number * 28 / count
        let members: [(String, String)] = [
          ("uri", uri), ("version", "\(number % 4)"), ("headline", headline), ("body", body),
          ("source", ["north", "south", "east"][random.below(3)]),
          ("published", "2026-03-\(day < 10 ? "0" : "")\(day)T10:00:00Z"),
        ]
        let json = try? JSONSerialization.data(
          withJSONObject: Dictionary(uniqueKeysWithValues: members), options: .sortedKeys)
        lines.append(String(decoding: json ?? Data(), as: UTF8.self))
      }
      return lines
    }

    /// What runs the program twice, one reading what the other writes: `measure` and `decide`.
    private func decided(_ pieces: [[String: Any]], _ desk: KeyDesk, _ options: String) throws
      -> Ended
    {
      let file = desk.root.appending(path: "pieces")
      let lines = try pieces.map {
        String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self)
      }
      try lines.joined(separator: "\n").write(to: file, atomically: false, encoding: .utf8)
      let script = """
        set -o pipefail; "$0" measure \(options) < '\(file.path)' | "$0" decide \(options)
        """
      return try Running([], wrapper: ["/bin/bash", "-c", script]).end(within: .seconds(120))
    }

    private func piece(_ path: URL, _ name: String) throws -> [String: Any] {
      let bytes = try Data(contentsOf: path)
      return [
        "path": path.path, "name": name, "size": bytes.count,
        "received": Int(Date.now.timeIntervalSince1970 * 1000),
      ]
    }

    /// Without what tells when they came.
    private func objects(_ output: String) throws -> [NSDictionary] {
      try output.split(separator: "\n").compactMap { line in
        let json = try JSONSerialization.jsonObject(with: Data(line.utf8))
        guard var members = json as? [String: Any], members["footer"] == nil else { return nil }
        members["received"] = nil
        return members as NSDictionary
      }
    }

    @Test("a file that is measured and decided gives what it gives when it is stored")
    func equal() throws {
      let desk = try KeyDesk()
      let text = Self.lines(400).joined(separator: "\n") + "\n"
      try desk.drop("a.jsonl", text, into: "other")
      let file = desk.root.appending(path: "other/a.jsonl")
      let state = desk.root.appending(path: "state").path
      let ingested = try Program.run(["ingest", file.path, "--seed", "5", "--state", state])
      #expect(ingested.code == 3, "\(ingested)")
      let exported = try objects(try Program.run(["export", "--state", state]).output)

      let ended = try decided([piece(file, "a.jsonl")], desk, "--seed 5")
      #expect(ended.code == 0, "\(ended.errors)")
      let found = try objects(ended.output)
      #expect(found.count == exported.count && found.count > 300)
      #expect(found == exported)
      let verdicts = Set(exported.compactMap { $0["verdict"] as? String })
      #expect(
        verdicts.isSuperset(of: ["original", "identical", "near-duplicate", "update"]),
        "\(verdicts)")
      let footer = try #require(ended.output.split(separator: "\n").last)
      #expect(
        footer.hasPrefix(#"{"footer":{"articles":400,"stored":\#(found.count),"#), "\(footer)")
      #expect(footer.hasSuffix(#""known":\#(400 - found.count),"rejected":10}}"#), "\(footer)")
    }

    @Test("what follows an earlier state is decided as if it had come to it")
    func afterState() throws {
      let desk = try KeyDesk()
      let lines = Self.lines(300)
      let (first, rest) = (lines[..<200], lines[200...])
      for (name, part) in [("a.jsonl", first), ("b.jsonl", rest)] {
        try desk.drop(name, part.joined(separator: "\n") + "\n", into: "other")
      }
      let files = ["a.jsonl", "b.jsonl"].map { desk.root.appending(path: "other/\($0)") }
      let whole = desk.root.appending(path: "state").path
      let earlier = desk.root.appending(path: "earlier").path
      try FileManager.default.createDirectory(atPath: earlier, withIntermediateDirectories: true)
      for (paths, state) in [(files, whole), ([files[0]], earlier)] {
        #expect(
          try Program.run(["ingest", "--seed", "5", "--state", state] + paths.map(\.path)).code == 3
        )
      }
      let before = try objects(try Program.run(["export", "--state", earlier]).output).count
      let exported = try objects(try Program.run(["export", "--state", whole]).output)
      let ended = try decided([piece(files[1], "b.jsonl")], desk, "--state '\(earlier)'")
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(try objects(ended.output) == Array(exported[before...]))
      #expect(try objects(try Program.run(["export", "--state", earlier]).output).count == before)
    }

    @Test("a file that is not there, or has changed, ends in words and with exit code 1")
    func changed() throws {
      let desk = try KeyDesk()
      try desk.drop("a.jsonl", "{}\n", into: "other")
      var piece = try piece(desk.root.appending(path: "other/a.jsonl"), "a.jsonl")
      piece["size"] = 9
      let changed = try decided([piece], desk, "--seed 5")
      #expect(changed.code == 1 && changed.errors.contains("changed-file"), "\(changed)")
      piece["path"] = desk.root.appending(path: "other/absent").path
      let absent = try decided([piece], desk, "--seed 5")
      #expect(absent.code == 1 && absent.errors.contains("unreadable-piece"), "\(absent)")
    }
  }
}
