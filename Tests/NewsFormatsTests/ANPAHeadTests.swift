import NewsModel
import Testing

@testable import NewsFormats

@Suite("The flush lines at the head of wire copy")
struct ANPAHeadTests {
  private static func anpa(_ lines: String) -> String {
    "W2346asian\nr i BC-Quay 11-22 0100\n^BC-Quay,100<\n\(lines)\nHW-WF-11-22-26 0056GMT<\n"
  }

  private func article(_ lines: String) throws -> Article {
    try #require(decode(Self.anpa(lines), as: "a").articles.first)
  }

  private static let text = """
    \tThe quay was closed on Monday after divers had found cracks in three of its piles, and ships go \
    to the western one until Friday at least.
    """

  @Test("a flush line that is neither headline, byline nor note is text, in its place")
  func flush() throws {
    let article = try article(
      """
      ^Quay closed after a check<
      ^What the divers found<
      ^The quay was closed on Monday.<
      ^By noon nobody was on it, the harbour master said.<
      \tShips go to the west.
      """)
    #expect(article.headline == "Quay closed after a check" && article.byline == nil)
    #expect(
      article.body == """
        What the divers found
        The quay was closed on Monday.
        By noon nobody was on it, the harbour master said.
        Ships go to the west.
        """)
    let results = decode(Self.anpa("^Regatta<\n^At Alder<\n^Okafor beat Lind<"), as: "a")
    #expect(results.articles.map(\.body) == ["At Alder\nOkafor beat Lind"])
  }

  @Test(
    "a line of flush text that begins with By and a time or a verb is no byline, and costs no text",
    arguments: [
      "By noon the first of the ferries had moved, and", "By contrast the western quay is new, as",
      "By 2027 the piles are to be of steel, the board", "By Monday Kestrel Town Council",
      "By then",
      "By the time the divers came up, the", "By closing the quay the harbour loses a",
      "By Friday",
    ])
  func sentences(line: String) throws {
    let lines = [
      "The eastern quay of the harbour was closed on Monday after divers",
      "found cracks in three of its piles, the harbour master told reporters",
      "at the town hall, where some 300 people had gathered before noon.", line,
      "the queue of lorries at the gate was two kilometres long.",
    ]
    let flush = lines.map { "^\($0)<" }.joined(separator: "\n")
    for end in ["", "\n" + Self.text] {
      let article = try article("^Quay is closed<\n\(flush)\(end)")
      #expect(article.byline == nil && article.headline == "Quay is closed")
      #expect(article.body.hasPrefix(lines.joined(separator: "\n")))
    }
  }

  @Test(
    "who is named behind By has written the text",
    arguments: [
      "By ADA BERG=", "By ADA BERG<", "By PAUL BYRNE and ALMA DE LA CRUZ=",
      "By The Harbour Press=", "By Ada Berg, harbour correspondent<", "By staff reporters=",
      "Von Ada Berg=", "By April Jones<",
    ])
  func bylines(line: String) throws {
    let article = try article("^Quay closed<\n^\(line)\n\(Self.text)")
    #expect(article.byline?.isEmpty == false && line.contains(article.byline ?? "-"))
    #expect(article.body == Self.text.dropFirst())
  }

  @Test(
    "above a byline and the text a deck is dropped, however long its first line; elsewhere it is text"
  )
  func decks() throws {
    let summary =
      "The quay was closed on Monday after a check, the harbour board said, and ships go west."
    for deck in [
      "^One deck<\n^One more<", "^\(summary) It is of oak.<",
      "^\(summary) It is of oak.<\n^Eds: New.<",
    ] {
      for byline in ["^By ADA BERG=", "^By ADA BERG<\n^Harbour News<"] {
        let signed = try article("^Quay closed<\n\(deck)\n\(byline)\n\(Self.text)")
        #expect(signed.body == Self.text.dropFirst() && signed.byline == "ADA BERG", "\(deck)")
      }
      let unsigned = try article("^Quay closed<\n\(deck)\n\(Self.text)")
      #expect(unsigned.body.contains(deck.dropFirst().prefix { $0 != "<" }), "\(deck)")
      // A signature at the end of a flush text.
      let signature = try article("^Quay closed<\n\(deck)\n^By ADA BERG=\n\tMore follows.")
      #expect(signature.body.contains(deck.dropFirst().prefix { $0 != "<" }), "\(deck)")
    }
  }

  @Test("a result between headline and text is text; of two bylines the second is")
  func results() throws {
    let result = "Kestrel Town 3, Osprey United 1 (half-time 2-0), att. 4,200"
    let article = try article("^Northern League<\n^\(result)<\n\(Self.text)")
    #expect(article.body.hasPrefix(result + "\n"))
    let two = try self.article("^Quay closed<\n^By ADA BERG=\n^By TOM REED=\n\(Self.text)")
    #expect(two.byline == "ADA BERG" && two.body.hasPrefix("By TOM REED\n"))
    let news = try self.article("^Quay closed<\n^By ADA BERG=\n^News came at noon.<\n\(Self.text)")
    #expect(news.body.hasPrefix("News came at noon.\n"))
  }

  @Test("in IPTC 7901 the second line of a headline is no byline by its first word alone")
  func iptc() throws {
    for (lines, headline, byline) in [
      (
        "Dockers walk out\nBy noon the port was closed =",
        "Dockers walk out By noon the port was closed", nil
      ),
      (
        "Minister geht\nVon heute an regiert niemand =",
        "Minister geht Von heute an regiert niemand", nil
      ),
      ("Quay closed\nBy Ada Berg, The Harbour Post =", "Quay closed", "Ada Berg, The Harbour Post"),
      ("Quay closed\nBy our correspondents =", "Quay closed", "our correspondents"),
      ("Quay closed\nBy kel correspondents =", "Quay closed", "kel correspondents"),
    ] as [(String, String, String?)] {
      let text = "ork0007 3 i 62  kel 0045\nHafen/\n\(lines)\n\nOrsett (kel) - It is.\n"
      let article = try #require(decode(text, as: "a").articles.first)
      #expect(article.headline == headline && article.byline == byline)
    }
  }
}
