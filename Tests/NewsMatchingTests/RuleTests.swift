import NewsModel
import NewsText
import Testing

@testable import NewsMatching

@Suite("Rules")
struct RuleTests {
  private func evidence(
    _ here: String, _ there: String, rarity: Double = 1, hereBoilerplate: Boilerplate = [],
    thereBoilerplate: Boilerplate = []
  ) -> PairEvidence {
    let (a, b) = (TokenStream(here), TokenStream(there))
    let aligner = Aligner()
    aligner.prepare(a)
    return PairEvidence(
      aligner.align(with: b), rarity: rarity, hereBoilerplate: hereBoilerplate,
      thereBoilerplate: thereBoilerplate, hereTokens: a.tokens, thereTokens: b.tokens)
  }

  /// Two texts that share the first so many words, and have the others in another order.
  private func sharing(_ shared: Int, here: Int, there: Int) -> PairEvidence {
    let words = (0..<400).map {
      "word" + String($0, radix: 2).map { $0 == "1" ? "en" : "ou" }.joined()
    }
    let others = words[shared..<max(shared, here)].reversed() + words[200...]
    return evidence(
      words[..<here].joined(separator: " "),
      (words[..<shared] + others.prefix(there - shared)).joined(separator: " "))
  }

  static let table: [(Int, Int, Int, String?)] = [
    (100, 100, 100, "near.both-covered"), (42, 100, 100, "near.both-covered"),
    (36, 36, 100, "near.mostly-covered"), (60, 200, 200, "overlaps.passage"),
    (37, 100, 100, "overlaps.scattered"),
    (30, 40, 100, "contained.covered"), (30, 30, 100, "contained.covered"),
    (11, 11, 100, nil), (30, 100, 100, nil), (5, 5, 100, nil),
  ]

  @Test("what two texts share decides the relation", arguments: table)
  func relations(shared: Int, here: Int, there: Int, rule: String?) {
    #expect(RelationRule.judge(sharing(shared, here: here, there: there))?.rule == rule)
  }

  @Test("containment is read from the newer text")
  func direction() {
    #expect(RelationRule.judge(sharing(30, here: 40, there: 100))?.relation == .containedIn)
    #expect(RelationRule.judge(sharing(30, here: 100, there: 31))?.relation == .contains)
  }

  @Test("boilerplate counts on neither side")
  func boilerplate() {
    var room = Newsroom(seed: 1)
    let furniture = room.sentence() + " " + room.sentence() + " " + room.sentence()
    let (a, b) = (room.paragraphs(1)[0], room.paragraphs(1)[0])
    let length = TokenStream(furniture).tokens.count
    let with = evidence(furniture + " " + a, furniture + " " + b)
    #expect(with.smallerCoverage > 0.3)
    let without = evidence(
      furniture + " " + a, furniture + " " + b, hereBoilerplate: [0..<length],
      thereBoilerplate: [0..<length])
    #expect(without.largerCoverage < 0.05 && without.here.matchedTokens <= 1)
    #expect(without.here.fullCoverage == with.here.fullCoverage)
  }

  @Test("boilerplate inside matched text is cut out, stretch by stretch")
  func cutting() {
    var room = Newsroom(seed: 2)
    let text = room.article(paragraphs: 4)
    let count = TokenStream(text).tokens.count
    for spans in [[0..<10], [20..<30, 40..<60], [count - 9..<count], [0..<5, count - 1..<count]] {
      let left = evidence(text, text, hereBoilerplate: spans, thereBoilerplate: spans)
      let cut = spans.reduce(0) { $0 + $1.count }
      #expect(left.here.matchedTokens == count - cut)
      #expect(left.here.coverage == 1 && left.there.coverage == 1)
      #expect(left.here.extent.lowerBound == (spans[0].lowerBound == 0 ? spans[0].upperBound : 0))
    }
  }

  @Test("when all is boilerplate it counts, and a conflicting number makes siblings")
  func allBoilerplate() {
    let text = "the market opens at 9 and closes at 17 on all days of the week but Sunday"
    let count = TokenStream(text).tokens.count
    let same = evidence(text, text, hereBoilerplate: [0..<count], thereBoilerplate: [0..<count])
    #expect(same.isAllBoilerplate && same.here.coverage == 1)
    #expect(RelationRule.judge(same)?.relation == .nearDuplicate)
    let other = evidence(
      text.replacing("17", with: "18"), text, hereBoilerplate: [0..<count],
      thereBoilerplate: [0..<count])
    #expect(RelationRule.judge(other)?.rule == "template.boilerplate-only")
  }

  @Test("issues of one form fall to one rule or another", arguments: 0..<20 as Range<UInt64>)
  func forms(seed: UInt64) throws {
    var room = Newsroom(seed: seed)
    let judged = try #require(
      RelationRule.judge(evidence(room.bulletin(), room.bulletin(), rarity: 0.2)))
    #expect(judged.relation == .templateSibling && judged.rule.hasPrefix("template."))
  }

  @Test("a badly misprinted text is a copy, whatever its figures have become")
  func misread() throws {
    var room = Newsroom(seed: 4)
    let text = "The gauge showed 31 and 47 at noon and 52 at dusk.\n" + room.article(paragraphs: 2)
    let wrong = text.replacing("31", with: "37").replacing("47", with: "41")
    let judged = try #require(RelationRule.judge(evidence(wrong, text, rarity: 0.2)))
    #expect(judged.relation == .templateSibling)
    let misread = room.misprinted(wrong, every: 4)
    #expect(evidence(misread, text).alignment.misprints >= TemplateGuard.leastMisprints)
    #expect(
      RelationRule.judge(evidence(misread, text, rarity: 0.2))?.relation == .nearDuplicate)
  }

  @Test("a text in capitals has no names to miss")
  func capitals() {
    var room = Newsroom(seed: 3)
    let text = room.article()
    #expect(Facts(evidence(text.uppercased(), text).alignment).carried == 1)
    #expect(RelationRule.judge(evidence(text.uppercased(), text))?.relation == .nearDuplicate)
  }
}
