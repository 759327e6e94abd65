import NewsModel
import Testing

@testable import NewsPages

@Suite("Texts of pages")
struct TextTests {
  @Test(
    "the parts of a long text are the text, and none makes a page too large",
    arguments: [
      "short", "", String(repeating: "A line of copy.\n", count: 9000),
      String(repeating: "\"", count: 40_000), String(repeating: "東京", count: 30_000),
      String(repeating: "🙂 & <b>\n", count: 20_000),
    ])
  func parts(text: String) throws {
    let bytes = Array(text.utf8)
    var joined: [UInt8] = []
    var number = 1
    while let part = TextPart(number, of: bytes) {
      #expect(part.range.lowerBound == joined.count)
      joined += bytes[part.range]
      #expect(String(validating: bytes[part.range], as: UTF8.self) != nil)
      let written = MarkedText(bytes, part.range, [], side: .here).paragraphs
      #expect(written.bytes.count <= TextPart.limitBytes + 16)
      #expect(part.isLast == (joined.count == bytes.count))
      if part.isLast { break }
      number += 1
    }
    #expect(joined == bytes)
    #expect(TextPart(number + 1, of: bytes) == nil)
  }

  @Test(
    "a snippet shows the first place of what is searched for",
    arguments: [
      (
        "The ferry left. Ferries do.", "ferr",
        "The <mark>ferr</mark>y left. <mark>Ferr</mark>ies do."
      ),
      ("Nothing of it.", "ferry", "Nothing of it."), ("東京駅の火災", "火災", "東京駅の<mark>火災</mark>"),
      ("A < B & C", "\"b\"", "A &lt; <mark>B</mark> &amp; C"), ("", "x", ""),
    ])
  func snippet(body: String, words: String, written: String) {
    #expect(
      String(decoding: Snippet(of: body, for: words).markup.bytes, as: UTF8.self) == written)
  }

  @Test("a snippet begins shortly before what is searched for")
  func longSnippet() {
    let body =
      String(repeating: "word ", count: 200) + "ferry " + String(repeating: "x ", count: 300)
    let text = String(decoding: Snippet(of: body, for: "ferry").markup.bytes, as: UTF8.self)
    #expect(text.hasPrefix("… ") && text.hasSuffix(" …"))
    #expect(text.contains("<mark>ferry</mark>") && text.utf8.count < 330)
  }

  private func written(_ text: String, _ passages: [Range<Int>]) -> String {
    let bytes = Array(text.utf8)
    let marked = MarkedText(bytes, 0..<bytes.count, passages, side: .here)
    return String(decoding: marked.paragraphs.bytes, as: UTF8.self)
  }

  @Test("a passage is marked where it stands, and leads to its like in the other text")
  func marks() {
    #expect(
      written("one two three", [4..<7])
        == "<p>one <mark id=\"here-1\"><a href=\"#there-1\">two</a></mark> three</p>")
  }

  @Test("a passage over two paragraphs is marked in both, and named once")
  func paragraphs() {
    #expect(
      written("one\ntwo", [2..<5])
        == "<p>on<mark id=\"here-1\"><a href=\"#there-1\">e</a></mark></p>"
        + "<p><mark><a href=\"#there-1\">t</a></mark>wo</p>")
  }

  @Test("passages that cannot be are left out: beyond the end, within a character, over another")
  func impossible() {
    #expect(written("plain", [3..<99]) == "<p>plain</p>")
    #expect(written("é", [1..<2]) == "<p>é</p>")
    #expect(
      written("abcdef", [0..<3, 2..<5])
        == "<p><mark id=\"here-1\"><a href=\"#there-1\">abc</a></mark>def</p>")
  }
}
