import NewsFormats
import NewsModel
import Testing

/// The pages among the files of real tools, each with what was lost or made up in it.
@Suite(
  "Pages of real tools", .enabled(if: RealTools.folder != nil, "no ../shared beside this checkout"))
struct RealToolPageTests {
  @Test(
    "what a page says stands in its article, each in its place",
    arguments: [
      (
        "02-short-lines-at-the-end.html",
        ["Length: 400 m", "Cost: 412 million", "Opens: June 2028"]
      ),
      ("04-jsonld-body-shell.html", ["Paragraph 0:", "Paragraph 7:"]),
      ("04b-jsonld-body-teaser.html", ["Paragraph 0:", "Paragraph 7:"]),
      (
        "05-character-references.html",
        ["The board’s chairman said “no” – it costs €5; café", "©2026"]
      ),
      ("06-empty-comment.html", ["Paragraph 1:", "Paragraph 2:", "Paragraph 3:", "Paragraph 4:"]),
      ("19-ruby.html", ["東京で強い地震がありました"]),
    ])
  func text(name: String, parts: [String]) throws {
    let article = try #require(RealTools.decoded(name).articles.first)
    var rest = article.body[...]
    for part in parts {
      let place = try #require(rest.firstRange(of: part), "\(part)")
      rest = rest[place.upperBound...]
    }
  }

  @Test("months are first where the page's region writes them so, and a change is no publication")
  func days() throws {
    let days = try ["15b-month-first.html", "15c-published-after-updated.html"].map {
      try RealTools.decoded($0).articles.first?.published?.rfc3339
    }
    #expect(days == ["2026-03-04T00:00:00Z", "2026-11-22T00:00:00Z"])
  }

  @Test("linked data is read in CDATA, and its references are undone in all names")
  func linked() throws {
    for (name, byline) in [
      ("18-jsonld-cdata.html", "Ann Sol"), ("18b-jsonld-entity.html", "Ann & Bob"),
    ] {
      let article = try #require(RealTools.decoded(name).articles.first)
      #expect(article.byline == byline)
      #expect(article.source == "Coast & Times")
    }
  }
}
