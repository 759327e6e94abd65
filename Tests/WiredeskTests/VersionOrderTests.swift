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

    private struct Row: Decodable {
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

    private func answer(_ desk: Desk) throws -> (answer: Answer, rows: [Row]) {
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
    private func expect(
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

    private static let body = """
      Port workers in Ghent will vote next week on a strike over the automation of container cranes, \
      their union said on Monday. Union leader Dirk Maes said that 214 jobs were at risk until 2029. The \
      port authority denied that any dismissal was planned.
      """

    private func json(_ number: Int, _ fields: String, _ more: String = "") -> String {
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

    private let killed = Answer(
      statuses: [
        "1": "retracted, replaced", "2": "retracted, replaced", "3": "retracted", "k": "cancelled",
      ], stories: [["1", "2", "3", "k"]], faces: [""])

    private var versions: [String: String] {
      [
        "1": json(1, #""version": "1""#), "2": json(2, #""version": "2""#),
        "3": json(3, #""version": "3""#),
      ]
    }

    @Test("a kill of the same identifier takes back every version")
    func kill() throws {
      var copy = versions
      copy["k"] = """
        {"uri": "urn:port:2", "version": "4", "status": "canceled", "headline": "Ghent-Port", \
        "source": "Agency"}
        """
      try expect(copy, killed, newest: "3")
    }

    @Test(
      "a kill of an item takes back all languages in it, whichever of the two is first",
      arguments: ["en", "el"])
    func parts(own: String) throws {
      func newsML(_ revision: Int, _ management: String, _ components: String) -> String {
        """
        <NewsML Version="1.2"><NewsItem xml:lang="\(own)"><Identification><NewsIdentifier><ProviderId>port.example\
        </ProviderId><DateId>20261122</DateId><NewsItemId>port.2</NewsItemId><RevisionId \
        PreviousRevision="0" Update="N">\(revision)</RevisionId></NewsIdentifier></Identification>\
        <NewsManagement>\(management)</NewsManagement><NewsComponent>\(components)</NewsComponent>\
        </NewsItem></NewsML>
        """
      }
      func part(_ language: String, _ text: String) -> String {
        "<NewsComponent><DescriptiveMetadata><Language FormalName='\(language)'/></DescriptiveMetadata>"
          + "<ContentItem><DataContent><p>\(text)</p></DataContent></ContentItem></NewsComponent>"
      }
      let item = newsML(
        1, "",
        part("en", Self.body) + part("el", "Οι λιμενεργάτες της Γάνδης ψηφίζουν για απεργία."))
      let kill = newsML(
        2, "<Status FormalName='Canceled'/>",
        "<NewsLines><HeadLine>Ghent-Port</HeadLine></NewsLines>")
      for order in [["i", "k"], ["k", "i"]] {
        let desk = try Desk()
        for name in order { try desk.drop(name, name == "i" ? item : kill) }
        let paths = order.map { desk.inbox.appending(path: $0).path }
        let ended = try Program.run(
          ["ingest", "--seed", "7", "--state", desk.state.path] + paths, within: .seconds(60))
        #expect(ended.code == 0, "\(ended.errors)")
        let rows = try answer(desk).rows
        let statuses = rows.filter { $0.deposit.name == "i" }.map(\.status)
        #expect(statuses == ["retracted", "retracted"], "\(order)")
        // Languages are never one story, and the kill stands where the item's own identifier does.
        let stories = rows.filter { $0.deposit.name == "i" }.map(\.story)
        #expect(Set(stories).count == 2, "\(order)")
        let main = own == "en" ? stories.first : stories.last
        #expect(rows.first { $0.deposit.name == "k" }?.story == main, "\(order)")
      }
    }

    @Test("a kill of another identifier takes back every version of the one that it names")
    func named() throws {
      var copy = versions
      copy["k"] = """
        {"uri": "urn:kill:1", "headline": "KILL: Ghent-Port (urn:port:2)", "body": "ATTENTION \
        EDITORS - Please kill the story from Ghent. A kill is mandatory.", "source": "Agency"}
        """
      try expect(copy, killed, newest: "3")
    }

    @Test("a kill by slug takes back what was there before it, and not what follows in its place")
    func slug() throws {
      func anpa(_ number: Int, _ mark: String, _ headline: String, _ text: String) -> String {
        """
        \u{16}\u{16}\u{1}W234\(number)\u{1F}world
        r i\u{13}\u{11} BC-EU--Port-Vote   05-04 0120
        \u{2}^BC-EU--Port Vote\(mark),120<
        ^\(headline)<
        \t   \(text)

        \t   \u{3}HW-WF-05-04-26 1\(number)00GMT<

        \u{4}
        """
      }
      let kill =
        "Editors: Kill BC-EU--Port Vote from Ghent. The toll was wrong. A kill is mandatory."
      let text = "GHENT, Belgium (HW) _ \(Self.body)"
      try expect(
        [
          "1": anpa(1, "", "Ghent dockers vote 1", text),
          "k": anpa(2, ", KILL", "KILL: Port Vote", kill),
          "sub": anpa(
            3, "", "Belgium counts its storks",
            "BRUSSELS (HW) _ Belgium counted 31 storks this year."),
        ],
        Answer(
          statuses: ["1": "retracted", "k": "cancelled", "sub": "usable"],
          stories: [["1", "k"], ["sub"]], faces: ["", "Belgium counts its storks"]), newest: "sub")
    }

    private static let unlike = [
      "Port workers in Ghent will vote next week on a strike over cranes, their union said on Monday.",
      "Nine pairs of storks have come back to the chimneys of Kelby, a month before their time.",
      "The ferry from Orsett runs again after divers had freed its screw from a fishing net.",
    ]
    private func report(_ number: Int, _ uri: String, _ headline: String) -> String {
      """
      {"uri": "\(uri)", "slug": "PORT-VOTE", "version": "1", "headline": "\(headline)", \
      "source": "Agency", "body": "\(Self.unlike[number])"}
      """
    }

    @Test("a kill that names an identifier takes back that item, and not others of its slug")
    func identifierBeforeSlug() throws {
      try expect(
        [
          "a": report(0, "urn:a", "Ghent dockers vote"),
          "b": report(1, "urn:b", "Storks return to Kelby"),
          "k": """
          {"uri": "urn:k", "slug": "PORT-VOTE", "headline": "KILL: PORT-VOTE", "source": "Agency", \
          "body": "ATTENTION EDITORS - Please kill urn:a. A kill is mandatory."}
          """,
        ],
        Answer(
          statuses: ["a": "retracted", "b": "usable", "k": "cancelled"],
          stories: [["a", "k"], ["b"]], faces: ["", "Storks return to Kelby"]), newest: "b")
    }

    @Test(
      "items of one slug are no versions of one another when their texts are unlike, or have identifiers"
    )
    func generalSlug() throws {
      func anpa(_ number: Int, _ mark: String) -> String {
        """
        \u{16}\u{16}\u{1}W234\(number)\u{1F}world
        r i\u{13}\u{11} POLITICS   05-04 0120
        \u{2}^POLITICS\(mark),120<
        ^Report \(number)<
        \t   \(Self.unlike[number])

        \t   \u{3}HW-WF-05-04-26 1\(number)00GMT<

        \u{4}
        """
      }
      let apart = Answer(
        statuses: ["0": "usable", "1": "usable", "2": "usable"], stories: [["0"], ["1"], ["2"]],
        faces: ["Report 0", "Report 1", "Report 2"])
      try expect(
        ["0": anpa(0, ""), "1": anpa(1, ", 1st Ld"), "2": anpa(2, ", 2nd Ld")], apart, newest: "2")
      var named = apart
      named.faces = ["UPDATE 1-Report 0", "UPDATE 2-Report 1", "UPDATE 3-Report 2"]
      try expect(
        Dictionary(
          uniqueKeysWithValues: (0..<3).map {
            ("\($0)", report($0, "urn:\($0)", "UPDATE \($0 + 1)-Report \($0)"))
          }), named, newest: "2")
    }

    @Test(
      "what only its words make a kill takes back nothing that merely has the feed's identifier")
    func sharedIdentifier() throws {
      func entry(_ title: String, _ text: String, _ link: Int) -> String {
        """
        <rss version="2.0"><channel><title>Agency</title><item><guid>https://agency.example</guid>\
        <title>\(title)</title><link>https://agency.example/\(link)</link>\
        <description>\(text)</description></item></channel></rss>
        """
      }
      try expect(
        [
          "a": entry("Ghent dockers vote", Self.unlike[0], 1),
          "b": entry("Storks return to Kelby", Self.unlike[1], 2),
          "k": entry("KILL: Ghent dockers vote", "Attention editors: please kill the story.", 1),
        ],
        Answer(
          statuses: ["a": "retracted", "b": "usable", "k": "cancelled"],
          stories: [["a", "k"], ["b"]], faces: ["", "Storks return to Kelby"]), newest: "b")
    }

    @Test(
      "a kill by a slug of one word takes back the report that its headline names, and no other")
    func sectionSlug() throws {
      func wire(_ number: Int, _ headline: String, _ text: String) -> String {
        """
        \u{1}kel000\(number) 3 s 120  kel 004\(number)
        Basketball/
        \u{2}
        \(headline) =

           Orsett (kel) - \(text)
        \u{3}04120\(number) GMT May 26

        """
      }
      try expect(
        [
          "a": wire(1, "Ghent dockers vote", Self.unlike[0]),
          "b": wire(2, "Storks return to Kelby", Self.unlike[1]),
          "k": wire(3, "KILL: Ghent dockers vote", "Attention editors: please kill the story."),
        ],
        Answer(
          statuses: ["a": "retracted", "b": "usable", "k": "cancelled"],
          stories: [["a", "k"], ["b"]], faces: ["", "Storks return to Kelby"]), newest: "b")
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
