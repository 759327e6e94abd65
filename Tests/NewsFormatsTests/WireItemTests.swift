import NewsModel
import Testing

@testable import NewsFormats

/// Items of a message beside others that are broken, in other charsets, or in several languages.
@Suite("Wire items among others")
struct WireItemTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var before: String
    var after: String
    /// With its identifier and its text.
    var item: @Sendable (String, String) -> String
  }
  static let kinds = [
    Kind(
      testDescription: "NewsML-G2", before: "<newsMessage><itemSet>",
      after: "</itemSet></newsMessage>",
      item: { NewsMLG2Tests.item(guid: $0, set: "<inlineData>\($1)</inlineData>") }),
    Kind(
      testDescription: "NewsML", before: "<NewsML Version='1.2'>", after: "</NewsML>",
      item: {
        "<NewsItem><Identification><NewsIdentifier><NewsItemId>\($0)</NewsItemId></NewsIdentifier>"
          + "</Identification>\(NewsMLTests.text($1))</NewsItem>"
      }),
  ]

  @Test("an item cut anywhere costs none of its siblings", arguments: kinds)
  func cut(kind: Kind) {
    let middle = kind.item("b", "Storks return.")
    let last = (middle.firstRange(of: "</inlineData>") ?? middle.firstRange(of: "</DataContent>"))?
      .upperBound
    let places = middle.indices.filter { $0 > middle.index(middle.startIndex, offsetBy: 9) }
    for place in places where place < last ?? middle.endIndex {
      let decoded = decode(
        kind.before + kind.item("a", "Quay closed.") + middle[..<place] + "\n"
          + kind.item("c", "Ferry runs.") + kind.after, as: "a.xml")
      #expect(
        decoded.articles.map(\.body) == ["Quay closed.", "Ferry runs."], "\(middle[..<place])")
      // Of `<NewsItem`, cut out of `<NewsItemId>`, nobody knows that it was no item.
      #expect(Set(decoded.rejections.map(\.code)) == ["syntax"], "\(middle[..<place])")
    }
  }

  @Test(
    "a message in another charset holds its items, whether it names the charset or not",
    arguments: kinds, [" encoding='ISO-8859-1'", ""])
  func charset(kind: Kind, declared: String) {
    let text =
      "<?xml version='1.0'\(declared)?>" + kind.before
      + kind.item("a", "Die Häfen öffnen wieder, sagte die Behörde für Flüsse.")
      + kind.item("b", "Storks return.") + kind.after
    let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let decoded = decode(bytes, as: "a.xml")
    #expect(
      decoded.articles.map(\.body) == [
        "Die Häfen öffnen wieder, sagte die Behörde für Flüsse.", "Storks return.",
      ])
  }

  @Test("of contents in several languages the one in the item's is the text, wherever it stands")
  func languages() {
    func content(_ language: String, _ text: String) -> String {
      "<inlineData xml:lang='\(language)'>\(text)</inlineData>"
    }
    for (tag, set, body) in [
      ("fr", content("en", "It turns.") + content("fr", "Il tourne."), "Il tourne."),
      ("fr-BE", content("en", "It turns.") + content("fr", "Il tourne."), "Il tourne."),
      ("fr", content("en", "It turns.") + "<inlineData>Il tourne.</inlineData>", "Il tourne."),
      ("de", content("en", "It turns.") + content("fr", "Il tourne."), "It turns."),
    ] {
      let item = NewsMLG2Tests.item(
        content: """
          <language tag="\(tag)"/><headline xml:lang="en">Mills</headline>\
          <headline xml:lang="fr">Moulins</headline>
          """, set: set)
      let article = decode(item, as: "a.xml").articles.first
      #expect(article?.body == body, "\(tag)")
      #expect(article?.headline == (tag == "de" ? "Mills" : "Moulins"), "\(tag)")
    }
  }

  @Test("so it is in ninjs, of bodies and of headlines")
  func languagesOfNinjs() {
    for (tag, body, headline) in [
      ("fr", "Il tourne encore.", "Moulins"), ("fra-BE", "Il tourne encore.", "Moulins"),
      ("en", "It turns.", "Mills"), ("de", "Il tourne encore.", "Mills"),
    ] {
      let text = """
        {"uri": "urn:tide:7", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text", "language": \
        "\(tag)", "headlines": [{"lang": "en", "value": "Mills"}, {"lang": "fr", "role": "short", "value": \
        "Moulins"}], "bodies": [{"lang": "en", "value": "It turns."}, {"lang": "fr", "value": \
        "Il tourne encore."}]}
        """
      let article = decode(text, as: "a.json").articles.first
      #expect(article?.body == body && article?.headline == headline, "\(tag)")
    }
  }
}
