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

  @Test(
    "byline and day below the headline are known in many forms",
    arguments: [
      "By ADA BERG\nQuay News Service", "November 22, 2026 | By ADA BERG",
      "*By ADA BERG, November 22, 2026*",
      "=====================\n\nBy ADA BERG, 22/11/2026", "__By ADA BERG__", "Author : ADA BERG",
      "Texto y fotos: ADA BERG", "Testo di: ADA BERG", "Автор статьи: ADA BERG",
      "A cura di ADA BERG",
      "Reported by: ADA BERG; edited by: Bo Lind", "By ADA BERG, who covers courts",
      "Redaktör: ADA BERG",
    ])
  func forms(lines: String) throws {
    let file = "Eastern quay closed\n\(lines)\n\n\(Self.sentence)\n\n\(Self.sentence)\n"
    let article = try #require(decode(file, as: "a.txt").articles.first)
    #expect(article.byline == "ADA BERG" && article.headline == "Eastern quay closed")
    #expect(article.body.hasPrefix("The harbour board"))
    if lines.contains("22") { #expect(article.published?.rfc3339 == "2026-11-22T00:00:00Z") }
  }

  @Test(
    "labels of Chinese, Japanese and Korean need no space",
    arguments: [
      ("文・山田花子", "山田花子"), ("取材・文　山田花子", "山田花子"), ("記者王小明／台北報導", "王小明"), ("記者 王小明", "王小明"),
      ("撰文：王小明", "王小明"), ("김철수 기자", "김철수"), ("[서울=물결뉴스] 김철수 기자 kim@tide.example", "김철수"),
    ])
  func unspaced(line: String, name: String) throws {
    let file = "市民会館\n\(line)\n2026年11月22日\n\n北川市の議会は二十日、老朽化した市民会館を取り壊した。\n"
    let article = try #require(decode(file, as: "a.txt").articles.first)
    #expect(article.byline == name && article.published?.rfc3339 == "2026-11-22T00:00:00Z")
    #expect(article.body == "北川市の議会は二十日、老朽化した市民会館を取り壊した。")
  }

  @Test(
    "a sentence that begins like a signature stays",
    arguments: ["文化の日に市民が集まった。", "記者会見で市長は述べた。", "기자 회견에서 시장이 말했다."])
  func sentences(line: String) throws {
    let file = "市民会館\n\n\(line)\n\n北川市の議会は二十日、取り壊しを決めた。\n"
    let article = try #require(decode(file, as: "a.txt").articles.first)
    #expect(article.byline == nil && article.body.hasPrefix(line))
  }

  @Test("a rule below a headline is none of the text", arguments: ["====", "-------------------"])
  func rule(line: String) throws {
    let article = try #require(
      decode("Quay closed\n\(line)\n\n\(Self.sentence)\n", as: "a.txt").articles.first)
    #expect(article.headline == "Quay closed" && article.body.hasPrefix("The harbour board"))
  }
}
