import NewsModel
import Testing

@Suite("The byline of a record")
struct GivenBylineTests {
  private static let text =
    "The harbour board closed the eastern quay on Monday, after divers had found cracks in it."

  /// As each format keeps it.
  private static func files(_ byline: String) -> [(name: String, text: String)] {
    let quoted = byline.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return [
      ("a.json", "{\"title\":\"Quay\",\"text\":\"\(text)\",\"author\":\"\(quoted)\"}"),
      (
        "a.csv",
        "title,text,author\nQuay,\"\(text)\",\"\(byline.replacing("\"", with: "\"\""))\"\n"
      ),
      (
        "a.xml",
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Q</title><item>"
          + "<title>Quay</title><description>\(text)</description><dc:creator>\(byline)</dc:creator></item></channel></rss>"
      ),
    ]
  }

  @Test(
    "names are what is left, in every format alike",
    arguments: [
      ("By Ada Berg", "Ada Berg"), ("by Ada Berg and Bo Lind", "Ada Berg and Bo Lind"),
      ("Von Silke Hahn", "Silke Hahn"), ("Por José de los Santos", "José de los Santos"),
      ("Ada Berg, Staff Writer", "Ada Berg"), ("Ada Berg, Quay Staff Writer", "Ada Berg"),
      ("Ada Berg, Health Editor, and Bo Lind", "Ada Berg, and Bo Lind"),
      ("Ada Berg, who covers courts", "Ada Berg"),
      ("Ada Berg, Bo Lind, Ada Berg", "Ada Berg, Bo Lind"),
      ("['Ada Berg', 'Bo Lind']", "Ada Berg, Bo Lind"), ("[\"Ada Berg\"]", "Ada Berg"),
      ("{\"Ada Berg\",\"Bo O'Lind\"}", "Ada Berg, Bo O'Lind"),
      ("[{'name': 'Ada Berg', 'type': 'author'}]", "Ada Berg"),
      ("[Ada Berg, Bo Lind]", "Ada Berg, Bo Lind"),
      ("ada@quay.example (Ada Berg)", "Ada Berg"), ("Written by Ada Berg", "Ada Berg"),
      ("Author : Ada Berg", "Ada Berg"), ("Ada   Berg", "Ada Berg"), ("Ada Berg;", "Ada Berg"),
      // These are names, though they begin like a sign or a label.
      ("Von der Heide", "Von der Heide"), ("Di Marco", "Di Marco"), ("An Nguyen", "An Nguyen"),
      ("Van Bo Lind", "Van Bo Lind"), ("Mo", "Mo"), ("王小明", "王小明"),
      ("Jo Lind, dpa", "Jo Lind, dpa"),
      ("Berg, Ada", "Berg, Ada"), ("Quay Staff", "Quay Staff"),
      ("Vogel GmbH, Lind GmbH", "Vogel GmbH, Lind GmbH"),
    ])
  func names(given: String, name: String) throws {
    for file in Self.files(given) {
      let article = try #require(decode(file.text, as: file.name).articles.first, "\(file)")
      #expect(article.byline == name, "\(file.name)")
    }
  }

  @Test(
    "what programs put where nobody is named is no byline",
    arguments: [
      "admin", "null", "N/A", "By", "https://quay.example/author/ada", "[]", "-", "undefined",
    ])
  func nobody(given: String) throws {
    for file in Self.files(given) {
      let article = try #require(decode(file.text, as: file.name).articles.first, "\(file)")
      #expect(article.byline == nil, "\(file.name)")
    }
  }

  @Test(
    "people are found in all forms of JSON",
    arguments: [
      "\"author\":{\"first_name\":\"Ada\",\"last_name\":\"Berg\"}",
      "\"author\":[{\"lastName\":\"Berg\",\"firstName\":\"Ada\"}]",
      "\"byline\":{\"person\":[{\"firstname\":\"Ada\",\"lastname\":\"Berg\",\"rank\":1}]}",
      "\"author\":{\"node\":{\"name\":\"Ada Berg\"}}",
      "\"credits\":{\"by\":[{\"name\":\"Ada Berg\"}]}",
      "\"contributors\":[{\"name\":\"Ada Berg\"}]", "\"by\":\"Ada Berg\"",
      "\"author_names\":[\"Ada Berg\"]",
    ])
  func objects(member: String) throws {
    let file = "{\"title\":\"Quay\",\"text\":\"\(Self.text)\",\(member)}"
    #expect(try #require(decode(file, as: "a.json").articles.first).byline == "Ada Berg")
  }
}
