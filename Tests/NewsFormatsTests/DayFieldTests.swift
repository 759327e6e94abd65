import NewsModel
import Testing

@testable import NewsFormats

@Suite("Days in fields and in many languages")
struct DayFieldTests {
  private static let text =
    "The harbour board closed the eastern quay on Monday, after divers had found cracks in it."

  @Test(
    "a month is known by its name in every language, in feeds as on pages",
    arguments: [
      "22. marraskuuta 2026", "22. november 2026", "2026 m. lapkričio 22 d.",
      "2026. gada 22. novembris",
      "22 בנובמבר 2026", "22 نوامبر 2026", "22 نومبر 2026", "22. novembra 2026",
      "22. новембар 2026",
      "22 лістапада 2026", "22 қараша 2026", "22 พฤศจิกายน 2569", "২২ নভেম্বর ২০২৬", "22 நவம்பர், 2026",
      "22 Novemba 2026", "2026ko azaroaren 22a", "22 de novembre de 2026", "22 nëntor 2026",
      "22 noyabr 2026",
      "22 ნოემბერი, 2026", "22 նոյեմբերի 2026", "22. nóvember 2026", "22 Nobyembre 2026",
    ])
  func months(day: String) throws {
    let feed =
      "<rss version='2.0'><channel><title>Q</title><item><title>Quay</title><pubDate>\(day)</pubDate>"
      + "<description>\(Self.text)</description></item></channel></rss>"
    let entry = try #require(decode(feed, as: "a.xml").articles.first)
    #expect(entry.published?.rfc3339 == "2026-11-22T00:00:00Z")
    #expect(WrittenDate.first(in: day)?.rfc3339 == "2026-11-22T00:00:00Z")
  }

  @Test(
    "surnames that begin like a month stay in a byline",
    arguments: ["Anna Helm", "Jaan Tamm", "Otso Lokka"])
  func surnames(name: String) {
    #expect(Byline.name(inLine: "By \(name), 22 November 2026") == name)
  }

  @Test(
    "a day is kept where other words beside it are not understood",
    arguments: [
      "22 Kasım 2026 Pazar 14:05", "22.11.2026 godz. 14:05", "2:05 p.m. ET Nov. 22, 2026",
      "22 Nov 2026,Sunday",
      "Minggu, 22 November 2026 | 14:05 WIB", "22 Nov '26", "11月22日 2026年",
    ])
  func otherWords(day: String) throws {
    let file = "{\"title\":\"Quay\",\"text\":\"\(Self.text)\",\"date\":\"\(day)\"}"
    let article = try #require(decode(file, as: "a.json").articles.first)
    #expect(article.published?.rfc3339.hasPrefix("2026-11-22") == true)
  }

  @Test(
    "times stand under many names and in many forms",
    arguments: [
      "\"created\":\"2026-11-22T14:05:00Z\"", "\"published_utc\":1795356300.0",
      "\"seendate\":\"20261122T140500Z\"",
      "\"firstPublished\":\"2026-11-22T14:05:00Z\"",
      "\"first_published_at\":\"2026-11-22T14:05:00Z\"",
      "\"issued\":\"2026-11-22T14:05:00Z\"", "\"pubTime\":\"2026-11-22 14:05\"",
      "\"post_date\":\"2026-11-22 14:05:00\"",
      "\"created_utc\":1795356300", "\"PublishDate\":\"/Date(1795356300000)/\"",
      "\"PublishDate\":\"/Date(1795356300000+0100)/\"",
    ])
  func names(member: String) throws {
    let file = "{\"title\":\"Quay\",\"text\":\"\(Self.text)\",\(member)}"
    let article = try #require(decode(file, as: "a.json").articles.first)
    #expect(article.published?.rfc3339 == "2026-11-22T14:05:00Z")
  }

  @Test(
    "what only looks like .NET's time is none",
    arguments: ["/Date()/", "/Date(x)/", "/Date(99999999999999999)/", "/2026/"])
  func noTimes(text: String) {
    #expect(DateReader.timestamp(Array(text.utf8)) == nil)
  }

  @Test("no month's name is another month's in any language")
  func unique() {
    var months: [String: Int] = [:]
    for (month, names) in zip(MonthNames.lines, MonthNames.wholeOnly).enumerated() {
      for name in (names.0 + " " + names.1).split(whereSeparator: \.isWhitespace) {
        let name = DateLetters.folded(String(name))
        #expect(months[name] ?? month == month, "\(name)")
        months[name] = month
      }
    }
  }
}
