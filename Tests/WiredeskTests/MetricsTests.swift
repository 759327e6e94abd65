import Foundation
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Metrics of the real program")
  struct MetricsTests {
    /// Values by sample name with its labels, of what the text form says.
    private func samples(_ text: String) -> [String: String] {
      Dictionary(
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
          let space = line.lastIndex(of: " ") ?? line.startIndex
          return (String(line[..<space]), String(line[line.index(after: space)...]))
        }, uniquingKeysWith: { _, second in "twice: \(second)" })
    }

    /// Some files of every outcome.
    private func filled() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 90)
      for number in 0..<4 { try desk.drop("\(number).txt", copy.text()) }
      try desk.drop("broken.json", "{\"headline\": }")
      return desk
    }

    @Test("a desk at work is told as account tells it, and the daemon as it is")
    func working() throws {
      let desk = try filled()
      let daemon = try desk.start()
      let account = try desk.settled(5, by: daemon)
      let ended = try desk.ask("metrics")
      #expect(ended.code == 0, "\(ended.errors)")
      let samples = samples(ended.output)
      #expect(samples[#"wiredesk_files_total{outcome="stored"}"#] == "\(account.stored)")
      #expect(samples[#"wiredesk_files_total{outcome="failed"}"#] == "1")
      #expect(
        samples[#"wiredesk_articles_total{verdict="original"}"#] == "\(account.articles.original)")
      #expect(samples["wiredesk_daemon_running"] == "1")
      #expect(samples["wiredesk_conditions"] == "0")
      #expect(samples["wiredesk_files_waiting"] == "0")
      #expect(Double(samples[#"wiredesk_file_latency_seconds{quantile="0.99"}"#] ?? "") ?? 0 > 0)
      let start = Double(samples["wiredesk_daemon_start_time_seconds"] ?? "") ?? 0
      #expect(abs(start - Date().timeIntervalSince1970) < 600)
      // A checkpoint between the two looks makes it another.
      try eventually("the database is as large as it is said to be") {
        let told = try self.samples(desk.ask("metrics").output)["wiredesk_database_bytes"]
        let file = try FileManager.default.attributesOfItem(
          atPath: desk.state.path + "/wiredesk.db")
        return told == "\(file[.size] as? Int ?? -1)"
      }
      #expect(Int(samples[#"wiredesk_disk_free_bytes{place="spool"}"#] ?? "") ?? 0 > 0)
      #expect(try daemon.stop().code == 0)
    }

    @Test("without a daemon what it would know is absent, and what the database knows is told")
    func stopped() throws {
      let desk = try filled()
      #expect(try desk.once().code == 3)
      let ended = try desk.ask("metrics", "--format", "openmetrics")
      #expect(ended.code == 0 && ended.output.hasSuffix("\n# EOF\n"))
      let samples = samples(ended.output)
      #expect(samples["wiredesk_daemon_running"] == "0")
      #expect(samples["wiredesk_files_waiting"] == nil)
      #expect(samples[#"wiredesk_files_total{outcome="stored"}"#] == "4")
    }

    @Test("a file is replaced whole, anybody's collector may read it, and nothing lies beside it")
    func file() throws {
      let desk = try filled()
      #expect(try desk.once().code == 3)
      let folder = desk.root.appending(path: "textfiles")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appending(path: "wiredesk.prom")
      for _ in 0..<2 {
        let ended = try desk.ask("metrics", "--output", file.path)
        #expect(ended.code == 0 && ended.output.isEmpty, "\(ended.errors)")
      }
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(samples(text)[#"wiredesk_files_total{outcome="stored"}"#] == "4")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["wiredesk.prom"])
      let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
      #expect((rights as? Int ?? 0) & 0o444 == 0o444)

      // A folder cannot be replaced: what was made beside it goes again.
      let taken = folder.appending(path: "taken.prom")
      try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
      let refused = try desk.ask("metrics", "--output", taken.path)
      #expect(refused.code == 1 && refused.errors.contains("taken.prom"), "\(refused.errors)")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
          == ["taken.prom", "wiredesk.prom"])
    }

    @Test(
      "a database that cannot be read is a metric, and exit 69; one that is not there yet, exit 5")
    func damaged() throws {
      let desk = try Desk()
      let early = try desk.ask("metrics")
      #expect(early.code == 5 && samples(early.output)["wiredesk_database_readable"] == "0")
      try Data(repeating: 0x41, count: 8192).write(to: desk.state.appending(path: "wiredesk.db"))
      let ended = try desk.ask("metrics")
      #expect(ended.code == 69, "\(ended.errors)")
      let samples = samples(ended.output)
      #expect(samples["wiredesk_database_readable"] == "0")
      #expect(samples[#"wiredesk_files_total{outcome="stored"}"#] == nil)
      let nowhere = try Program.run(["metrics", "--state", desk.root.path + "/nowhere"])
      #expect(nowhere.code == 5 && nowhere.output.isEmpty, "\(nowhere.errors)")
    }

    private struct Line: Decodable {
      var name: String
      var labels: [String: String]
      var value: Double
    }

    @Test("in JSON one object a sample says the same")
    func json() throws {
      let desk = try filled()
      #expect(try desk.once().code == 3)
      let lines = try desk.ask("metrics", "--json").lines(Line.self)
      let stored = lines.first {
        $0.name == "wiredesk_files_total" && $0.labels == ["outcome": "stored"]
      }
      #expect(stored?.value == 4)
    }
  }
}
