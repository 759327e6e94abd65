import NewsFormats
import NewsModel
import Testing

/// What stands under a usual name is not always the text.
@Suite("Crumbs, flags and lists under the names of fields")
struct CrumbTests {
  private static let long = Array(
    repeating:
      "The old mill at Tarn turns again, and its owner wants to grind the whole valley's rye.",
    count: 5
  ).joined(separator: " ")

  @Test(
    "a few words do not hide a text under another name: it is taken, or the record is refused with its name"
  )
  func crumb() throws {
    let hidden = decode(
      #"{"title":"T","text":"Read more","brodtext":"\#(Self.long)"}"#, as: "a.json")
    #expect(hidden.articles.isEmpty && hidden.code == "no-text")
    for other in ["content", "articleBody", "maintext"] {
      let known = decode(
        #"{"title":"T","text":"Read more","\#(other)":"\#(Self.long)"}"#, as: "a.json")
      #expect(known.articles.map(\.body) == [Self.long])
    }
    let table = decode(
      "author,date,headlines,read_more,text,ctext\nAda Berg,2026-11-22,Mill turns,https://q.example/1,In short.,\"\(Self.long)\"\n",
      as: "a.csv")
    #expect(
      table.articles.map(\.body) == [Self.long] && table.articles.map(\.headline) == ["Mill turns"])
    // A short report with a note beside it is one.
    let short = decode(
      #"{"title":"T","text":"The mill turns again.","legal":"All that stands here was written by the staff of the house and is theirs."}"#,
      as: "a.json")
    #expect(short.articles.map(\.body) == ["The mill turns again."])
  }

  @Test("a flag is no time, and beside more words than are understood the day counts")
  func times() throws {
    let flag = decode(
      #"{"title":"T","body":"\#(Self.long)","published":1,"created_at":"2026-11-22T14:05:00Z"}"#,
      as: "a.json")
    #expect(flag.articles.first?.published?.rfc3339 == "2026-11-22T14:05:00Z")
    for day in [
      "22 Kasım 2026 Pazar 14:05", "22/11/2026 às 14h05", "22.11.2026 godz. 14:05",
      "22 Nov 2026,Sunday",
    ] {
      let record = decode(#"{"title":"T","body":"\#(Self.long)","date":"\#(day)"}"#, as: "a.json")
      #expect(record.articles.first?.published?.isoDay == "2026-11-22", "\(day)")
    }
  }

  @Test(
    "a list of records is one, whatever it is called",
    arguments: ["content", "body", "story", "artikel", "result"])
  func records(name: String) throws {
    let found = decode(
      #"{"\#(name)":[{"id":"1","title":"Quay","text":"\#(Self.long)"},{"id":"2","title":"Mill","text":"\#(Self.long)"}],"totalElements":2}"#,
      as: "a.json")
    #expect(found.articles.map(\.headline) == ["Quay", "Mill"])
  }

  @Test("an answer without records is no article", arguments: ["articles", "items", "results"])
  func nothing(name: String) throws {
    let found = decode(
      #"{"title":"Quay News","description":"News from the coast and the hills behind it, every day.","\#(name)":[]}"#,
      as: "a.json")
    #expect(found.articles.isEmpty && found.code == "no-text")
  }

  @Test("a first paragraph is no headline: it stays in the text, and the headline is derived")
  func firstParagraph() throws {
    let lede =
      "The clinics of Elvik and Ostra become one in the spring, the boards of both houses said in Elvik on Monday."
    for file in [
      "{\"id\":1,\"kop\":\"x\",\"text\":\"\(lede)\\n\\n\(Self.long)\"}",
      "\(lede)\n\n\(Self.long)\n",
    ] {
      let article = try #require(
        decode(file, as: file.hasPrefix("{") ? "a.json" : "a.txt").articles.first)
      #expect(article.headlineIsDerived && article.body.hasPrefix(lede))
    }
  }

  @Test(
    "comments of WordPress' editor divide, an escaped shortcode stays, a caption is none of the text"
  )
  func wordPress() throws {
    let text = #"One mill.<!--more-->\n\nTwo mills.<!--nextpage-->Three mills."#
    let article = try #require(
      decode(#"{"title":"T","content":"\#(text)"}"#, as: "a.json").articles.first)
    #expect(article.body == "One mill.\nTwo mills.\nThree mills.")
    let figure =
      #"<p>One mill.</p><figure><img src='/m.jpg'><figcaption>The mill in May</figcaption></figure><p>Two.</p>"#
    let captioned = try #require(
      decode(#"{"title":"T","content":"\#(figure)"}"#, as: "a.json").articles.first)
    #expect(captioned.body == "One mill.\nTwo.")
  }

  @Test("front matter may fold a value and list objects")
  func frontMatter() throws {
    let file = """
      ---
      title: >-
        Mill of Tavelby
        turns again
      authors:
        - name: Ada Berg
          url: https://a.example
      pubDate: 2026-11-22
      tags: [mills]
      ---
      \(Self.long)
      """
    let article = try #require(decode(file, as: "a.md").articles.first)
    #expect(article.headline == "Mill of Tavelby turns again" && article.byline == "Ada Berg")
    #expect(article.body == Self.long && article.published?.isoDay == "2026-11-22")
  }
}
