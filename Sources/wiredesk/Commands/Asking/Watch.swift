import ArgumentParser
import Glibc
import NewsAnswers
import NewsBytes
import NewsLinux
import NewsStore

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show new articles, verdicts and stories as they come.",
    discussion: helpText(
      """
        wiredesk watch                      from now on, until interrupted
        wiredesk watch --last 20            the last 20 events first
        wiredesk watch --story S3           what happens to one story
        wiredesk watch --json --after 0     all events that are kept, and then
                                            what comes
        wiredesk watch --json --after N --once
                                            what came after the event N, and end

      Each line of JSON has the number of its event, and what --after goes on
      from: whoever keeps the last one misses nothing, whatever ends in between.
      When events after N cannot all be had, it ends with cursor-lost (exit 6)
      and names the first to be had; --after 0 begins there.
      """))

  /// Between two looks at the event log: one row read by its number.
  private static let pauseMicroseconds: UInt32 = 200_000

  @Option(
    help: "Start this many events back; an event is an article, or a change to one or to a story.")
  var last: Int?

  @Option(help: "Go on behind the event of this number; 0 for the oldest that is kept.")
  var after: Int64?

  @Flag(help: "End when all events so far have been told.")
  var once = false

  @Option(help: "Only what happens to this story, also once it is part of another.")
  var story: StoryNumber?

  @Option(help: "Only what happens to articles of this source.")
  var source: String?

  @Option(help: ArgumentHelp("Only what happens to articles that this finds.", valueName: "words"))
  var search: String?

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard last ?? 0 >= 0 else { throw ValidationError("Give --last a number of 0 or more.") }
    guard after ?? 0 >= 0 else { throw ValidationError("Give --after a number of 0 or more.") }
    if last != nil, after != nil {
      throw ValidationError("Give --last or --after, and not both.")
    }
  }

  func run() throws {
    var store = try options.store()
    try asking {
      let filter = try EventLines.Filter(story: story?.id, source: source, words: search)
      // Others see where this follower stands; where they cannot, it follows all the same.
      let folder = try? Folder.open(Array(options.folder.utf8))
      var place = try after ?? store.eventNumber(before: last ?? 0)
      while true {
        let events = try next(place, in: store)
        try tell(events, filter, store)
        if let last = events.last { place = last.id }
        try? folder?.holdPlace(place)
        guard events.isEmpty else { continue }
        if once || LineOutput.isReaderGone { return }
        usleep(Self.pauseMicroseconds)
        // While a rebuild puts its database there, none may be there for a moment.
        if store.isReplaced, let new = try? options.store() { store = new }
      }
    }
  }

  private func next(
    _ place: Int64, in store: StoreReader
  ) throws -> [(id: Int64, event: EventRow)] {
    switch try store.follow(after: place, limit: 200) {
    case .events(let events): return events
    case .lost(let first):
      throw CommandError(
        .cursorLost,
        "cursor-lost: not all events after \(place) can be had: older ones are removed, or the"
          + " database was rebuilt or restored. The first to be had is \(first):"
          + " read what is there (`wiredesk export`), and go on with --after 0")
    }
  }

  private func tell(
    _ events: [(id: Int64, event: EventRow)], _ filter: EventLines.Filter, _ store: StoreReader
  ) throws {
    var output = LineOutput()
    let lines = EventLines(store, hasArticles: options.json)
    var told: Int64 = 0
    for (number, event) in events where try filter.holds(event, in: store) {
      try lines.lines(of: event, number) { line in
        if options.json { try output.write(line.json) }
        if !options.json, let text = line.text { try output.write(text) }
      }
      told = number
    }
    // What a filter leaves out must not keep a follower at an event that is removed one day.
    if options.json, !filter.isEmpty, let last = events.last, told != last.id {
      try output.write(EventLines.Line.passed(last.id).json)
    }
    try output.flush()
  }
}
