import NewsModel
import Testing

@testable import NewsFormats

@Suite("Pages of a crawl that lead to articles")
struct ListPageTests {
  static let text = WebArchiveTests.text
  static func teaser(_ number: Int) -> String {
    "<article><h2><a href='/2026/11/bridge-\(number)'>Bridge number \(number) is closed</a></h2><p>\(text) It is the \(number)th.</p></article>"
  }
  /// With a text of its own, so that it is no page without one.
  static let listing = WebArchiveTests.page("The Quay").replacing(
    "</body>", with: (1...5).map(teaser).joined() + "</body>")

  static func crawled(_ page: String, at url: String) -> Decoded {
    decode(
      WebArchiveTests.record("response", WebArchiveTests.answer(page), url: url), as: "a.warc")
  }

  @Test(
    "fronts, sections, tags, authors and archives are told and stored nowhere",
    arguments: [
      ("https://quay.example/", "a home page"), ("https://quay.example", "a home page"),
      ("https://quay.example/index.html", "a home page"),
      ("https://quay.example/tag/harbour", "a list"), ("https://quay.example/tags/", "a list"),
      ("https://quay.example/de/kategorie/sport/", "a list"),
      ("https://quay.example/category/sport/page/2/", "a list"),
      ("https://quay.example/author/ann-berg.html", "a list"),
      ("https://quay.example/2026/", "a list"), ("https://quay.example/2026/11/22/", "a list"),
      ("https://quay.example/index-3.html", "a list"), ("https://quay.example/culture/", "a list"),
      ("https://quay.example/page/7", "a home page"),
    ])
  func lists(url: String, words: String) throws {
    let decoded = Self.crawled(Self.listing, at: url)
    #expect(decoded.failure == nil && decoded.articles.isEmpty, "\(decoded.articles)")
    let told = try #require(decoded.rejections.first)
    #expect(told.isTold && told.message.hasPrefix("the page is no article but \(words)"), "\(told)")
    #expect(told.locator.hasPrefix("a.warc › record 1 ") && decoded.records.count == 1)
  }

  @Test(
    "an article's address is enough, whatever leads on from its page",
    arguments: [
      "https://quay.example/2026/11/bridge-is-closed",
      "https://quay.example/bridge-is-closed-again.html",
      "https://quay.example/?p=17", "https://quay.example/news/123456",
      "https://quay.example/tag/bridge-of-nordhaven-is-closed-again",
      "https://quay.example/category/sport/bridge-17.html/comments-of-our-readers-1",
      "https://quay.example/2026/11/22/17001",
    ])
  func articles(url: String) {
    #expect(Self.crawled(Self.listing, at: url).articles.count == 1)
  }

  @Test(
    "what the page says itself comes before its address",
    arguments: [
      "<meta property='og:type' content='article'>",
      "<meta property='article:published_time' content='2026-11-20T08:00:00Z'>",
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge closed\"}</script>",
    ])
  func said(head: String) {
    let page = WebArchiveTests.page("Bridge closed", head: head)
    for url in ["https://quay.example/", "https://quay.example/tag/harbour"] {
      #expect(Self.crawled(page, at: url).articles.count == 1)
    }
  }

  @Test("a short address is a list only where three headings lead on, and not those of a menu")
  func short() {
    let page = WebArchiveTests.page("Bridge closed")
    let url = "https://quay.example/bridge/"
    #expect(Self.crawled(page, at: url).articles.count == 1)
    let menu = page.replacing(
      "</nav>", with: (1...5).map(Self.teaser).joined() + "</nav>")
    #expect(Self.crawled(menu, at: url).articles.count == 1)
    let two = page.replacing("</body>", with: (1...2).map(Self.teaser).joined() + "</body>")
    #expect(Self.crawled(two, at: url).articles.count == 1)
    let linked = (1...3).map {
      "<a href='/\($0)'><div><h3>Bridge number \($0) is closed</h3></div></a>"
    }
    #expect(
      Self.crawled(page.replacing("</body>", with: linked.joined() + "</body>"), at: url)
        .articles.isEmpty)
  }

  @Test("a site of one page, which leads nowhere, is an article")
  func alone() {
    let page = WebArchiveTests.page("Bridge closed").replacing(
      "</body>", with: "<a href='#top'>Top</a><a href='https://a.example/'>More</a></body>")
    for url in ["https://quay.example/", "https://quay.example/blog/"] {
      #expect(Self.crawled(page, at: url).articles.count == 1)
    }
  }

  @Test("a page that a person has saved is read, whatever it is")
  func saved() {
    let page = Self.listing.replacing(
      "<head>", with: "<head><link rel=canonical href='https://quay.example/'>")
    #expect(decode(page, as: "a.html").articles.count == 1)
  }
}
