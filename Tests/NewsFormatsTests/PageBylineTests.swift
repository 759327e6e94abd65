import NewsFormats
import NewsModel
import Testing

@Suite("Who wrote a page's article")
struct PageBylineTests {
  private func byline(head: String = "", _ line: String, below: String = "") throws -> String? {
    let page = Pages.page(
      head: head, above: line, inside: Pages.elements(Pages.paragraphs) + below)
    return try #require(decode(page, as: "a.html").articles.first).byline
  }

  @Test(
    "a byline has no day, no verb and no role in it",
    arguments: [
      "<p>By Anna Muster, Nov. 22, 2026</p>", "<p>By Anna Muster Thursday, November 22, 2026</p>",
      "<div class=author><a href=/anna>Anna Muster</a><span>Senior Reporter</span></div>",
      "<p class=byline>By Anna Muster, political correspondent</p>",
      "<p class=byline>Senior Reporter Anna Muster</p>",
      "<span class=author>Anna Muster</span><span>3 min</span>",
      "<p class=byline>Anna Muster @annamuster</p>",
      "<p>Culture | By Anna Muster | 22 November</p>",
      "<p>Ein Gastbeitrag von Anna Muster</p>",
      "<p>Geschrieben von <b>Anna Muster</b> am 3. Mai</p>",
      "<address>Posted by <a href='/authors/anna-muster/'>Anna Muster</a></address>",
      "<span class=author>Anna Muster</span><a href=/all>Alle Artikel</a>",
    ])
  func bare(line: String) throws {
    #expect(try byline(line) == "Anna Muster")
  }

  @Test(
    "a label with a colon signs in any language",
    arguments: ["By", "Author", "Autor", "Autorin", "Автор", "Door", "Text", "Par", "Av", "Szerző"])
  func labels(word: String) throws {
    #expect(try byline("<p>\(word): Anna Muster</p>") == "Anna Muster")
  }

  @Test("Chinese signs without spaces")
  func chinese() throws {
    #expect(try byline("<p>作者：林海</p>") == "林海")
  }

  @Test(
    "a house signs at the end of the text too",
    arguments: ["<p>Von Anna Muster</p>", "<p><em>Autorin: Anna Muster, Projektleiterin</em></p>"])
  func below(line: String) throws {
    #expect(try byline("", below: line) == "Anna Muster")
  }

  @Test(
    "a person in the page comes before a house, a code or an account in the head",
    arguments: [
      "admin", "TP", "Tidewater Redaktion", "Tide GmbH", "anna_muster", "No Author", "tidewater",
    ])
  func houses(name: String) throws {
    let head =
      "<link rel=canonical href='https://www.tidewater.example/a'>"
      + "<meta name=author content='\(name)'>"
    #expect(try byline(head: head, "<p>By Anna Muster</p>") == "Anna Muster")
  }

  @Test("the house behind a name is no part of it")
  func house() throws {
    let head = "<meta property=og:site_name content=TIDE>"
    #expect(try byline(head: head, "<p>By Anna Muster, TIDE</p>") == "Anna Muster")
  }

  @Test("all authors that are linked side by side are named")
  func several() throws {
    let links = ["Anna Muster", "Ben Beispiel", "Cleo Probe"].map {
      "<a href='/author/x'>\($0)</a>"
    }
    #expect(
      try byline("<div>By \(links.joined(separator: " and "))</div>")
        == "Anna Muster, Ben Beispiel, Cleo Probe")
  }

  @Test("a card for sharing names the writer when nothing else does")
  func card() throws {
    let head =
      "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Anna Muster'>"
    #expect(try byline(head: head, "") == "Anna Muster")
    let other = head.replacing("Written by", with: "Price")
    #expect(try byline(head: other, "") == nil)
  }

  @Test(
    "a name behind words of publication, a day or another label is known",
    arguments: [
      "22 November 2026 by Anna Muster", "Published 22 November 2026 by Anna Muster",
      "Publié le 22 novembre 2026 par Anna Muster", "Veröffentlicht am 22.11.2026 von Anna Muster",
      "Publicado el 22 de noviembre de 2026 por Anna Muster", "22.11.2026 - Redaktion: Anna Muster",
      "Datum: 22.11.2026 Autor: Anna Muster", "Foto: Ben Beispiel, Text: Anna Muster",
      "Text: Anna Muster, Foto: Ben Beispiel", "Redacción: Anna Muster", "Reporting by Anna Muster",
    ])
  func dated(line: String) throws {
    #expect(try byline("<p>\(line)</p>") == "Anna Muster")
  }

  @Test(
    "name, label and role may each have an element of their own",
    arguments: [
      "<div><h5>Autor:</h5>Anna Muster</div>", "<div>By</div><div>Anna Muster</div>",
      "<div class=byline><div>By</div><div>Anna Muster</div><div>Political correspondent</div></div>",
      "<p class=byline>By <strong>Anna Muster</strong><br>Economics editor</p>",
      "<p><span>Anna Muster</span><span>Reporter</span></p>", "<p>Anna Muster, Korrespondentin</p>",
    ])
  func apart(form: String) throws {
    #expect(try byline(form) == "Anna Muster")
  }

  @Test(
    "a section, a place or a headline beside a day or a label is no name",
    arguments: [
      "<p>Deutsche Sprache | 22.11.2026</p>", "<p>New York, 22 November 2026</p>",
      "<h4>Text</h4><p>Diese Orte liegen am Meer</p>", "<p>Last updated: 5 PM IST</p>",
      "<p>A walk of three hours by Night Ferry</p>", "<p>Editor, Reporter, Staff</p>",
    ])
  func beside(form: String) throws {
    #expect(try byline(form) == nil)
  }

  @Test(
    "what is no name signs nothing",
    arguments: [
      "<p>By the sea it is cold, and dark.</p>", "<p class=author>Stand: 22.11.2026</p>",
      "<p>Author of three books, he lives by the sea.</p>", "<p>Text size</p>",
      "<p class=author>Lighthouse of Skerry Point</p>",
    ])
  func nobody(line: String) throws {
    #expect(try byline(line) == nil)
  }
}
