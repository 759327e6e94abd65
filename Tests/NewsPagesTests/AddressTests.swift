import NewsModel
import Testing

@testable import NewsPages

@Suite("Addresses")
struct AddressTests {
  @Test(
    "an address is read as it is written",
    arguments: [
      Address.front, .now(FrontWish(after: StoryID(rawValue: 7))), .now(Self.wish),
      .story(StoryID(rawValue: 12)),
      .story(StoryID(rawValue: 12), page: 3), .article(ArticleID(rawValue: 9)),
      .article(ArticleID(rawValue: 9), part: 2), .health, .asset(.style), .asset(.icon),
      .feed(FeedAddress()), .feed(FeedAddress(.story(StoryID(rawValue: 3)), form: .json)),
      .feed(FeedAddress(.source("a & b/ü"), hasVersions: true)),
      .feed(FeedAddress(.search(SearchWish(words: "\"two words\" +x", language: "pt")))),
      .compare(ArticleID(rawValue: 3), ArticleID(rawValue: 4)), .metrics, .live(after: nil),
      .live(after: 17), .asset(.script),
      .files(FilesWish()),
      .files(FilesWish(outcome: .failed, before: DepositID(rawValue: 9))),
      .search(SearchWish(words: "")),
      .search(SearchWish(words: "a&b=c", source: "x", before: ArticleID(rawValue: 5))),
    ])
  func roundTrip(address: Address) {
    #expect(Address(target: address.text) == address)
  }

  private static let wish: FrontWish = {
    var wish = FrontWish()
    (wish.place, wish.language, wish.source, wish.isMostTold) = ("Sankt & Ö", "pt", "a=b", true)
    return wish
  }()

  @Test("what looks for words has threads of its own, and so has what looks for a place")
  func searches() {
    let searches = ["/search?q=x", "/?place=Leeds", "/search.atom?q=x", "/?place=Leeds&first=told"]
    let others = ["/search", "/", "/?language=de", "/?place=", "/stories.atom", "/health"]
    #expect(searches.allSatisfy { Address(target: $0)?.isSearch == true })
    #expect(others.allSatisfy { Address(target: $0)?.isSearch == false })
  }

  @Test("a story is named with its S or without")
  func story() {
    #expect(Address(target: "/story/5") == .story(StoryID(rawValue: 5)))
    #expect(Address(target: "/story/S5?page=2&x=1") == .story(StoryID(rawValue: 5), page: 2))
  }

  @Test(
    "what is nowhere is nowhere",
    arguments: [
      "", "x", "/story", "/story/", "/story/SS5", "/story/-5", "/story/0", "/article/5/6", "//",
      "/article/99999999999999999999", "/../etc/passwd", "http://a.example/", "/health/", "/Health",
      "/article/٥", "/stories.xml", "/compare/1", "/compare/1/x", "/story/x.atom", "/searching",
    ])
  func nowhere(target: String) {
    #expect(Address(target: target) == nil)
  }

  @Test("forms' blanks, escapes and repeated names are understood; a broken escape says nothing")
  func query() {
    let query = AddressQuery("q=a+b%20%C3%A9&q=second&empty=&flag&bad=%4&n=12&big=1000001")
    #expect(query["q"] == "a b é")
    #expect(query["empty"] == nil && query["flag"] == nil && query.has("flag"))
    #expect(query["bad"] == nil && query["absent"] == nil)
    #expect(query.number("n") == 12 && query.number("big") == nil)
  }

  @Test(
    "a host is known by its names, whatever port it is asked at",
    arguments: [
      ("localhost", true), ("LOCALHOST:80", true), ("127.0.0.1:8943", true), ("[::1]:1", true),
      ("news.example", true), ("desk.example:443", true), ("evil.example", false), ("", false),
      ("localhost.evil.example", false), ("localhost:x", false), ("127.0.0.1@evil.example", false),
    ])
  func host(field: String, isOwn: Bool) throws {
    let site = try #require(Site(base: "https://news.example:8443/", hosts: ["Desk.example"]))
    #expect(site.isOwn(host: field) == isOwn)
    #expect(!site.isOwn(host: nil))
    #expect(site.base == "https://news.example:8443" && site.authority == "news.example")
  }

  @Test(
    "a base is http, a host and a port",
    arguments: [
      "news.example", "ftp://a.example", "https://", "https://a.example/path", "https:///",
    ])
  func base(text: String) {
    #expect(Site(base: text, hosts: []) == nil)
  }
}
