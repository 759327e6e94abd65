import NewsModel
import NewsStories
import NewsText
import Testing

/// What `explain` says of two articles. Texts are invented; towns are real where a list must know them.
@Suite("Common ground")
struct MutualGroundTests {
  private static func ground(
    _ first: (String, String), _ second: (String, String), _ language: String = "en",
    days: Int64? = 0
  ) throws -> MutualGround {
    let extractor = TermExtractor()
    let (a, b) = (
      extractor.terms(headline: first.0, body: first.1, language: language),
      extractor.terms(headline: second.0, body: second.1, language: language)
    )
    let day = days.map { _ in Timestamp(milliseconds: 20_500 * 86_400_000) }
    let other = days.map { Timestamp(milliseconds: (20_500 - $0) * 86_400_000) }
    return try #require(MutualGround(a, b, published: (day, other)))
  }

  private static let sinks = (
    "Brekkum's trawler sinks off Hallsund",
    "The trawler of Torvald Brekkum sank off Hallsund in Norway, and 14 men were saved, said Lene Ost."
  )

  @Test("names are whole, each once, as they are written; figures and countries are no names")
  func shared() throws {
    let ground = try Self.ground(
      Self.sinks,
      (
        "Coast of Norway: 14 men saved",
        "A lifeboat took them off near Hallsund. Torvald Brekkum, the owner, said the pumps had failed."
      ))
    #expect(ground.names.sorted() == ["Hallsund", "Torvald Brekkum"], "\(ground.names)")
    #expect(ground.places == ["@no"] && ground.figures == ["14"] && ground.days == 0)
    #expect(ground.onlyFirst == ["Lene Ost"] && ground.onlySecond.isEmpty, "\(ground)")
    #expect(ground.mayJoin)
  }

  @Test("the rule that decided is named")
  func rules() throws {
    func fire(_ town: String, _ owner: String) -> (String, String) {
      (
        "Warehouse burns in \(town)",
        "A warehouse in \(town) burned down at night, and the fire brigade saved the stables beside it. "
          + "The owner, \(owner), was not at home. The cause is not known, the police said."
      )
    }
    let conflict = try Self.ground(fire("Rostock", "Ivo Kessel"), fire("Huelva", "Ada Brandt"))
    #expect(conflict.rule == .namesInConflict && !conflict.mayJoin)
    let series = try Self.ground(Self.sinks, (Self.sinks.0, "Another text about ropes."), days: 1)
    #expect(series.rule == .sameHeadline && !series.mayJoin)
    let same = try Self.ground(Self.sinks, Self.sinks)
    guard case .rareNames(let points) = same.rule else {
      Issue.record("\(same.rule)")
      return
    }
    #expect(points > 0 && same.mayJoin)
  }

  @Test("two languages have none")
  func languages() {
    let extractor = TermExtractor()
    let one = extractor.terms(headline: "", body: "Trawler sinks", language: "en")
    let other = extractor.terms(headline: "", body: "Trawler sinkt", language: "de")
    #expect(MutualGround(one, other, published: (nil, nil)) == nil)
  }

  @Test("pairs of Chinese characters and of Thai letters are shown as the words they make up")
  func words() {
    let extractor = TermExtractor()
    for (language, one, other, whole) in [
      ("zh", "龘鱻麤号沉没", "拖轮龘鱻麤号被救", "龘鱻麤"),
      ("th", "เรือเอลลิซิฟจม", "ลูกเรือของเอลลิซิฟ", "เอลลิซิฟ"),
    ] {
      let shared = SharedGround.shared(
        [extractor.terms(headline: "", body: one, language: language)],
        [extractor.terms(headline: "", body: other, language: language)]
      ).terms.map(\.term)
      #expect(shared.contains { $0.contains(whole) }, "\(shared)")
    }
  }
}
