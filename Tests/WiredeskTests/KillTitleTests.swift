import Foundation
import TestSupport
import Testing

// What kills mean where an identifier alone does not say it, in every order.
extension RealProgramTests.VersionOrders {
  private static let storks =
    "Nine pairs of storks have come back to the chimneys of Kelby, a month before their time."

  private func record(_ format: String, _ headline: String, _ body: String, _ more: String = "")
    -> String
  {
    switch format {
    case "csv": "id,headline,body,source\na-7,\(headline),\"\(body)\",Agency\n"
    case "rss":
      """
      <rss version="2.0"><channel><title>Agency</title><item><guid isPermaLink="false">a-7</guid>\
      <title>\(headline)</title><description>\(body)</description></item></channel></rss>
      """
    default:
      "{\"id\": \"a-7\", \"headline\": \"\(headline)\", \"body\": \"\(body)\", \"source\": \"Agency\"\(more)}"
    }
  }

  private static let order = "ATTENTION EDITORS: please kill the story on the port. It is wrong."

  @Test(
    "a kill of a feed's or a table's identifier takes back what has its title, and nothing else",
    arguments: ["json", "csv", "rss"])
  func title(format: String) throws {
    try expect(
      [
        "a": record(format, "Ghent dockers vote", Self.body),
        "b": record(format, "Storks return to Kelby", Self.storks),
        "k": record(format, "KILL: Ghent dockers vote", Self.order),
      ],
      Answer(
        statuses: ["a": "retracted", "b": "usable", "k": "cancelled"],
        stories: [["a", "k"], ["b"]], faces: ["", "Storks return to Kelby"]), newest: "b")
  }

  @Test("what a kill's text only mentions stays, be it a site, a day or another report's number")
  func mentioned() throws {
    func record(_ id: String, _ headline: String, _ body: String) -> String {
      "{\"id\": \"\(id)\", \"headline\": \"\(headline)\", \"body\": \"\(body)\", \"source\": \"Agency\"}"
    }
    for word in ["https://agency.example/", "2026-11-22", "STORK-19"] {
      try expect(
        [
          "a": record("quay-0007", "Ghent dockers vote", Self.body),
          "b": record(word, "Storks return to Kelby", Self.storks),
          "k": record(
            "note-0001", "KILL: Ghent dockers vote",
            Self.order + " It is quay-0007. More: \(word)."),
        ],
        Answer(
          statuses: ["a": "retracted", "b": "usable", "k": "cancelled"],
          stories: [["a", "k"], ["b"]], faces: ["", "Storks return to Kelby"]), newest: "b")
    }
  }

  @Test(
    "so does what a typed kill only mentions, and it takes back what has its title or names it beyond doubt",
    arguments: ["k.txt", "k.md", "k.eml"])
  func typed(name: String) throws {
    let order = Self.order + " It is quay-0007 and urn:x:9. More: STORK-19."
    let kill =
      switch name {
      case "k.eml":
        "From: Agency <a@agency.example>\nSubject: KILL: Ghent dockers vote\nMessage-ID: <9@a>\n\n\(order)\n"
      default: "---\ntitle: 'KILL: Ghent dockers vote'\n---\n\n\(order)\n"
      }
    func record(_ id: String, _ headline: String, _ body: String) -> String {
      "{\"id\": \"\(id)\", \"headline\": \"\(headline)\", \"body\": \"\(body)\"}"
    }
    try expect(
      [
        "a.json": record("quay-0007", "Ghent dockers vote", Self.body),
        "b.json": record("STORK-19", "Storks return to Kelby", Self.storks),
        "c.json": record(
          "urn:x:9", "Ferry runs again", "The ferry from Orsett runs again at last."),
        name: kill,
      ],
      Answer(
        statuses: [
          "a.json": "retracted", "b.json": "usable", "c.json": "retracted", name: "cancelled",
        ], stories: [["a.json", name], ["b.json"], ["c.json"]],
        faces: ["", "Storks return to Kelby"]), newest: "c.json")
  }

  @Test("two kills that only mention one word stand apart, whatever comes first")
  func sharedWord() throws {
    func record(_ id: String, _ headline: String, _ body: String) -> String {
      "{\"id\": \"\(id)\", \"headline\": \"\(headline)\", \"body\": \"\(body)\", \"source\": \"Agency\"}"
    }
    try expect(
      [
        "a": record("urn:x:1", "Ghent dockers vote", Self.body),
        "b": record("urn:x:2", "Storks return to Kelby", Self.storks),
        "k": record(
          "urn:k:1", "KILL: Ghent dockers vote",
          Self.order + " It is urn:x:1, on COVID-19 rules."),
        "l": record(
          "urn:k:2", "KILL: Storks return to Kelby",
          Self.order + " It is urn:x:2, and has nothing on COVID-19."),
      ],
      Answer(
        statuses: ["a": "retracted", "b": "retracted", "k": "cancelled", "l": "cancelled"],
        stories: [["a", "k"], ["b", "l"]], faces: [""]), newest: "b")
  }

  @Test("a report with the identifier of a whole feed stays, also where the kill mentions that")
  func ownNumber() throws {
    func record(_ headline: String, _ body: String) -> String {
      "{\"id\": \"feed-0001\", \"headline\": \"\(headline)\", \"body\": \"\(body)\", \"source\": \"Agency\"}"
    }
    for order in [Self.order, Self.order + " It is feed-0001."] {
      try expect(
        [
          "b": record("Storks return to Kelby", Self.storks),
          "k": record("KILL: Ghent dockers vote", order),
        ],
        Answer(
          statuses: ["b": "usable", "k": "cancelled"], stories: [["b"], ["k"]],
          faces: ["", "Storks return to Kelby"]), newest: "b")
    }
  }

  @Test("so it does where the title has a mark of its own, or stands in the kill's text")
  func marked() throws {
    let killed = Answer(
      statuses: ["a": "retracted", "k": "cancelled"], stories: [["a", "k"]], faces: [""])
    for mark in ["CORRECTED-", "UPDATE 2-", ""] {
      try expect(
        [
          "a": record("json", mark + "Ghent dockers vote", Self.body),
          "k": record("json", "KILL: Ghent dockers vote", Self.order),
        ], killed, newest: "k")
    }
    try expect(
      [
        "a": record("json", "Ghent dockers vote", Self.body),
        "k": record(
          "json", "STORY KILLED", Self.order + " Its title was 'Ghent dockers vote'."),
      ], killed, newest: "k")
    // The identifier is the provider's word as soon as one of the two has a version.
    try expect(
      [
        "a": record("json", "Ghent dockers vote", Self.body),
        "k": record("json", "KILL", Self.order, #", "version": "2""#),
      ], killed, newest: "k")
  }

  @Test("a kill takes back hundreds of versions, those that come later among them")
  func ticker() throws {
    func versions(_ numbers: Range<Int>) -> String {
      numbers.map {
        json($0, #""version": "\#($0)""#).replacing("\n", with: " ") + "\n"
      }.joined()
    }
    let kill = #"{"uri": "urn:port:2", "status": "canceled", "source": "Agency"}"#
    for order in [["1", "k", "2"], ["k", "1", "2"], ["1", "2", "k"]] {
      let desk = try Desk()
      try desk.drop("1", versions(0..<150))
      try desk.drop("2", versions(150..<300))
      try desk.drop("k", kill)
      let paths = order.map { desk.inbox.appending(path: $0).path }
      let ended = try Program.run(
        ["ingest", "--seed", "7", "--state", desk.state.path] + paths, within: .seconds(120))
      #expect(ended.code == 0, "\(ended.errors)")
      let rows = try answer(desk).rows
      #expect(rows.count == 301 && Set(rows.map(\.story)).count == 1, "\(order)")
      #expect(rows.filter { $0.status == "retracted" }.count == 300, "\(order)")
    }
  }
}
