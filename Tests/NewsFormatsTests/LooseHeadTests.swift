import NewsFormats
import NewsModel
import Testing

@Suite("What stands in a head without its tags")
struct LooseHeadTests {
  private func article(_ text: String, as name: String = "a.txt") throws -> Article {
    let decoded = decode(text, as: name)
    #expect(decoded.failure == nil)
    return try #require(decoded.articles.first)
  }

  @Test(
    "what belongs into a page's head is no text, on top of Markdown or behind its front matter",
    arguments: [
      "<style>\nh1 {color: red}\n\np {margin: 0}\n</style>\n\n",
      "<LINK rel=\"stylesheet\" href=\"a.css\">\n\n", "<meta charset='utf-8'>\n",
      "<base href=\"/a/\">\n",
      "<script>\nif (a < b) { go() }\n</script>\n", "<!-- a licence -->\n",
      "\u{FEFF}<!-- a\n\nlicence -->\n<STYLE>h1 {}</STYLE>\n<script src=a.js></script>\n",
    ])
  func looseHead(head: String) throws {
    let text = "# Harbour reopens\n\nBy Ada Berg\n\nThe harbour reopened.\n\nShips sailed.\n"
    for name in ["a.md", "a.markdown", "a.txt"] {
      let article = try article(head + text, as: name)
      #expect(article.format == "text")
      #expect(article.headline == "Harbour reopens")
      #expect(article.byline == "Ada Berg")
      #expect(article.body == "The harbour reopened.\nShips sailed.")
    }
    let matter = "---\nauthor: Ada Berg\n---\n"
    let behind = try article(matter + head + "# Harbour reopens\n\nShips sailed.\n", as: "a.md")
    #expect(behind.headline == "Harbour reopens")
    #expect(behind.body == "Ships sailed.")
  }

  @Test("a title on top of a text is its headline")
  func looseTitle() throws {
    let article = try article("<title>Harbour &amp; quay</title>\nShips sailed.\n")
    #expect(article.headline == "Harbour & quay")
    #expect(article.body == "Ships sailed.")
  }

  @Test(
    "words in angle brackets at the beginning are text",
    arguments: [
      "<style guide: no dashes>", "<link to the story>", "<base> of operations", "<script unclear>",
      "<meta> means beyond", "<title of the play> opened",
    ])
  func words(first: String) throws {
    for name in ["a.txt", "a", "a.md"] {
      let article = try article(first + "\n\nShips sailed, and men rowed.\n", as: name)
      #expect(article.format == "text")
      #expect(article.matchedText == first + "\nShips sailed, and men rowed.")
    }
  }

  @Test(
    "a page may leave out the tags of root and head; what a feed's head was cut from is none",
    arguments: ["", ".html", ".page"])
  func loosePage(suffix: String) throws {
    let script = "<script>" + String(repeating: "go();\n", count: 3000) + "</script>"
    for head in ["<title>Harbour reopens</title>", "<TITLE>Harbour reopens</TITLE>\n" + script] {
      let page = head + "<p>The harbour reopened on Monday, and forty ships sailed at noon.</p>"
      #expect(try article(page, as: "a" + suffix).format == "html")
    }
    let feed = "<title>KW</title><link>https://kw.example/</link><item><title>A</title></item>"
    #expect(decode(Array(feed.utf8), as: "a.xml").code == "unknown-format")
  }
}
