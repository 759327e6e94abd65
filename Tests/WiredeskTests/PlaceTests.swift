import Foundation
import NewsModel
import Testing

extension RealProgramTests {
  /// Six events in six languages, two of them in one town, as two agencies name it.
  @Suite("Places")
  struct PlaceQuestions {
    private static let records: [(headline: String, body: String, language: String)] = [
      (
        "Bridge over the Vologda closed",
        "A bridge in Vologda was closed on Monday after a crack was found.",
        "en"
      ),
      (
        "В Вологде открыли новый мост",
        "Новый мост через реку открыли в среду в Вологде, сообщили в мэрии города.",
        "ru"
      ),
      (
        "長野の旅館で火災", "二十二日午前五時ごろ、長野県松本市の旅館から出火し、木造二階建ての本館が全焼した。", "ja"
      ),
      (
        "Feuer in einer Mühle",
        "In einer Mühle bei Passau hat es am Dienstag gebrannt, drei Menschen wurden verletzt.",
        "de"
      ),
      (
        "Council of Reading votes on the bus lanes",
        "The council voted on Thursday to keep the bus lanes for another year.", "en"
      ),
      (
        "Children like reading again",
        "A survey found on Friday that more children like reading than last year.",
        "en"
      ),
    ]

    private func desk() throws -> Desk {
      let desk = try Desk()
      let lines = Self.records.enumerated().map { index, record in
        """
        {"uri": "urn:\(index)", "headline": "\(record.headline)", "body": "\(record.body)", \
        "language": "\(record.language)", "source": "s\(index)"}
        """
      }
      try desk.drop("a.jsonl", lines.joined(separator: "\n"))
      #expect(try desk.once().code == 0)
      return desk
    }

    @Test("stories are found by their place in whatever language it is named, and by its country")
    func places() throws {
      let desk = try desk()
      let cases: [(place: String, headlines: [Int])] = [
        ("Vologda", [0, 1]), ("вологда", [0, 1]), ("Wologda", [1]), ("ru", [0, 1]),
        ("Russia", [0, 1]),
        ("Matsumoto", [2]), ("Japan", [2]), ("JP", [2]), ("Passau", [3]), ("germany", [3]),
        // An English text has it only as it was typed. Written with a small letter it is no town.
        ("Reading", [4]), ("gb", [4]), ("Kelmore", []), ("", []),
      ]
      for (place, wanted) in cases {
        let told = try desk.ask("stories", "--place", place, "--json").output
        let found = Self.records.indices.filter { told.contains(Self.records[$0].headline) }
        #expect(found == wanted, "\(place): \(told)")
      }
      let both = try desk.ask("stories", "--place", "ru", "--lang", "ru", "--top").output
      #expect(both.contains(Self.records[1].headline) && !both.contains(Self.records[0].headline))
      let found = try desk.ask("search", "voted OR found", "--place", "reading").output
      #expect(found.contains("bus lanes") && !found.contains("Children"), "\(found)")
    }

    @Test(
      "the front page lists the stories of a place, a language or a source",
      .enabled(if: WebProgram.path != nil, "no wiredesk-web: build it, or set WIREDESK_WEB_PROGRAM")
    )
    func page() throws {
      let web = try WebProgram(desk())
      let cases: [(target: String, headlines: [Int])] = [
        ("/", [0, 1, 2, 3, 4, 5]), ("/?place=Vologda", [0, 1]),
        ("/?place=Vologda&language=ru", [1]),
        ("/?source=s3", [3]), ("/?language=ja", [2]), ("/?first=told", [0, 1, 2, 3, 4, 5]),
        ("/?place=Kelmore", []), ("/?place=%3Cscript%3E", []),
      ]
      for (target, wanted) in cases {
        let page = try web.ask(target)
        #expect(page.status == 200)
        let found = Self.records.indices.filter { page.body.contains(Self.records[$0].headline) }
        #expect(found == wanted, "\(target)")
        #expect(!page.body.contains("<script>"))
        #expect(page.body.contains("There is no such story.") == wanted.isEmpty, "\(target)")
      }
    }
  }
}
