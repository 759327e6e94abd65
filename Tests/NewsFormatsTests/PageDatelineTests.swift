import NewsFormats
import NewsModel
import Testing

@Suite("Days behind places, in teasers, under names of houses' own")
struct PageDatelineTests {
  private func day(
    lang: String = "en", head: String = "", above: String = "", opening: String = "",
    below: String = ""
  ) throws -> String? {
    var paragraphs = Pages.paragraphs
    // Short paragraphs are lines, and any day in them is looked at.
    paragraphs[0] = opening + paragraphs[0] + " " + paragraphs[1]
    let page = Pages.page(
      head: head, above: above, inside: Pages.elements(paragraphs), below: below
    ).replacing("lang=en", with: "lang='\(lang)'")
    return try #require(decode(page, as: "a.html").articles.first).published?.isoDay
  }

  @Test(
    "a dateline may name its place first",
    arguments: [
      "Skerry, (22.11.2026). ", "Skerry, 22. November 2026 – ", "SKERRY, 22 Nov 2026 (LRW) - ",
      "SKERRY (22.11.2026) – ", "(Skerry, 22 novembre 2026) ", "Port de Skerry, 22 novembre 2026: ",
      "Скерри, 22 ноября 2026 г. – ", "Σκέρι, 22 Νοεμβρίου 2026 – ",
    ])
  func placed(opening: String) throws { #expect(try day(opening: opening) == "2026-11-22") }

  @Test(
    "a day in a first sentence is no dateline, and one that is a change's or an hour's is none",
    arguments: [
      "On Sunday, 22 November 2026 was remembered. ", "Update, 22.11.2026: ",
      "Aktualisiert, 22.11.2026 – ", "am Hafen, 22.11.2026 – ", "Halle 4, 22.11.2026 – ",
      "Skerry, 22. November 18 – 22 Uhr: ", "Skerry – 22.11.2026, ",
      "The old harbour of the town, 22.11.2026 – ",
    ])
  func noDateline(opening: String) throws { #expect(try day(opening: opening) == nil) }

  @Test("a day beside the headline and one in the head count before a place's")
  func order() throws {
    let opening = "Skerry, 22 November 2026 – "
    #expect(try day(above: "<p>25 November 2026</p>", opening: opening) == "2026-11-25")
    let head = "<meta name=pubdate content=2026-11-24>"
    #expect(try day(head: head, opening: opening) == "2026-11-24")
  }

  @Test(
    "a year of two figures behind a month's name ends the line, and an hour is none",
    arguments: [
      ("( Skerry, 22 novembre 26 )", "2026-11-22"), ("22. Nov. 26", "2026-11-22"),
      ("22. November 26", "2026-11-22"), ("22 listopada 26", "2026-11-22"),
      ("22. November 20 Uhr", nil), ("22 November 18 – 22", nil), ("22 November 20:26", nil),
    ])
  func shortYear(line: String, expected: String?) throws {
    #expect(try day(above: "<p>\(line)</p>") == expected)
  }

  @Test(
    "a time of day may stand between a day and its year",
    arguments: [
      "<span>Nov 22</span> <span>09:34</span> <span>2026</span>", "22 Nov, 09:34:10, 2026",
      "09:34 22.11.2026", "No 5:22.11.2026",
    ])
  func timeInside(line: String) throws {
    #expect(try day(above: "<p>\(line)</p>") == "2026-11-22")
  }

  @Test(
    "the day of another article's teaser and of a reader's letter is not this one's",
    arguments: [
      "<article><h3><a href=/b>Ferry is late again this winter</a></h3><footer>20 November 2026</footer></article>",
      "<div class='event-teaser-item'>Fr. 20.11.2026<br><a href=/b>Market day at the harbour</a></div>",
      "<article id=c7><a href='#c7'><time datetime=2026-11-20>then</time></a><p>Good.</p></article>",
      "<div class=news_teaser__meta><time datetime=2026-11-20>then</time><a href=/b>More</a></div>",
    ])
  func teasers(below: String) throws {
    #expect(try day(below: below) == nil)
    #expect(try day(below: below.replacing("2026", with: "26")) == nil)
    #expect(try day(below: below + "<p>22 November 2026</p>") == "2026-11-22")
  }

  @Test("the day in the article's own teaser counts")
  func ownTeaser() throws {
    let above = "<p class=teaser>A dark night. 22 November 2026</p>"
    #expect(try day(above: above) == "2026-11-22")
  }

  @Test("an article below a heading and a question of the site's is the page's own")
  func siteAbove() throws {
    let page = Pages.page(
      inside: "<a href=/x>News</a><span itemprop=datePublished>22 November 2026</span>"
        + Pages.elements(Pages.paragraphs)
    ).replacing(
      "<body>", with: "<body><h1>The Skerry Light</h1><p>\(Pages.paragraphs[3])</p>"
    ).replacing("<article><h1>\(Pages.title)</h1>", with: "<article><h2>\(Pages.title)</h2>")
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.published?.isoDay == "2026-11-22")
  }

  @Test("of several objects about the page the dated one counts")
  func questions() throws {
    let head = Pages.linked(
      #"{"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "When?"}]}"#)
    let page = Pages.linked(
      #"{"@type": "WebPage", "name": "\#(Pages.title)", "datePublished": "2026-11-22"}"#)
    #expect(try day(head: head + page) == "2026-11-22")
    #expect(try day(head: page + head) == "2026-11-22")
  }

  @Test(
    "a name of the house's own for the day of publication is understood by its end",
    arguments: [
      ("property='og:article:published_time'", "2026-11-22"), ("name=sw-pubdate", "2026-11-22"),
      ("name='prism.publicationDate'", "2026-11-22"), ("name=house_published_at", "2026-11-22"),
      ("name='last-published-date'", nil), ("name=republished", nil), ("name=published", nil),
    ])
  func names(name: String, expected: String?) throws {
    let head = "<meta \(name) content='2026-11-22T09:30:00Z'>"
    #expect(try day(head: head) == expected)
    #expect(try day(head: head, above: "<p>23 November 2026</p>") == "2026-11-23")
  }
}
