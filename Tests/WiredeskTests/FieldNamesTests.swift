import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Names of fields")
  struct FieldNames {
    private func record(_ number: Int, _ body: String) -> String {
      """
      {"uri": "urn:quay:\(number)", "headline": "Quay closed \(number)", "\(body)": "The harbour board of Orsett \
      closed quay \(number) on Monday after divers had found cracks in its foundations."}
      """
    }

    private func configure(_ desk: Desk, _ body: String?) throws {
      let fields = body.map { "[fields]\nbody = [\"\($0)\"]\n" } ?? ""
      try Data("young_seconds = 1\n\(fields)".utf8).write(to: desk.configuration)
    }

    private func run(_ desk: Desk, _ body: String?, _ number: Int, as name: String) throws {
      try configure(desk, body)
      try desk.drop("\(number).json", record(number, name))
      let ended = try desk.once()
      #expect(ended.code == 0, "\(ended.errors)")
    }

    private func order(_ desk: Desk) throws -> String {
      let folder = desk.state.appending(path: "order")
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }.joined()
    }

    @Test(
      "a rebuild reads each deposit by the names that it was read by, whatever is configured now")
    func rebuilt() throws {
      let desk = try Desk()
      try run(desk, "inhalt", 1, as: "inhalt")
      try run(desk, "inhalt", 2, as: "Inhalt")
      try run(desk, nil, 3, as: "body")
      try run(desk, "brød tekst", 4, as: "brød tekst")
      try run(desk, nil, 5, as: "body")
      let articles = try desk.export()
      #expect(articles.count == 5)
      // One line a change, and none for what stays.
      #expect(try order(desk).split(separator: "\n").count { $0.hasPrefix("fields\t") } == 4)
      for file in ["wiredesk.db", "wiredesk.db-wal", "wiredesk.db-shm", "desk.json"] {
        try? FileManager.default.removeItem(at: desk.state.appending(path: file))
      }
      let rebuilt = try desk.ask("rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt.errors)")
      let again = try desk.export()
      #expect(again.map(\.id) == articles.map(\.id) && again.map(\.story) == articles.map(\.story))
      // The new database knows which names were the last.
      try run(desk, nil, 6, as: "body")
      #expect(try order(desk).split(separator: "\n").count { $0.hasPrefix("fields\t") } == 4)
      #expect(try desk.ask("verify").code == 0)
    }

    @Test(
      "a desk without names of its own has no line of them, and one that was cut off is no damage")
    func lines() throws {
      let desk = try Desk()
      try run(desk, nil, 1, as: "body")
      #expect(try !order(desk).contains("fields"))
      let folder = desk.state.appending(path: "order")
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
      let file = try FileHandle(forWritingTo: folder.appending(path: name))
      try file.seekToEnd()
      try file.write(contentsOf: Data("fields\t1\tbody=inh".utf8))
      try file.close()
      try run(desk, "inhalt", 2, as: "inhalt")
      for file in ["wiredesk.db", "wiredesk.db-wal", "wiredesk.db-shm"] {
        try? FileManager.default.removeItem(at: desk.state.appending(path: file))
      }
      let rebuilt = try desk.ask("rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt.errors)")
      #expect(try desk.export().count == 2)
    }
  }
}
