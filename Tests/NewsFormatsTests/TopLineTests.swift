import NewsModel
import Testing

@Suite("The first lines of a plain text")
struct TopLineTests {
  private static let sentence =
    "The harbour board closed the eastern quay on Monday, after divers had found cracks in it. "

  @Test(
    "an article that is one line, signed below, stays the text",
    arguments: [
      String(repeating: sentence, count: 6), String(repeating: sentence, count: 300),
      "The harbour board closed the eastern quay, which is a hundred years old, on Monday after divers found cracks.",
    ])
  func longLine(line: String) throws {
    let text = "\(line)\nBy Ada Berg\n\nAll rights are with the Harbour News.\n"
    let article = try #require(decode(text, as: "a.txt").articles.first)
    #expect(article.body.hasPrefix(line.trimmingSpaces))
    #expect(article.headlineIsDerived)
  }

  @Test("a number below the headline is no day", arguments: ["17", "-17.5", "2026", "1764439200"])
  func number(line: String) throws {
    let text = "Lottery numbers of Saturday\n\(line)\n\n23 and 42 were drawn first, it said.\n"
    let article = try #require(decode(text, as: "a.txt").articles.first)
    #expect(article.body.contains(line))
    #expect(article.published == nil)
  }
}
