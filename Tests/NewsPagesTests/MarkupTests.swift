import NewsModel
import Testing

@testable import NewsPages

@Suite("Markup")
struct MarkupTests {
  private func text(_ markup: Markup) -> String { String(decoding: markup.bytes, as: UTF8.self) }

  /// U+FFFE, U+1FFFF and U+FDD0, which no literal may hold.
  private static let nonCharacters = String(
    decoding: [0xEF, 0xBF, 0xBE, 0xF0, 0x9F, 0xBF, 0xBF, 0xEF, 0xB7, 0x90], as: UTF8.self)

  @Test(
    "a text is text, whatever stands in it",
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("\" onload='x'", "&quot; onload=&#39;x&#39;"), ("&amp;", "&amp;amp;"),
      ("a\u{0}b\u{1B}c\u{9B}d", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d"),
      (nonCharacters, "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("Łódź 東京 ‏עברית 🙂", "Łódź 東京 ‏עברית 🙂"),
      ("tab\tfeed\n", "tab\tfeed\n"), ("carriage\r", "carriage\u{FFFD}"),
    ])
  func escaped(given: String, written: String) {
    #expect(text(Markup(text: given)) == written)
    let element = HTML.p(.named("title", given)) { given }
    #expect(text(element) == "<p title=\"\(written)\">\(written)</p>")
  }

  @Test("elements nest as they are written; a void one has no end")
  func nested() {
    let page = HTML.div(.style(.meta)) {
      "a "
      HTML.br()
      for word in ["b", "c"] { HTML.em { word } }
      if true { HTML.hr() }
    }
    #expect(text(page) == "<div class=\"meta\">a <br><em>b</em><em>c</em><hr></div>")
  }

  @Test(
    "only addresses of the web become links",
    arguments: [
      ("https://a.example/x", true), ("HTTP://a.example", true), ("javascript:alert(1)", false),
      ("data:text/html,x", false), (" https://a.example", false), ("", false),
    ])
  func web(url: String, isLink: Bool) {
    #expect((Attribute.web(url) != nil) == isLink)
  }

  @Test(
    "a text has the language and the direction that its copy says, where that is a language",
    arguments: [
      ("de", "lang=\"de\" dir=\"auto\""), ("pt-br", "lang=\"pt-br\" dir=\"auto\""),
      ("ar", "lang=\"ar\" dir=\"rtl\""), ("he-il", "lang=\"he-il\" dir=\"rtl\""),
      ("x\" onclick", "dir=\"auto\""), ("", "dir=\"auto\""), ("de-", "dir=\"auto\""),
    ])
  func language(tag: String, written: String) {
    #expect(text(HTML.p(all: Attribute.language(tag))) == "<p \(written)></p>")
  }

  @Test("every class that pages use is in the stylesheet")
  func styles() {
    let all: [Style] = [
      .skip, .masthead, .name, .foot, .columns, .edition, .stories, .major, .medium, .minor, .meta,
      .about, .badge, .warning, .prose, .beside, .chart, .sources, .quiet, .steps, .lede, .facts,
      .pages, .copy, .panel, .form, .folded,
    ]
    for style in all { #expect(Stylesheet.text.contains("." + style.rawValue), "\(style)") }
  }

  @Test("days and times are written in UTC")
  func times() throws {
    let time = try #require(Timestamp(rfc3339: "2026-11-30T09:05:07Z"))
    #expect(TimeWords(time).minute == "30 Nov 2026, 09:05")
    #expect(TimeWords(time).longDay == "Monday, 30 November 2026")
    #expect(time.httpDate == "Mon, 30 Nov 2026 09:05:07 GMT")
    let old = Timestamp(milliseconds: -1)
    #expect(old.httpDate == "Wed, 31 Dec 1969 23:59:59 GMT")
    #expect(time.age(at: Timestamp(milliseconds: time.milliseconds + 3 * 3_600_000)) == "3 h ago")
    #expect(time.age(at: old) == "just now")
    #expect(1_234_567.grouped == "1,234,567" && 12.grouped == "12")
  }
}
