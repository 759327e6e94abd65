import NewsFormats
import NewsModel
import Testing

@Suite("What is struck out, raised or lowered in a line")
struct PageInlineTests {
  static let lines: [(markup: String, text: String)] = [
    ("It costs <del>200</del> <ins>300</ins> crowns.", "It costs 300 crowns."),
    (
      "It costs <s>200</s> 300 crowns, not <strike>a few</strike> many.",
      "It costs 300 crowns, not many."
    ),
    (
      "A field of 40 m<sup>2</sup>, 10<sup>6</sup> of them, E = mc<sup>2</sup>.",
      "A field of 40 m², 10⁶ of them, E = mc²."
    ),
    ("Some CO<sub>2</sub> and H<sub>2</sub>O.", "Some CO2 and H2O."),
    ("On the 21<sup>st</sup> and the 1<sup>er</sup>.", "On the 21st and the 1er."),
    (
      "So it was said.<sup><a href='#n1'>[1]</a></sup> And again.<sup>[2]</sup>",
      "So it was said. And again."
    ),
  ]

  @Test("pages and bodies in records read it alike", arguments: lines)
  func alike(markup: String, text: String) throws {
    let page = Pages.page(inside: Pages.elements(Pages.paragraphs + [markup]))
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.body.split(separator: "\n").last.map(String.init) == text)
    let record = "{\"headline\":\"h\",\"body\":\"<p>\(markup)</p>\"}"
    #expect(try #require(decode(record, as: "a.json").articles.first).body == text)
  }

  @Test("a page that is struck out as a whole keeps its text")
  func whole() throws {
    let page = Pages.page(inside: "<del>\(Pages.elements(Pages.paragraphs))</del>")
    let article = try #require(decode(page, as: "a.html").articles.first)
    #expect(article.body.split(separator: "\n").map(String.init) == Pages.paragraphs)
  }
}
