import NewsModel
import NewsStore

/// One article: what it says, what it is a copy of and where it came from.
struct ArticleSheet: Sendable {
  var article: StoreReader.Exported
  var part: Int
  /// The article that it copies, with how.
  var original: (record: ArticleRow, link: CopyLink?)?
  var decision: StoryDecision?
  var now: Timestamp

  /// Nil when its text has no such part.
  var answer: Answer? {
    let body = Array(record.article.body.utf8)
    guard let shown = TextPart(part, of: body) else { return nil }
    return PageFrame(title: headline, section: .now).answer {
      HTML.article {
        HTML.h1(all: Attribute.language(record.article.language)) { headline }
        HTML.p(.style(.lede)) { lede }
        StatusNotice(record: record, now: now).markup
        HTML.div(all: [.style(.prose)] + Attribute.language(record.article.language)) {
          MarkedText(body, shown.range, [], side: .here).paragraphs
        }
        pages(shown)
      }
      verdictSection
      storySection
      ArticleFacts(article: article).section
    }
  }

  private var record: ArticleRow { article.record }
  private var headline: String {
    record.forgotten == nil
      ? (record.article.headline.isEmpty ? "(no headline)" : record.article.headline)
      : "(forgotten)"
  }

  private var lede: Markup {
    let time = record.article.published ?? record.received
    var all = HTML.bdi { record.source }
    if let byline = record.article.byline {
      all += Markup(text: " · ")
      all += HTML.bdi { byline }
    }
    all += Markup(text: " · ")
    all += TimeWords(time).element(TimeWords(time).minute + " UTC")
    return all
  }

  private func pages(_ shown: TextPart) -> Markup {
    if shown.number == 1, shown.isLast { return Markup() }
    return HTML.nav(.style(.pages), .label("Parts of the text")) {
      if shown.number > 1 {
        HTML.a(.link(.article(record.id, part: shown.number - 1))) { "The part before" }
      }
      if !shown.isLast {
        HTML.a(.link(.article(record.id, part: shown.number + 1))) { "The next part" }
      }
    }
  }

  private var verdictSection: Markup {
    let heading = ElementID("verdict")
    return HTML.section(.style(.panel), .labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Verdict: \(record.verdict.rawValue)" }
      HTML.p {
        "This article \(VerdictWords.sentence(record.verdict))"
        if let of = record.of {
          " "
          HTML.a(.link(.article(of))) { "article \(of.rawValue)" }
        }
        "."
        if let link = original?.link { " " + VerdictWords.measures(link) }
      }
      if let of = record.of {
        HTML.p { HTML.a(.link(.compare(of, record.id))) { "Compare the two" } }
      }
      if let original, let link = original.link, record.forgotten == nil,
        original.record.forgotten == nil, !link.passages.isEmpty
      {
        SideBySide(here: record, there: original.record, passages: link.passages).markup
      }
    }
  }

  private var storySection: Markup {
    let heading = ElementID("story")
    return HTML.section(.style(.panel), .labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Story" }
      HTML.p {
        "It is in "
        HTML.a(.link(.story(record.story))) { "story S\(record.story.rawValue)" }
        if let decision {
          ": " + VerdictWords.reason(decision.reason) + "."
          if !decision.shared.isEmpty {
            " Shared: "
            HTML.bdi { decision.shared.map(\.words).joined(separator: ", ") }
            "."
          }
        } else {
          "."
        }
      }
    }
  }
}

extension ArticleSheet {
  /// - Parameters:
  ///   - article: the article.
  ///   - part: of its text, from 1.
  ///   - store: where it is.
  ///   - now: the moment.
  /// - Throws: `StoreFailure`.
  init(
    _ article: StoreReader.Exported, part: Int, in store: StoreReader, now: Timestamp
  ) throws {
    self.article = article
    self.part = part
    self.now = now
    let record = article.record
    let link = article.links.first { $0.to.id == record.of && $0.to.id < record.id }?.link
    original = try record.of.flatMap { try store.article($0) }.map { ($0, link) }
    decision = record.forgotten == nil ? try store.evidence(of: record.id) : nil
  }
}
