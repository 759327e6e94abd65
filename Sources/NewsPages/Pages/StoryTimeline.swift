import NewsAnswers
import NewsModel
import NewsStore

/// One story with its articles, in the order they were written.
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
  /// Stories that came near it and were not joined, the nearest first.
  var related: [StoryRow] = []
  var page: Int
  var hasMore: Bool
  var now: Timestamp

  static let length = 50

  var answer: Answer {
    let feed = FeedAddress(.story(story.id))
    return PageFrame(
      title: story.headline, section: .now, feed: (.feed(feed), "Story S\(story.id.rawValue)")
    ).answer {
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
        relatedSection
      }
    }
  }

  private var lede: Markup {
    var all = Markup()
    if let mark = story.mark { all += HTML.strong(.style(.badge)) { mark } }
    all += Markup(text: "Story S\(story.id.rawValue) · \(counted(story.articles, "article"))")
    all += Markup(text: " · \(counted(story.sources.count, "source")) · ")
    if page == 1, let first = steps.first {
      all += Markup(text: "first ")
      all += HTML.bdi { first.record.source }
      all += Markup(text: " · ")
    }
    if TimeWords(story.first).minute != TimeWords(story.last).minute {
      all += TimeWords(story.first).element(TimeWords(story.first).minute)
      all += Markup(text: " to ")
    }
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
        HTML.ol(.style(.steps)) {
          for group in groups {
            HTML.li {
              group[0].markup(at: now)
              if group.count > 1 { folded(group) }
            }
          }
        }
      }
    }
  }

  /// Copies and versions of one text stand below the first of them.
  private var groups: [[Step]] {
    var groups: [[Step]] = []
    var places: [ArticleID: Int] = [:]
    for step in steps {
      if let place = places[step.record.group] {
        groups[place].append(step)
      } else {
        places[step.record.group] = groups.count
        groups.append([step])
      }
    }
    return groups
  }

  private func folded(_ group: [Step]) -> Markup {
    HTML.details(.style(.folded)) {
      HTML.summary {
        group.count == 2 ? "1 copy or version" : "\(group.count - 1) copies and versions"
      }
      HTML.ol {
        for step in group.dropFirst() {
          HTML.li {
            step.markup(at: now)
            HTML.p(.style(.meta)) {
              HTML.a(.link(.compare(group[0].record.id, step.record.id))) {
                "Compare with article \(group[0].record.id.rawValue)"
              }
            }
          }
        }
      }
    }
  }

  private var relatedSection: Markup {
    let heading = ElementID("related")
    if related.isEmpty { return Markup() }
    return HTML.section(.style(.panel), .labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Related, but not joined" }
      HTML.ul {
        for story in related {
          HTML.li(.named("dir", "auto")) {
            HTML.a(.link(.story(story.id))) {
              story.headline.isEmpty ? "Story S\(story.id.rawValue)" : story.headline
            }
            " · \(counted(story.articles, "article"))"
          }
        }
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
    return HTML.article {
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
      if !why.isEmpty { HTML.p(.style(.meta), .named("dir", "auto")) { why } }
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
    // As `show` tells them: a source whose copy comes late may have been first.
    let rest = try store.articlesByTime(of: story.id).dropFirst((page - 1) * Self.length)
    hasMore = rest.count > Self.length
    steps = try rest.prefix(Self.length).compactMap { try store.article($0) }.map {
      Step(record: $0, decision: $0.forgotten == nil ? try store.evidence(of: $0.id) : nil)
    }
    self.now = now
    related = try Self.related(to: story.id, steps, in: store)
  }

  private static let relatedLength = 8

  /// By what was noted when each article came: it costs a look-up for each, however many stories there are.
  private static func related(
    to story: StoryID, _ steps: [Step], in store: StoreReader
  ) throws -> [StoryRow] {
    var best: [StoryID: Double] = [:]
    for near in steps.compactMap(\.decision).flatMap({ $0.related + ($0.next.map { [$0] } ?? []) })
    where near.score > 0 {
      guard let living = try store.livingStory(near.story), living != story else { continue }
      best[living] = max(best[living] ?? 0, near.score)
    }
    let nearest = best.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    return try nearest.prefix(relatedLength).compactMap { try store.story($0.key) }
  }
}
