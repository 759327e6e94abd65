import Foundation
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// A database that an earlier build wrote in earnest, not today's with tables taken out of it.
  @Suite("A desk of an earlier build")
  struct EarlierDesk {
    /// The desk that the build of commit 11522db left (schema 3): see the head of its file.
    private func earlier() throws -> Desk {
      let desk = try Desk()
      let kept = Repository.fixtures.appending(path: "desk-schema-3")
      try load(kept.appending(path: "wiredesk.sql"), desk)
      let day = desk.done.appending(path: "2026/11/29")
      try FileManager.default.createDirectory(at: day, withIntermediateDirectories: true)
      for name in ["harbour", "harbour-2", "quay", "budget", "match"] {
        try FileManager.default.copyItem(
          at: kept.appending(path: "done/\(name).txt"), to: day.appending(path: "\(name).txt"))
      }
      let order = desk.state.appending(path: "order")
      try FileManager.default.createDirectory(at: order, withIntermediateDirectories: true)
      try text(kept.appending(path: "order.tsv"), desk).write(
        to: order.appending(path: "2026-11-29.tsv"), atomically: false, encoding: .utf8)
      return desk
    }

    private func text(_ file: URL, _ desk: Desk) throws -> String {
      try String(contentsOf: file, encoding: .utf8)
        .replacingOccurrences(of: "@INBOX@", with: desk.inbox.path)
    }

    private func load(_ script: URL, _ desk: Desk) throws {
      let filled = desk.root.appending(path: "script.sql")
      try text(script, desk).write(to: filled, atomically: false, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/python3")
      process.arguments = [
        "-c",
        "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())",
        desk.state.appending(path: "wiredesk.db").path, filled.path,
      ]
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
    }

    /// Article, verdict, what it copies, story: as the earlier build answered.
    private static let answers = [
      "1 original - 1", "2 near-duplicate 1 1", "3 original - 4", "4 original - 2",
      "5 original - 2",
    ]

    private func answers(_ desk: Desk) throws -> [String] {
      try desk.export().map { article in
        "\(article.id) \(article.verdict) \(article.copyOf.map(String.init) ?? "-") \(article.story)"
      }
    }

    @Test("keeps its articles, verdicts, stories and corrections, and is whole")
    func keeps() throws {
      let desk = try earlier()
      let ended = try desk.once()
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.errors.contains("from schema 3 to"))
      #expect(try answers(desk) == Self.answers)
      #expect(try desk.account().stored == 5)
      #expect(try desk.account().adds)
      #expect(try desk.ask("verify").code == 0)
      #expect(try desk.ask("search", "barley").output.contains("Orsett quay to stay shut"))
      #expect(try desk.ask("explain", "2").code == 0)
    }

    @Test("knows what it took, and goes on with its numbers")
    func goesOn() throws {
      let desk = try earlier()
      let known = try String(
        contentsOf: desk.done.appending(path: "2026/11/29/budget.txt"), encoding: .utf8)
      try desk.drop("again.txt", known)
      try desk.drop(
        "corrected.txt",
        known.replacingOccurrences(of: "Libraries keep", with: "All libraries keep"))
      #expect(try desk.once().code == 0)
      let now = try answers(desk)
      #expect(Array(now.prefix(5)) == Self.answers)
      #expect(now.dropFirst(5) == ["6 near-duplicate 4 2"])
      #expect(try desk.account().unchanged == 1)
      #expect(try desk.account().adds)
    }

    @Test("is rebuilt from its files to the same articles, stories and corrections")
    func rebuilds() throws {
      let desk = try earlier()
      #expect(try desk.once().code == 0)
      for file in ["wiredesk.db", "wiredesk.db-wal", "wiredesk.db-shm"] {
        try? FileManager.default.removeItem(at: desk.state.appending(path: file))
      }
      let ended = try desk.ask("rebuild")
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(try answers(desk) == Self.answers)
      #expect(try desk.ask("verify").code == 0)
    }
  }
}
