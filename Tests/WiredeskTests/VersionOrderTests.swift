import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// Versions, corrections and kills of one item in every order in which they can arrive.
  @Suite("Versions and kills in every order")
  struct VersionOrders {
    /// What a desk says of the item, whatever came first.
    struct Answer: Equatable, CustomStringConvertible {
      /// By the copy's name: its status, and whether it is the newest version.
      var statuses: [String: String] = [:]
      /// Names by story.
      var stories: Set<Set<String>> = []
      /// What stands for each story.
      var faces: Set<String> = []
      var description: String { "\(statuses.sorted { $0.key < $1.key }) \(stories) \(faces)" }
    }

    struct Row: Decodable {
      var id: Int64
      var story: Int64
      var verdict: String
      var status: String
      var replacedBy: Int64?
      var deposit: Exported.Origin

      enum CodingKeys: String, CodingKey {
        case id, story, verdict, status, deposit
        case replacedBy = "replaced_by"
      }
    }
    private struct Face: Decodable {
      var headline: String
    }

    func answer(_ desk: Desk) throws -> (answer: Answer, rows: [Row]) {
      let rows = try desk.ask("export", "--format", "jsonl").lines(Row.self)
      var answer = Answer()
      for row in rows {
        answer.statuses[row.deposit.name] =
          row.status + (row.replacedBy == nil ? "" : ", replaced")
      }
      answer.stories = Set(
        Dictionary(grouping: rows, by: \.story).values.map { Set($0.map(\.deposit.name)) })
      answer.faces = Set(try desk.ask("stories", "--json").lines(Face.self).map(\.headline))
      #expect(try desk.ask("verify").code == 0)
      return (answer, rows)
    }

    private func permutations(_ names: [String]) -> [[String]] {
      names.count < 2
        ? [names]
        : names.flatMap { first in
          permutations(names.filter { $0 != first }).map { [first] + $0 }
        }
    }

    /// Each order on a desk of its own, file by file.
    func expect(
      _ copy: [String: String], _ expected: Answer, newest: String,
      _ location: SourceLocation = #_sourceLocation
    ) throws {
      for order in permutations(copy.keys.sorted()) {
        let desk = try Desk()
        for name in order { try desk.drop(name, copy[name] ?? "") }
        let paths = order.map { desk.inbox.appending(path: $0).path }
        let ended = try Program.run(
          ["ingest", "--seed", "7", "--state", desk.state.path] + paths, within: .seconds(60))
        #expect(ended.code == 0, "\(ended.errors)", sourceLocation: location)
        let (answer, rows) = try answer(desk)
        #expect(answer == expected, "\(order)", sourceLocation: location)
        let later = rows.drop { $0.deposit.name != newest }.dropFirst()
        #expect(
          later.allSatisfy { $0.verdict != "update" }, "\(order)", sourceLocation: location)
      }
    }

    static let body = """
      Port workers in Ghent will vote next week on a strike over the automation of container cranes, \
      their union said on Monday. Union leader Dirk Maes said that 214 jobs were at risk until 2029. The \
      port authority denied that any dismissal was planned.
      """

    func json(_ number: Int, _ fields: String, _ more: String = "") -> String {
      """
      {"uri": "urn:port:2", \(fields), "headline": "Ghent dockers vote \(number)", "body": \
      "\(Self.body) The port handled 3\(number) million tonnes last year.\(more)", "source": "Agency"}
      """
    }

    private let three = Answer(
      statuses: ["1": "usable, replaced", "2": "usable, replaced", "3": "usable"],
      stories: [["1", "2", "3"]], faces: ["Ghent dockers vote 3"])

    @Test("by version, though the times say nothing or the contrary")
    func version() throws {
      try expect(
        [
          "1": json(1, #""version": "9", "updated": "2026-05-04T12:00:00Z""#),
          "2": json(2, #""version": "10""#),
          "3": json(3, #""version": "11", "updated": "2026-05-04T08:00:00Z""#),
        ], three, newest: "3")
    }

    @Test("by the time of the last change where there are no versions")
    func updated() throws {
      let published = #""published": "2026-05-04T07:00:00Z", "updated": "2026-05-04T0"#
      try expect(
        [
          "1": json(1, published + #"7:00:00Z""#), "2": json(2, published + #"8:00:00Z""#),
          "3": json(3, published + #"9:00:00Z""#),
        ], three, newest: "3")
    }

    @Test("by the time of publication where nothing else tells")
    func published() throws {
      try expect(
        [
          "1": json(1, #""published": "2026-05-04T07:00:00Z""#),
          "2": json(2, #""published": "2026-05-04T08:00:00Z""#),
          "3": json(3, #""published": "2026-05-04T09:00:00Z""#),
        ], three, newest: "3")
    }

    @Test("NITF: by du-key, with its corrections")
    func nitf() throws {
      func nitf(_ number: Int) -> String {
        """
        <nitf><head><docdata management-status="usable"><doc-id id-string="port-2"/>\
        <du-key version="\(number)"/></docdata></head><body><body.head><hedline>\
        <hl1>\(number == 3 ? "CORRECTED-" : "")Ghent dockers vote \(number)</hl1></hedline>\
        <distributor>Agency</distributor></body.head><body.content><p>\(Self.body) It handled \
        3\(number) million tonnes.</p></body.content></body></nitf>
        """
      }
      var expected = three
      expected.statuses["3"] = "corrected"
      expected.faces = ["CORRECTED-Ghent dockers vote 3"]
      try expect(["1": nitf(1), "2": nitf(2), "3": nitf(3)], expected, newest: "3")
    }

    @Test("ANPA: by the marks of write-thrus under one slug")
    func anpa() throws {
      func anpa(_ number: Int, _ mark: String) -> String {
        """
        \u{16}\u{16}\u{1}W234\(number)\u{1F}world
        r i\u{13}\u{11} BC-EU--Port-Vote   05-04 0120
        \u{2}^BC-EU--Port Vote\(mark),120<
        ^Ghent dockers vote \(number)<
        \t   GHENT, Belgium (HW) _ \(Self.body) It handled 3\(number) million tonnes.

        \t   \u{3}HW-WF-05-04-26 1\(number)00GMT<

        \u{4}
        """
      }
      try expect(
        [
          "1": anpa(1, ""), "2": anpa(2, ", 1st Ld-Writethru"), "3": anpa(3, ", 2nd Ld-Writethru"),
        ], three, newest: "3")
    }

    @Test("test copy stands alone, is not listed, and is no copy of anything nor anything of it")
    func test() throws {
      let text = json(1, #""version": "1""#)
      try expect(
        [
          "1": text,
          "t": text.replacingOccurrences(of: "urn:port:2", with: "urn:test:1")
            .replacingOccurrences(of: "Ghent dockers vote 1", with: "TEST – DO NOT PUBLISH"),
        ],
        Answer(
          statuses: ["1": "usable", "t": "test"], stories: [["1"], ["t"]],
          faces: ["Ghent dockers vote 1"]), newest: "1")
    }

    @Test("a rebuild and a restart give the same versions, kills and stories")
    func rebuild() throws {
      let desk = try Desk()
      var copy = versions
      copy["k"] = #"{"uri": "urn:port:2", "status": "canceled", "source": "Agency"}"#
      for name in ["2", "1", "k"] {
        try desk.drop(name, copy[name] ?? "")
        #expect(try desk.once().code == 0)
      }
      let between = try answer(desk).answer
      #expect(between.faces == [""])
      #expect(
        try Program.run(["rebuild", "--state", desk.state.path], within: .seconds(60)).code == 0)
      #expect(try answer(desk).answer == between)
      try desk.drop("3", copy["3"] ?? "")
      #expect(try desk.once().code == 0)
      #expect(try answer(desk).answer == killed)
    }
  }
}
