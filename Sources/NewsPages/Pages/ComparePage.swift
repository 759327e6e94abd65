import NewsMatching
import NewsModel
import NewsStore

/// Two articles side by side: what they share, and what only one has.
struct ComparePage {
  let first: ArticleRow
  let second: ArticleRow
  private let comparison: TextComparison?

  /// Comparing longer ones would hold up others: two texts of this size take some 20 ms.
  private static let limitBytes = 200_000
  private static let shownFacts = 20

  init(_ first: ArticleRow, _ second: ArticleRow) {
    self.first = first
    self.second = second
    let texts = (first.article.matchedText, second.article.matchedText)
    let isShort = texts.0.utf8.count + texts.1.utf8.count <= Self.limitBytes
    comparison = isShort ? TextComparison(of: texts.0, and: texts.1) : nil
  }

  var answer: Answer {
    PageFrame(title: "\(first.id.rawValue) and \(second.id.rawValue)", section: .now).answer {
      HTML.h1 { "Two articles compared" }
      HTML.p(.style(.lede)) { lede }
      if let comparison {
        facts(comparison)
        HTML.section(.style(.panel), .labelled(by: ElementID("texts"))) {
          HTML.h2(.id(ElementID("texts"))) { "Both texts" }
          SideBySide(here: first, there: second, passages: comparison.passages).markup
        }
      } else {
        HTML.p { "They are too long to be compared here; `wiredesk diff` does it." }
      }
    }
  }

  private var lede: Markup {
    var all = HTML.a(.link(.article(first.id))) { "Article \(first.id.rawValue)" }
    all += Markup(text: " and ")
    all += HTML.a(.link(.article(second.id))) { "article \(second.id.rawValue)" }
    let copies = first.group == second.group ? "are copies of one text" : "are no copies"
    let story = first.story == second.story ? "one story" : "different stories"
    all += Markup(text: " \(copies), and tell \(story).")
    return all
  }

  private func facts(_ comparison: TextComparison) -> Markup {
    HTML.section(.style(.panel), .labelled(by: ElementID("facts"))) {
      HTML.h2(.id(ElementID("facts"))) { "What agrees and what differs" }
      HTML.dl(.style(.facts)) {
        for (name, values) in rows(comparison) where !values.isEmpty {
          HTML.dt { name }
          HTML.dd(.named("dir", "auto")) { Self.list(values) }
        }
      }
    }
  }

  private func rows(_ comparison: TextComparison) -> [(String, [String])] {
    let here = Array(first.article.matchedText.utf8)
    let there = Array(second.article.matchedText.utf8)
    func pairs(_ pairs: [CopyLink.Passage]) -> [String] {
      pairs.map { pair in
        let (a, b) = (Self.text(here, pair.here), Self.text(there, pair.there))
        return a == b ? a : "\(a) / \(b)"
      }
    }
    return [
      ("Of the first in the second", [VerdictWords.percent(comparison.coverage)]),
      ("Of the second in the first", [VerdictWords.percent(comparison.coverageOther)]),
      ("Longest passage", [counted(comparison.longest, "word")]),
      ("Numbers that agree", pairs(comparison.numbersAgreeing)),
      ("Numbers that conflict", pairs(comparison.numbersConflicting)),
      ("Names that agree", pairs(comparison.namesAgreeing)),
      ("Names that conflict", pairs(comparison.namesConflicting)),
      ("Only in the first", comparison.onlyHere.map { Self.text(here, $0) }),
      ("Only in the second", comparison.onlyThere.map { Self.text(there, $0) }),
    ]
  }

  /// Each once.
  private static func list(_ values: [String]) -> String {
    var once: [String] = []
    for value in values where !once.contains(value) { once.append(value) }
    let rest = once.count > shownFacts ? " and \(once.count - shownFacts) more" : ""
    return once.prefix(shownFacts).joined(separator: ", ") + rest
  }

  private static func text(_ text: [UInt8], _ range: Range<Int>) -> String {
    range.upperBound <= text.count
      ? shown(String(decoding: text[range], as: UTF8.self), cells: 60) : ""
  }
}
