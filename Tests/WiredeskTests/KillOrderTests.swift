import Foundation
import TestSupport
import Testing

// Kills, beside versions in `VersionOrderTests`.
extension RealProgramTests.VersionOrders {
  var killed: Answer {
    Answer(
      statuses: [
        "1": "retracted, replaced", "2": "retracted, replaced", "3": "retracted", "k": "cancelled",
      ], stories: [["1", "2", "3", "k"]], faces: [""])
  }

  var versions: [String: String] {
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
}
