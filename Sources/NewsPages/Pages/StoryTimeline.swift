import NewsAnswers
import NewsModel
import NewsStore

/// One story with its articles, in the order they came.
struct StoryTimeline: Sendable {
  /// An article of it, and why it is in it.
  struct Step: Sendable {
    var record: ArticleRow
    var decision: StoryDecision?
  }

  var story: StoryEntry
  /// Nil while it is alive.
  var mergedInto: StoryID?
  var steps: [Step]
  var page: Int
  var hasMore: Bool
  var now: Timestamp

  static let length = 50

  var answer: Answer {
    PageFrame(title: story.headline, section: .now).answer {
      HTML.article {
        HTML.h1(all: Attribute.language(story.language)) { story.headline }
        HTML.p(.style(.lede)) { lede }
        if let mergedInto {
          HTML.p(.style(.warning), .named("role", "note")) {
            "It was merged into "
            HTML.a(.link(.story(mergedInto))) { "story S\(mergedInto.rawValue)" }
            "."
          }
        }
        timeline
        pages
      }
    }
  }

  private var lede: Markup {
    var all = Markup()
    if let mark = story.mark { all += HTML.strong(.style(.badge)) { mark } }
    all += Markup(text: "Story S\(story.id.rawValue) · \(counted(story.articles, "article"))")
    all += Markup(text: " · \(counted(story.sources.count, "source")) · ")
    all += TimeWords(story.first).element(TimeWords(story.first).minute)
    all += Markup(text: " to ")
    all += TimeWords(story.last).element(TimeWords(story.last).minute + " UTC")
    if !story.about.isEmpty {
      all += HTML.br()
      all += HTML.bdi { story.about.joined(separator: ", ") }
    }
    return all
  }

  private var timeline: Markup {
    let heading = ElementID("timeline")
    return HTML.section(.style(.panel), .labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Timeline" }
      if steps.isEmpty {
        HTML.p(.style(.quiet)) { "It has no article any more." }
      } else {
        HTML.ol(.style(.steps)) { for step in steps { step.markup(at: now) } }
      }
    }
  }

  private var pages: Markup {
    if page == 1, !hasMore { return Markup() }
    return HTML.nav(.style(.pages), .label("More of the timeline")) {
      if page > 1 { HTML.a(.link(.story(story.id, page: page - 1))) { "Earlier articles" } }
      if hasMore { HTML.a(.link(.story(story.id, page: page + 1))) { "Later articles" } }
    }
  }
}

extension StoryTimeline.Step {
  fileprivate func markup(at now: Timestamp) -> Markup {
    let time = record.article.published ?? record.received
    return HTML.li(all: record.verdict == .original ? [] : [.style(.copy)]) {
      HTML.h3(all: Attribute.language(record.article.language)) {
        HTML.a(.link(.article(record.id))) {
          record.forgotten == nil ? record.article.headline : "(forgotten)"
        }
      }
      HTML.p(.style(.meta)) {
        if let mark = StatusNotice(record: record, now: now).mark {
          HTML.strong(.style(.badge)) { mark }
          " "
        }
        TimeWords(time).element(TimeWords(time).minute)
        " · "
        HTML.bdi { record.source }
        if let mark = VerdictWords.mark(record.verdict), let of = record.of {
          " · \(mark) of "
          HTML.a(.link(.article(of))) { "article \(of.rawValue)" }
        }
      }
      HTML.p(.style(.meta), .named("dir", "auto")) { why }
    }
  }

  private var why: String {
    guard let decision else { return "" }
    let words = VerdictWords.reason(decision.reason)
    let shared = decision.shared.prefix(6).map(\.words).joined(separator: ", ")
    return shared.isEmpty ? words : "\(words): \(shared)"
  }
}

extension StoryDecision.SharedTerm {
  /// `@jp` is Japan.
  var words: String {
    term.first == "@" && term.count == 3
      ? StorySummaries.Summary.placeName(String(term.dropFirst())) : term
  }
}

extension StoryTimeline {
  /// - Parameters:
  ///   - story: the story.
  ///   - page: from 1.
  ///   - store: where it is.
  ///   - now: the moment.
  /// - Throws: `StoreFailure`.
  init(_ story: StoryRow, page: Int, in store: StoreReader, now: Timestamp) throws {
    self.story = StoryEntry(try StorySummaries(store).summary(of: story))
    mergedInto = try story.mergedInto.flatMap { try store.livingStory($0) }
    self.page = page
    let rows = try store.articles(
      of: story.id, skipping: (page - 1) * Self.length, limit: Self.length + 1)
    hasMore = rows.count > Self.length
    steps = try rows.prefix(Self.length).map {
      Step(record: $0, decision: $0.forgotten == nil ? try store.evidence(of: $0.id) : nil)
    }
    self.now = now
  }
}
