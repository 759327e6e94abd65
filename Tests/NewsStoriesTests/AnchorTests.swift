import Foundation
import NewsModel
import NewsStories
import NewsText
import Testing

/// What relates articles of two languages. Texts are invented; the towns are real, because a list knows them.
@Suite("Across languages")
struct AnchorTests {
  private static func anchors(
    _ headline: String, _ body: String, _ language: String, day: Int64? = 20_500
  ) -> Anchors {
    Anchors(
      TermExtractor().terms(headline: headline, body: body, language: language),
      published: day.map { Timestamp(milliseconds: $0 * 86_400_000) }
    ) { name in
      let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
      return (latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin).lowercased()
    }
  }

  private static let english = anchors(
    "Warehouse fire in Vologda",
    "A warehouse in Vologda burned all night and 140 people had to leave, said officer Anna Lazarenko.",
    "en")

  @Test(
    "a town and a figure, or a town and a name, relate two languages",
    arguments: [
      (
        "ru", "Пожар на складе",
        "На складе в Вологде всю ночь горел пожар, эвакуировано 140 человек."
      ),
      ("ru", "Пожар на складе", "На складе в Вологде горел пожар, сообщила майор Лазаренко."),
      (
        "fr", "Un entrepôt en feu", "Un entrepôt a brûlé à Vologda, 140 personnes ont été évacuées."
      ),
    ])
  func related(language: String, headline: String, body: String) throws {
    let other = Self.anchors(headline, body, language)
    let shared = try #require(Self.english.shared(with: other))
    #expect(shared.contains("Vologda") && shared.count == 2, "\(shared)")
    #expect(other.shared(with: Self.english) != nil)
  }

  @Test("a town alone, a small figure beside it, another week or one language do not")
  func unrelated() {
    let town = Self.anchors("Выставка", "В Вологде открылась выставка кружев.", "ru")
    #expect(Self.english.shared(with: town) == nil)
    let small = Self.anchors("Wahl in Wologda", "In Wologda wurden 12 Stimmen gezählt.", "de")
    let fair = Self.anchors("Fair in Vologda", "In Vologda 12 horses were sold.", "en")
    #expect(fair.shared(with: small) == nil)
    let text = "На складе в Вологде всю ночь горел пожар, эвакуировано 140 человек."
    #expect(Self.english.shared(with: Self.anchors("", text, "ru", day: 20_503)) == nil)
    #expect(Self.english.shared(with: Self.anchors("", text, "ru", day: nil)) == nil)
    #expect(Self.english.shared(with: Self.english) == nil)
  }
}
