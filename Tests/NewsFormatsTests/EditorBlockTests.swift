import NewsFormats
import NewsModel
import Testing

/// Texts as content systems keep them in JSON: every block is in the article, in its order.
@Suite("Blocks of editors' texts in JSON")
struct EditorBlockTests {
  private static let first =
    "The grain mill at Tavelby burned down in the night to Sunday, and nobody was hurt."
  private static let last = "The fire brigade of four villages stayed until the morning."
  private static let listed = ["forty homes cleared", "two streets closed"]

  private func body(_ content: String) throws -> [String] {
    let record = #"{"title":"Mill burns","content":["# + content + "]}"
    let article = try #require(decode(record, as: "a.json").articles.first)
    return article.body.split(separator: "\n").map(String.init)
  }
  private static func paragraph(_ text: String) -> String {
    #"{"type":"paragraph","content":[{"type":"text","text":"\#(text)"}]}"#
  }

  static let lists = [
    #"{"type":"list","items":["forty homes cleared","two streets closed"]}"#,
    #"{"type":"list","data":{"style":"unordered","items":["forty homes cleared","two streets closed"]}}"#,
    #"{"type":"list","data":{"items":[{"content":"forty homes cleared","items":[]},{"content":"two streets closed","items":[]}]}}"#,
    #"{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"forty homes cleared"}]}]},{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"two streets closed"}]}]}]}"#,
    #"{"type":"ul","children":[{"type":"li","children":[{"text":"forty homes cleared"}]},{"type":"li","children":[{"text":"two streets closed"}]}]}"#,
    #"{"nodeType":"unordered-list","content":[{"nodeType":"list-item","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"forty homes cleared"}]}]},{"nodeType":"list-item","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"two streets closed"}]}]}]}"#,
  ]
  @Test("a list stands between its neighbours, item by item", arguments: lists)
  func list(block: String) throws {
    let lines = try body(
      [Self.paragraph(Self.first), block, Self.paragraph(Self.last)].joined(separator: ","))
    #expect(lines == [Self.first] + Self.listed + [Self.last])
  }

  @Test(
    "a table stands row by row",
    arguments: [
      #"{"type":"table","rows":[["Homes",40],["Streets","2"]]}"#,
      #"{"type":"table","data":{"content":[["Homes","40"],["Streets","2"]]}}"#,
      #"{"type":"table","rows":[{"cells":["Homes","40"]},{"cells":["Streets","2"]}]}"#,
    ])
  func table(block: String) throws {
    let lines = try body([Self.paragraph(Self.first), block].joined(separator: ","))
    #expect(lines == [Self.first, "Homes 40", "Streets 2"])
  }

  @Test("a heading above a text, or called so, is a line; a link's title is none")
  func headings() throws {
    let blocks = [
      #"{"type":"heading","title":"Cause unclear"}"#,
      #"{"subhead":"Aftermath","text":"\#(Self.first)"}"#,
      #"{"type":"recommendation","title":"Ten mills to see"}"#,
      #"{"__typename":"Blockquote","quote":"\#(Self.last)"}"#,
    ]
    #expect(
      try body(blocks.joined(separator: ","))
        == ["Cause unclear", "Aftermath", Self.first, Self.last])
  }

  @Test("spans run on, and a break within them ends a line")
  func spans() throws {
    let block =
      #"{"type":"paragraph","content":[{"type":"text","text":"A blaze at "},{"type":"link","content":[{"type":"text","text":"the mill"}]},{"type":"text","text":" of Tavelby."},{"type":"hardBreak"},{"type":"text","text":"Nobody was hurt."}]}"#
    #expect(try body(block) == ["A blaze at the mill of Tavelby.", "Nobody was hurt."])
  }
}
