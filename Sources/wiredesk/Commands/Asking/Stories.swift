import ArgumentParser
import Dispatch
import Foundation
import NewsAnswers
import NewsStore
import Synchronization

struct Stories: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the newest stories with their sources.",
    discussion: helpText(
      """
        wiredesk stories                  the newest 20
        wiredesk stories --sources 2      only what two or more sources have
        wiredesk show S12                 one of them, with its articles
      """))

  @Option(name: .shortAndLong, help: "The largest number to show.")
  var limit = 20

  @Option(help: "Only stories with at least this many sources.")
  var sources = 1

  @OptionGroup var facts: FactOptions

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("Give --limit a number of 1 or more.") }
    guard sources > 0 else { throw ValidationError("Give --sources a number of 1 or more.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      var output = LineOutput()
      var after: StoreReader.StoryPlace?
      var left = limit
      while left > 0 {
        let page = try store.stories(
          after: after, minimumSources: sources, filter: facts.filter, limit: min(left, 500))
        for summary in try summaries(of: page, in: store) {
          if options.json { try output.write(summary.json) } else { print(summary.text) }
        }
        guard let last = page.last else { break }
        after = StoreReader.StoryPlace(last)
        left -= page.count
      }
      try output.flush()
      if after == nil { printError("wiredesk: there is no such story") }
    }
  }

  /// On every processor, since finding the words of a story takes most of the time.
  private func summaries(
    of stories: [StoryRow], in store: StoreReader
  ) throws -> [StorySummaries.Summary] {
    let made = Mutex<[StorySummaries.Summary?]>(Array(repeating: nil, count: stories.count))
    let failure = Mutex<(any Error)?>(nil)
    let workers = min(stories.count, ProcessInfo.processInfo.activeProcessorCount)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let summaries = StorySummaries(store)
      for index in stride(from: worker, to: stories.count, by: workers) {
        do {
          let summary = try summaries.summary(of: stories[index])
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
