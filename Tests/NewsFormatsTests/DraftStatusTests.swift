import NewsModel
import Testing

@testable import NewsFormats

@Suite("Status and facts of a draft")
struct DraftStatusTests {
  private let place = DocumentPlace(format: "xml", locator: "", limits: Limits())

  private func article(_ draft: ArticleDraft) throws -> Article {
    try draft.article(
      at: place,
      passedOver: {
        var rest = PassedOver()
        rest.holdsObjects = true
        return rest
      })
  }

  @Test(
    "a status is known by the words of the formats and of plain JSON, and no other word is one",
    arguments: [
      ("usable", Article.Status.usable), ("stat:withheld", .withheld), ("Canceled", .cancelled),
      ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", .cancelled), ("KILLED", .cancelled),
      ("on hold", .withheld), ("Spiked", .cancelled), ("Mandatory-Kill", .cancelled),
      ("stat:CANCELED", .cancelled), ("Under Embargo", .embargoed), ("published", .usable),
      ("embargoed", .embargoed), ("corrected", .corrected), ("test", .test), ("publish", .usable),
      ("200", nil), ("ok", nil), ("", nil), ("retracted by us", nil),
    ])
  func words(text: String, status: Article.Status?) {
    #expect(StatusWord.status(text) == status)
  }

  @Test("a JSON record gives its status and its embargo; a time alone is an embargo")
  func json() throws {
    let decoded = decode(
      """
      {"body": "A.", "status": "withheld"}
      {"body": "B.", "embargoed": "2026-12-01T06:00:00Z"}
      {"body": "C.", "status": "embargoed"}
      {"body": "D.", "status": 200}
      {"id": "urn:k", "status": "canceled"}
      {"status": "canceled"}
      """, as: "a.jsonl")
    let time = Timestamp(rfc3339: "2026-12-01T06:00:00Z")
    #expect(
      decoded.articles.map(\.status) == [.withheld, .embargoed, .embargoed, .usable, .cancelled])
    #expect(decoded.articles.map(\.embargo) == [nil, time, nil, nil, nil])
    #expect(decoded.articles.last?.body == "urn:k")
    #expect(decoded.rejections.map(\.reason) == [.noText])
  }

  @Test(
    "other names of a status, and flags that are one by their name, are read",
    arguments: [
      (#""deleted": true"#, Article.Status.cancelled), (#""isDeleted": 1"#, .cancelled),
      (#""deleted": false"#, .usable), (#""state": "Texas", "status": "killed""#, .cancelled),
      (#""state": "spiked""#, .cancelled), (#""status": 200, "state": "withheld""#, .withheld),
      (#""on_hold": "yes""#, .withheld), (#""is_draft": true, "status": "published""#, .usable),
      (#""killed": null"#, .usable),
    ])
  func flags(fields: String, status: Article.Status) {
    let decoded = decode(#"{"headline": "Quay", "body": "Closed.", \#(fields)}"#, as: "a.json")
    #expect(decoded.articles.map(\.status) == [status])
  }

  @Test("a kill needs no text; its headline, note, slug or identifier stands for it")
  func kill() throws {
    var draft = ArticleDraft()
    draft.status = .cancelled
    #expect(throws: Rejection.self) { try article(draft) }
    draft[.uri] = Array("urn:1".utf8)
    #expect(try article(draft).body == "urn:1")
    draft.facts.slug = " KILL\nFERRY "
    #expect(try article(draft).body == "KILL FERRY")
    draft.facts.editorNote = "Kill it."
    #expect(try article(draft).body == "Kill it.")
    draft[.headline] = Array("Kill".utf8)
    #expect(try article(draft).body == "Kill")
    draft.status = .usable
    #expect(throws: Rejection.self) { try article(draft) }
  }

  @Test(
    "facts come clean: one line each, none twice, none blank or over long, at most 64 of a kind")
  func facts() throws {
    var draft = ArticleDraft()
    draft[.body] = Array("Text of it.".utf8)
    draft.facts.keywords = ["a  b", "a b", " ", String(repeating: "x", count: 1025)]
    draft.facts.keywords += (0..<100).map(String.init)
    draft.facts.subjects = [
      Article.Concept(code: " c ", name: "\n"), Article.Concept(code: "c"), Article.Concept(),
    ]
    draft.facts.urgency = 0
    draft.facts.wordCount = -1
    let facts = try article(draft).facts
    #expect(facts.keywords.count == 64 && facts.keywords.prefix(2) == ["a b", "0"])
    #expect(facts.subjects == [Article.Concept(code: "c")])
    #expect(facts.urgency == nil && facts.wordCount == nil && facts.slug == nil)
  }
}
