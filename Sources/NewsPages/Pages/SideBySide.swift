import NewsModel
import NewsStore

/// Two texts beside each other, with the passages that they share.
struct SideBySide {
  let here: ArticleRow
  let there: ArticleRow
  let passages: [CopyLink.Passage]

  var markup: Markup {
    HTML.div(.style(.beside)) {
      column("Article \(here.id.rawValue)", here, passages.map(\.here), .here)
      column("Article \(there.id.rawValue)", there, passages.map(\.there), .there)
    }
  }

  /// The first part of a text, which is whole as a rule.
  private func column(
    _ title: String, _ record: ArticleRow, _ ranges: [Range<Int>], _ side: MarkedText.Side
  ) -> Markup {
    let text = Array(record.article.matchedText.utf8)
    guard let part = TextPart(1, of: text) else { return Markup() }
    return HTML.div {
      HTML.h3 {
        title + " · "
        HTML.bdi { record.source }
      }
      HTML.div(all: [.style(.prose)] + Attribute.language(record.article.language)) {
        MarkedText(text, part.range, ranges, side: side).paragraphs
      }
      if !part.isLast {
        HTML.p(.style(.quiet)) {
          "It goes on in "
          HTML.a(.link(.article(record.id, part: 2))) { "the article’s next part" }
          "."
        }
      }
    }
  }
}
