import NewsModel
import Testing

@testable import NewsFormats

@Suite("A midnight at the site is the day that begins")
struct SiteMidnightTests {
  private func day(_ language: String?, _ moment: String) throws -> String? {
    let moment = try #require(Timestamp(rfc3339: moment))
    return SiteMidnight(language: language)?.day(beginningAt: moment).map {
      Timestamp(milliseconds: $0 * 86_400_000).isoDay
    }
  }

  @Test(
    "in winter and in summer, by language or region",
    arguments: [
      ("de", "2026-11-21T23:00:00Z", "2026-11-22"), ("de-AT", "2026-11-21T23:00:00Z", "2026-11-22"),
      ("it_IT", "2026-06-21T22:00:00Z", "2026-06-22"), ("pl", "2026-06-21T22:00:00Z", "2026-06-22"),
      ("es-ES", "2026-11-21T23:00:00Z", "2026-11-22"), ("fi", "2026-11-21T22:00:00Z", "2026-11-22"),
      ("el", "2026-06-21T21:00:00Z", "2026-06-22"), ("en-GB", "2026-06-21T23:00:00Z", "2026-06-22"),
      ("zh-Hans-DE", "2026-11-21T23:00:00Z", "2026-11-22"),
      // 29 March and 25 October 2026 are the Sundays.
      ("nl", "2026-03-28T23:00:00Z", "2026-03-29"), ("nl", "2026-03-29T22:00:00Z", "2026-03-30"),
      ("nl", "2026-10-24T22:00:00Z", "2026-10-25"), ("nl", "2026-10-25T23:00:00Z", "2026-10-26"),
    ])
  func midnights(language: String, moment: String, expected: String) throws {
    #expect(try day(language, moment) == expected)
  }

  @Test(
    "any other moment is none, nor is a midnight of a language with homes on two continents",
    arguments: [
      ("de", "2026-11-21T22:00:00Z"), ("de", "2026-11-21T23:00:01Z"),
      ("de", "2026-06-21T23:00:00Z"),
      ("de", "2026-11-22T00:00:00Z"), ("en-GB", "2026-11-22T00:00:00Z"),
      ("es", "2026-11-21T23:00:00Z"), ("en", "2026-06-21T23:00:00Z"),
      ("fr-CA", "2026-11-21T23:00:00Z"), ("ja", "2026-11-21T15:00:00Z"),
      (nil, "2026-11-21T23:00:00Z"), ("", "2026-11-21T23:00:00Z"),
    ])
  func others(language: String?, moment: String) throws {
    #expect(try day(language, moment) == nil)
  }

  @Test("a page's day is then the site's, though it shows the one of Greenwich")
  func page() throws {
    func day(_ lang: String, _ given: String, _ shown: String = "21.11.2026") throws -> String? {
      let page = Pages.page(
        head: "<meta property='article:published_time' content='\(given)'>",
        above: "<time datetime='\(given)'>\(shown)</time>"
      ).replacing("lang=en", with: "lang='\(lang)'")
      let article = try #require(decode(page, as: "a.html").articles.first)
      return article.facts.publishedDay.map { Timestamp(milliseconds: $0 * 86_400_000).isoDay }
    }
    #expect(try day("de-DE", "2026-11-21T23:00:00.000Z") == "2026-11-22")
    #expect(try day("de-DE", "2026-11-21T23:00:00+00:00") == "2026-11-22")
    #expect(try day("de-DE", "2026-11-21T23:10:00Z") == nil)
    // Without a zone it is the site's own clock, and with another one its day is written there.
    #expect(try day("de-DE", "2026-11-21T23:00:00") == nil)
    #expect(try day("de-DE", "2026-11-21T18:00:00-05:00") == nil)
    #expect(try day("en", "2026-11-21T23:00:00Z") == nil)
  }
}
