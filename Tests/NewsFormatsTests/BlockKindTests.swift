import NewsModel
import Testing

@Suite("Texts in blocks of content systems")
struct BlockKindTests {
  private static let one =
    "The harbour board closed the eastern quay on Monday, after divers had found cracks in it."
  private static let two =
    "Ferries leave from the western quay until the spring, and lorries wait on the hill."

  private func body(_ member: String) throws -> String {
    let found = decode("{\"title\":\"Quay closed\",\(member)}", as: "a.json")
    return try #require(found.articles.first, "\(String(describing: found.failure))").body
  }

  @Test(
    "each is read, paragraph by paragraph",
    arguments: [
      // ANS
      "\"content_elements\":[{\"type\":\"text\",\"content\":\"1\"},{\"type\":\"image\",\"caption\":\"A quay\"},{\"type\":\"text\",\"content\":\"2\"}]",
      // TREC's Washington Post
      "\"contents\":[{\"type\":\"kicker\",\"content\":\"Local\"},{\"type\":\"title\",\"content\":\"Quay closed\"},{\"type\":\"byline\",\"content\":\"Ada Berg\"},{\"type\":\"date\",\"content\":1795356300000},{\"type\":\"sanitized_html\",\"content\":\"1\"},{\"type\":\"sanitized_html\",\"content\":\"2\"}]",
      // Lexical
      "\"content\":{\"root\":{\"type\":\"root\",\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"text\",\"text\":\"1\"}]},{\"type\":\"paragraph\",\"children\":[{\"type\":\"text\",\"text\":\"2\"}]}]}}",
      // Contentful, by locale
      "\"body\":{\"en-US\":{\"nodeType\":\"document\",\"content\":[{\"nodeType\":\"paragraph\",\"content\":[{\"nodeType\":\"text\",\"value\":\"1\"}]},{\"nodeType\":\"paragraph\",\"content\":[{\"nodeType\":\"text\",\"value\":\"2\"}]}]}}",
      "\"body\":{\"en\":\"1\\n\\n2\",\"de\":\"Anders.\"}", "\"text\":{\"pt_BR\":\"1\\n\\n2\"}",
      // Gutenberg
      "\"body\":[{\"name\":\"core/paragraph\",\"attributes\":{\"content\":\"1\"},\"innerBlocks\":[]},{\"name\":\"core/list\",\"innerBlocks\":[{\"name\":\"core/list-item\",\"attributes\":{\"content\":\"2\"}}]}]",
      // Ghost
      "\"html\":\"<p>1</p><p>2</p>\",\"excerpt\":\"In short.\"",
      "\"blocks\":{\"body\":[{\"bodyHtml\":\"<p>1</p>\"},{\"bodyHtml\":\"<p>2</p>\"}]}",
      "\"body\":{\"markdown\":\"1\\n\\n2\"}",
      "\"paragraphs\":[{\"p\":\"1\"},{\"p\":\"2\"}]",
      "\"content\":{\"lead\":\"1\",\"body\":[\"2\"]}",
      "\"content\":{\"intro\":\"1\",\"main\":\"2\"}",
      "\"content\":{\"lead\":\"1\",\"body\":[\"1\",\"2\"]}",
    ])
  func kinds(member: String) throws {
    let member = member.replacing("\"1", with: "\"\(Self.one)").replacing(
      ">1<", with: ">\(Self.one)<"
    )
    .replacing("2\"", with: "\(Self.two)\"").replacing(">2<", with: ">\(Self.two)<")
    .replacing("1\\n", with: "\(Self.one)\\n")
    #expect(try body(member) == Self.one + "\n" + Self.two)
  }

  @Test("a section's heading stands above its paragraphs")
  func sections() throws {
    let member =
      "\"sections\":[{\"heading\":\"Cracks\",\"paragraphs\":[\"\(Self.one)\"]},{\"heading\":\"Ferries\",\"paragraphs\":[\"\(Self.two)\"]}]"
    #expect(try body(member) == "Cracks\n\(Self.one)\nFerries\n\(Self.two)")
  }

  @Test(
    "a block of no known kind that holds prose is told, and nothing is stored without it",
    arguments: [
      "{\"type\":\"liveblog\",\"statement\":\"%\"}",
      "{\"kind\":\"x\",\"payload\":{\"inhalt\":\"%\"}}",
      "{\"type\":\"paragraph\",\"brødtekst\":\"%\"}",
    ])
  func unknown(block: String) {
    let block = block.replacing("%", with: Self.two)
    let found = decode(
      "{\"title\":\"Quay\",\"body\":[{\"type\":\"text\",\"text\":\"\(Self.one)\"},\(block)]}",
      as: "a.json")
    #expect(found.articles.isEmpty && found.code == "no-text")
    #expect(String(describing: found.failure).contains("a block of the text"))
  }

  @Test(
    "a block that says it is no text, or holds a few words, hinders nothing",
    arguments: [
      "{\"type\":\"image\",\"beschreibung\":\"%\"}", "{\"type\":\"ad\",\"payload\":\"%\"}",
      "{\"type\":\"x\",\"caption\":\"%\"}",
      "{\"type\":\"promo\",\"label\":\"More of it\"}", "{\"type\":\"divider\"}",
    ])
  func media(block: String) throws {
    let block = block.replacing("%", with: Self.two)
    #expect(
      try body("\"body\":[{\"type\":\"text\",\"text\":\"\(Self.one)\"},\(block)]") == Self.one)
  }

  @Test(
    "a list of records is found on any way",
    arguments: [
      "{\"data\":{\"articles\":{\"edges\":[{\"node\":1},{\"node\":2}]}}}",
      "{\"articles\":{\"article\":[1,2]}}",
      "{\"result\":{\"page\":{\"list\":[1,2]}}}",
      "{\"rss\":{\"channel\":{\"title\":\"Tide\",\"item\":[1,2]}}}",
      "{\"payload\":{\"objects\":[{\"fields\":1},{\"fields\":2}]}}", "{\"@graph\":[1,2]}",
    ])
  func ways(form: String) {
    let records = [Self.one, Self.two].enumerated().map { index, text in
      "{\"id\":\"n\(index)\",\"title\":\"N\(index)\",\"text\":\"\(text)\"}"
    }
    let file = form.replacing("1", with: records[0]).replacing("2", with: records[1])
    #expect(decode(file, as: "a.json").articles.map(\.body) == [Self.one, Self.two], "\(form)")
  }

  @Test("a list beside a text of unknown name is no list of records")
  func related() {
    let text = Array(repeating: Self.one, count: 6).joined(separator: " ")
    let file =
      "{\"kropp\":\"\(text)\",\"more\":[{\"id\":\"r\",\"title\":\"Other\",\"text\":\"\(Self.two)\"}]}"
    let found = decode(file, as: "a.json")
    #expect(found.articles.isEmpty && String(describing: found.failure).contains("kropp"))
  }

  @Test("lines of JSON may end in commas")
  func commas() {
    let file =
      "{\"title\":\"A\",\"text\":\"\(Self.one)\"},\n{\"title\":\"B\",\"text\":\"\(Self.two)\"},\n"
    #expect(decode(file, as: "a.jsonl").articles.map(\.headline) == ["A", "B"])
  }
}
