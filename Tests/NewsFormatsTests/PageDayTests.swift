import NewsFormats
import NewsModel
import Testing

@Suite("The day a page was published, and no other")
struct PageDayTests {
  private func day(lang: String = "en", head: String = "", _ line: String) throws -> String? {
    let page = Pages.page(head: head, above: line).replacing("lang=en", with: "lang='\(lang)'")
    return try #require(decode(page, as: "a.html").articles.first).published?.isoDay
  }

  @Test(
    "of two days in a line that of publication counts, in any order and language",
    arguments: [
      "Last updated: November 25, 2026. Published: November 22, 2026",
      "Published November 22, 2026, updated November 25, 2026",
      "November 22, 2026 | Updated November 25, 2026",
      "Updated 25 November 2026 | 22 November 2026",
      "Aktualisiert am 25.11.2026, veröffentlicht am 22.11.2026",
      "Mis à jour le 25 novembre 2026 – Publié le 22 novembre 2026",
      "Actualizado: 25/11/2026 · Publicado: 22/11/2026",
      "Bijgewerkt 25 november 2026 Gepubliceerd 22 november 2026",
      "Обновлено 25 ноября 2026, опубликовано 22 ноября 2026",
      "更新：2026年11月25日 发布：2026年11月22日",
    ])
  func twoDays(line: String) throws {
    #expect(try day("<p class=date>\(line)</p>") == "2026-11-22")
    let article = try #require(
      decode(Pages.page(above: "<p>\(line)</p>"), as: "a.html").articles.first)
    #expect(article.body.split(separator: "\n").map(String.init) == Pages.paragraphs)
  }

  private static let unspacedPublished = ["発行", "公開", "配信", "发布", "發布", "게시", "입력"]

  @Test(
    "of two labels in one word the last counts, in every run of the program",
    arguments: unspacedPublished, ["更新", "수정"])
  func joinedLabels(published: String, changed: String) throws {
    for suffix in ["", "日", "時間"] {
      let isPublished = try day("<p class=date>\(changed)\(published)\(suffix) 2026年11月22日</p>")
      #expect(isPublished == "2026-11-22")
      #expect(try day("<p class=date>\(published)\(changed)\(suffix) 2026年11月22日</p>") == nil)
    }
  }

  @Test(
    "the day of a change is not that of publication, though there is no other",
    arguments: [
      "<p>Last updated: November 25, 2026</p>",
      "<p>Updated <time datetime=2026-11-25>today</time></p>",
      "<p>Zuletzt aktualisiert: 25.11.2026</p>",
    ])
  func onlyChange(line: String) throws {
    #expect(try day(line) == nil)
    let head = "<meta property='article:modified_time' content='2026-11-25T10:00:00Z'>"
    #expect(try day(head: head, line) == nil)
  }

  @Test(
    "months are first where the page is from a place that writes so",
    arguments: [
      ("en-US", "2026-03-04"), ("es-PR", "2026-03-04"), ("en-PH", "2026-03-04"),
      ("en-GB", "2026-04-03"), ("en", "2026-04-03"), ("de-DE", "2026-04-03"),
      ("pt_BR", "2026-04-03"),
    ])
  func monthFirst(lang: String, expected: String) throws {
    #expect(try day(lang: lang, "<p class=date>03/04/2026</p>") == expected)
    #expect(try day(lang: lang, "<p class=date>11/22/2026</p>") == "2026-11-22")
    #expect(try day(lang: lang, "<p class=date>22/11/2026</p>") == "2026-11-22")
    let head = "<meta name=pubdate content='03/04/2026'>"
    #expect(try day(lang: lang, head: head, "") == expected)
  }

  @Test("a page's locale tells the order when its language does not")
  func locale() throws {
    let head = "<meta property=og:locale content=en_US>"
    #expect(try day(head: head, "<p>03/04/2026</p>") == "2026-03-04")
  }

  @Test(
    "the day of a post that is shown in the text is not the article's",
    arguments: [
      "blockquote class=social-post", "div class='twitter-tweet'", "div class=embed-post",
      "div class=fb-post", "div class='telegram-post'", "div id=mastodon-1",
      "aside class=related-news",
    ])
  func quoted(element: String) throws {
    let name = element.prefix { $0 != " " }
    let post = """
      <\(element)><p>The light is out. Keep two miles off.</p>— Harbour of Skerry (@skerry) \
      <a href='https://social.example/1'>November 20, 2019</a> <time datetime=2019-11-20>then</time></\(name)>
      """
    #expect(try day(post) == nil)
    #expect(try day("<p>22 November 2026</p>" + post) == "2026-11-22")
  }

  private func siteDay(
    _ published: String, line: String = "", address: String = "", head: String = ""
  ) throws -> String? {
    let page = Pages.page(
      head: "<meta property='article:published_time' content='\(published)'>"
        + "<link rel=canonical href='https://skerry.example/\(address)'>\(head)",
      above: "<p>\(line)</p>")
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.published == Timestamp(rfc3339: published))
    return article.facts.publishedDay.map { Timestamp(milliseconds: $0 * 86_400_000).isoDay }
  }

  @Test("a time with its zone gives the day that it was there")
  func zoned() throws {
    #expect(try siteDay("2026-11-22T21:25:54-05:00") == "2026-11-22")
    #expect(try siteDay("2026-11-22T00:48:00+01:00") == "2026-11-22")
    #expect(try siteDay("2026-11-22T12:00:00+01:00") == nil)
    #expect(try siteDay("2026-11-22T23:00:00Z") == nil)
    #expect(try siteDay("2026-11-22T00:00:00Z", line: "21 November 2026") == nil)
  }

  @Test("the same moment with its zone tells it, another moment does not")
  func sameMoment() throws {
    func head(_ time: String) -> String { "<meta name=date content='\(time)'>" }
    #expect(
      try siteDay("2026-11-21T22:04:00Z", head: head("Sun, 22 Nov 2026 00:04:00 +0200"))
        == "2026-11-22")
    #expect(
      try siteDay("2026-11-21T22:04:00Z", head: head("Mon, 23 Nov 2026 00:04:00 +0200")) == nil)
  }

  @Test(
    "the day shown beside the headline tells it, or the address, where it was that day somewhere",
    arguments: [
      ("2026-11-23T02:25:54Z", "22 November 2026", "a", "2026-11-22"),
      (
        "2026-11-23T00:25:54Z", "<time datetime='22 de noviembre de 2026'>22 nov</time>", "a",
        "2026-11-22"
      ),
      (
        "2026-11-23T03:37:00Z", "<time datetime='2026-11-23T03:37:00Z'>Nov 22, 2026</time>", "a",
        "2026-11-22"
      ),
      ("2026-11-21T23:11:59Z", "", "2026/11/22/light/", "2026-11-22"),
      ("2026-11-21T20:00:00Z", "2026年11月22日", "a", "2026-11-22"),
      // Shown is the day in UTC; nowhere was it that day; a change's day is no other.
      ("2026-11-22T23:00:00Z", "22.11.2026", "2026/11/23/light/", nil),
      ("2026-11-22T08:00:00Z", "23 November 2026", "a", nil),
      ("2026-11-22T14:00:00Z", "21 November 2026", "a", nil),
      ("2026-11-22T23:00:00Z", "Updated 23 November 2026", "a", nil),
    ])
  func shown(published: String, line: String, address: String, day: String?) throws {
    #expect(try siteDay(published, line: line, address: address) == day)
  }
}
