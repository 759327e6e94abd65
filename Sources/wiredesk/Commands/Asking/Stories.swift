import ArgumentParser
import Dispatch
import Foundation
import NewsAnswers
import NewsModel
import NewsStore
import Synchronization

struct Stories: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List stories, the newest first, with their sources.",
    discussion: helpText(
      """
        wiredesk stories --sources 2                what at least two sources tell
        wiredesk stories --top --since today        what most sources tell today
        wiredesk stories --since 9:00 --lang de --source coast-times
        wiredesk stories --place Rotterdam          in whatever language it is named
        wiredesk show S12                           one of them, with its articles

      With --since, --until, --source and --lang one of its articles is such.
      Times: 9:00, today, yesterday, 2026-11-30, 2026-11-30T09:00, 90m, 2h, 7d.
      """))

  @Option(name: .shortAndLong, help: "The largest number to show.")
  var limit = 20

  @Option(help: "Only stories with at least this many sources.")
  var sources = 1

  @Flag(help: "Those with most sources first, and not the newest.")
  var top = false

  @OptionGroup var articles: ArticleOptions

  @OptionGroup var facts: FactOptions

  @OptionGroup var options: StateOptions

  /// So many are looked at together.
  private static let pageLength = 100

  func validate() throws {
    guard limit > 0 else { throw ValidationError("Give --limit a number of 1 or more.") }
    guard sources > 0 else { throw ValidationError("Give --sources a number of 1 or more.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      var output = LineOutput()
      let found = try found(in: store)
      for start in stride(from: 0, to: found.count, by: Self.pageLength) {
        let page = Array(found[start..<min(start + Self.pageLength, found.count)])
        for summary in try summaries(of: page, in: store) {
          if options.json { try output.write(summary.json) } else { try output.write(summary.text) }
        }
        try output.flush()
      }
      if found.isEmpty { printError("wiredesk: there is no such story") }
    }
  }

  private func found(in store: StoreReader) throws -> [StoryID] {
    guard let place = facts.place else { return try store.stories(filter, limit: limit) }
    var stories = try StoreReader.PlaceStories(place, in: store, state: options.folder)
    let found = try stories.stories(filter, limit: limit)
    if !stories.isComplete { printError("wiredesk: time ran out; there may be more") }
    return found
  }

  private var filter: StoreReader.StoryFilter {
    var filter = StoreReader.StoryFilter()
    (filter.articles, filter.facts, filter.minimumSources) = (
      articles.filter, facts.filter, sources
    )
    if top { filter.first = .mostSources }
    return filter
  }

  /// On every processor, since finding the words of a story takes most of the time.
  private func summaries(
    of stories: [StoryID], in store: StoreReader
  ) throws -> [StorySummaries.Summary] {
    let made = Mutex<[StorySummaries.Summary?]>(Array(repeating: nil, count: stories.count))
    let failure = Mutex<(any Error)?>(nil)
    // The task's own value is not seen on other threads.
    let hasCourse = !options.json && Screen.current.isTerminal
    let workers = min(stories.count, ProcessInfo.processInfo.activeProcessorCount)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let summaries = StorySummaries(store, hasCourse: hasCourse)
      for index in stride(from: worker, to: stories.count, by: workers) {
        do {
          let summary = try store.story(stories[index]).map { try summaries.summary(of: $0) }
          made.withLock { $0[index] = summary }
        } catch {
          return failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return made.withLock { $0.compactMap(\.self) }
  }
}
