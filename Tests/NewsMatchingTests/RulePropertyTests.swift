import Foundation
import NewsModel
import NewsText
import TestSupport
import Testing

@testable import NewsMatching

/// What holds of every pair of texts, whatever they say: shown on evidence drawn at random.
@Suite("Rules, on any evidence")
struct RulePropertyTests {
  /// Two texts as numbers: without facts unless some are drawn.
  private func evidence(_ random: inout SplitMix, facts: Bool) -> PairEvidence {
    func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    var evidence = PairEvidence(equalTexts: TokenStream("a"))
    let matched = draw(0...120)
    evidence.here = PairEvidence.Side(
      coverage: Double(draw(0...100)) / 100, matchedTokens: matched, extent: 0..<matched)
    evidence.there = PairEvidence.Side(
      coverage: Double(draw(0...100)) / 100, matchedTokens: matched, extent: 0..<matched)
    evidence.rarity = Double(draw(0...20)) / 20
    evidence.alignment = Alignment()
    evidence.alignment.longest = draw(0...matched)
    evidence.alignment.here.tokens = 400
    evidence.alignment.there.tokens = 400
    evidence.alignment.here.matchedTokens = matched
    evidence.alignment.there.matchedTokens = matched
    guard facts else { return evidence }
    evidence.alignment.numbersConflicting = draw(0...9)
    evidence.alignment.numbersMatched = draw(0...20)
    evidence.alignment.misprints = draw(0...9)
    for path in [\Alignment.here, \Alignment.there] {
      evidence.alignment[keyPath: path].matchedNumbers = evidence.alignment.numbersMatched
      evidence.alignment[keyPath: path].numbers = evidence.alignment.numbersMatched + draw(0...9)
    }
    return evidence
  }

  @Test(
    "without facts the relation follows from the shares alone, as step 8 of docs/copies.md has it")
  func relation() {
    var random = SplitMix(seed: 1)
    for _ in 0..<20_000 {
      let evidence = evidence(&random, facts: false)
      let (x, y) = (evidence.here.coverage, evidence.there.coverage)
      let mean = x + y == 0 ? 0 : 2 * x * y / (x + y)
      let tokens = evidence.here.matchedTokens
      let longest = evidence.alignment.longest
      let expected: String? =
        if min(x, y) >= 0.4 {
          "near.both-covered"
        } else if min(x, y) >= 0.3, mean >= 0.5 {
          "near.mostly-covered"
        } else if max(x, y) >= 0.7, tokens >= 12 {
          "contained.covered"
        } else if tokens >= 40,
          evidence.rarity >= 0.5 || longest >= 60 || (longest >= 40 && evidence.rarity >= 0.25)
        {
          "overlaps.passage"
        } else if min(x, y) >= 0.35, tokens >= 15, evidence.rarity >= 0.65 {
          "overlaps.scattered"
        } else {
          nil
        }
      #expect(RelationRule.judge(evidence)?.rule == expected)
    }
  }

  @Test("read from the other text the rule is the same, and the relation its inverse")
  func symmetry() {
    var random = SplitMix(seed: 2)
    for _ in 0..<20_000 {
      let evidence = evidence(&random, facts: true)
      // Where both stand in each other alike, the newer one is inside the older.
      if evidence.here.coverage == evidence.there.coverage { continue }
      var other = evidence
      swap(&other.here, &other.there)
      swap(&other.alignment.here, &other.alignment.there)
      let (judged, swapped) = (RelationRule.judge(evidence), RelationRule.judge(other))
      #expect(judged?.rule == swapped?.rule)
      #expect(judged?.relation == swapped?.relation.inverse)
    }
  }

  @Test("without numbers and names nothing is a template's sibling; misread texts never are")
  func guarded() {
    var random = SplitMix(seed: 3)
    for round in 0..<20_000 {
      var evidence = evidence(&random, facts: round % 2 == 1)
      if round % 2 == 1 {
        evidence.alignment.misprints = max(
          TemplateGuard.leastMisprints, evidence.here.matchedTokens)
      }
      #expect(RelationRule.judge(evidence)?.relation != .templateSibling)
    }
  }

  @Test("ten figures in the same places make a shared passage, unless others conflict")
  func figures() {
    var random = SplitMix(seed: 4)
    var found = 0
    for _ in 0..<20_000 {
      var evidence = evidence(&random, facts: true)
      evidence.here.coverage = min(evidence.here.coverage, 0.29)
      evidence.there.coverage = min(evidence.there.coverage, 0.64)
      let pairs = evidence.alignment.numbersMatched + evidence.alignment.numbersConflicting
      let conflicts = Double(evidence.alignment.numbersConflicting) / Double(max(1, pairs))
      guard let judged = RelationRule.judge(evidence) else {
        #expect(evidence.alignment.numbersMatched < 10 || conflicts > 0.25)
        continue
      }
      if judged.rule == "overlaps.figures" {
        found += 1
        #expect(judged.relation == .overlaps)
        #expect(evidence.alignment.numbersMatched >= 10 && conflicts <= 0.25)
      }
    }
    #expect(found > 100)
  }

  @Test("every rule has words, and no two the same name")
  func words() {
    #expect(Set(RuleWords.all.map(\.rule)).count == RuleWords.all.count)
    #expect(RuleWords.all.allSatisfy { !$0.words.isEmpty && $0.words.last != "." })
    var random = SplitMix(seed: 5)
    for _ in 0..<5000 {
      guard let judged = RelationRule.judge(evidence(&random, facts: true)) else { continue }
      #expect(RuleWords.words(for: judged.rule) != nil, "\(judged.rule)")
    }
    for judgement in [
      RelationRule.identical, RelationRule.sameItem, RelationRule.marked, RelationRule.outvoted,
    ] {
      #expect(RuleWords.words(for: judgement.rule) != nil)
    }
    #expect(RuleWords.words(for: "contained.other-group") != nil)
    #expect(RuleWords.words(for: "near.other") == nil)
  }

  @Test("a rule that speaks of two texts alone is no vote against their group")
  func opposition() {
    for (rule, _) in RuleWords.all where rule.hasPrefix("template.") {
      let judgement = Judgement(relation: .templateSibling, rule: rule)
      #expect(judgement.opposesGroup == !TemplateGuard.ofThePairAlone.contains(rule))
    }
    #expect(TemplateGuard.ofThePairAlone.allSatisfy { RuleWords.words(for: $0) != nil })
    #expect(!Judgement(relation: .nearDuplicate, rule: "near.both-covered").opposesGroup)
  }

  @Test("the manual lists every rule")
  func manual() throws {
    let manual = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/manual.md"), encoding: .utf8)
    for (rule, _) in RuleWords.all { #expect(manual.contains("| `\(rule)` |"), "\(rule)") }
  }

  @Test("siblings outvote a single near one, and a lopsided one needs two votes in a group of two")
  func ballots() throws {
    struct Case {
      var relations: [CopyLink.Relation]
      var coverage: Double
      var isShared: Bool
      var isElected: Bool
      var rule: String?
    }
    let cases = [
      Case(relations: [.nearDuplicate], coverage: 0.6, isShared: true, isElected: true, rule: nil),
      Case(
        relations: [.nearDuplicate, .templateSibling], coverage: 0.6, isShared: true,
        isElected: false, rule: "template.outvoted"),
      Case(
        relations: [.nearDuplicate, .nearDuplicate, .templateSibling], coverage: 0.6,
        isShared: true, isElected: true, rule: nil),
      Case(
        relations: [.nearDuplicate], coverage: 0.95, isShared: true, isElected: false,
        rule: "contained.other-group"),
      Case(
        relations: [.nearDuplicate, .nearDuplicate], coverage: 0.95, isShared: true,
        isElected: true, rule: nil),
      Case(
        relations: [.nearDuplicate], coverage: 0.95, isShared: false, isElected: true, rule: nil),
    ]
    for one in cases {
      var slate = Slate()
      slate.ranked = one.relations.indices.map { .init(article: UInt32($0 + 1), rarity: 1) }
      let ballot = try Ballot(slate, Fingerprint("a b c", seed: 1)) { ranked in
        Slate.Candidate(
          article: ranked.article, rarity: 1,
          standing: try #require(
            CopyStanding(
              StoredStanding(
                group: 1, isShared: one.isShared, composite: nil,
                blob: CopyBlob(group: 1).bytes))))
      } compare: { candidate in
        var evidence = PairEvidence(equalTexts: TokenStream("a"))
        evidence.here.coverage = one.coverage
        evidence.there.coverage = 0.55
        if one.relations[Int(candidate.article) - 1] == .templateSibling {
          // A form: all figures conflict.
          evidence.alignment.numbersConflicting = 8
          evidence.rarity = 0
          for path in [\Alignment.here, \Alignment.there] {
            evidence.alignment[keyPath: path].numbers = 8
            evidence.alignment[keyPath: path].tokens = 300
          }
        }
        return evidence
      }
      #expect(ballot.elected.isEmpty != one.isElected)
      if let rule = one.rule { #expect(ballot.votes.contains { $0.judgement.rule == rule }) }
    }
  }
}
