import NewsModel
import NewsStore

/// One article as lists show it.
struct ArticleEntry {
  let record: ArticleRow
  let now: Timestamp
  /// What is searched for; empty for nothing.
  var words = ""

  var headline: String {
    if record.forgotten != nil { return "(forgotten)" }
    return record.article.headline.isEmpty ? "(no headline)" : record.article.headline
  }

  var markup: Markup {
    HTML.article(.style(.minor)) {
      HTML.h2(all: Attribute.language(record.article.language)) {
        HTML.a(.link(.article(record.id))) { headline }
      }
      meta
      if record.forgotten == nil {
        HTML.p(all: [.style(.about)] + Attribute.language(record.article.language)) {
          Snippet(of: record.article.body, for: words).markup
        }
      }
    }
  }

  private var meta: Markup {
    let time = record.article.published ?? record.received
    return HTML.p(.style(.meta)) {
      if let mark = StatusNotice(record: record, now: now).mark {
        HTML.strong(.style(.badge)) { mark }
        " "
      }
      TimeWords(time).element(TimeWords(time).minute)
      " · "
      HTML.bdi { record.source }
      " · "
      HTML.a(.link(.story(record.story))) { "story S\(record.story.rawValue)" }
      if let mark = VerdictWords.mark(record.verdict), let of = record.of {
        " · \(mark) of "
        HTML.a(.link(.article(of))) { "article \(of.rawValue)" }
      }
    }
  }
}
