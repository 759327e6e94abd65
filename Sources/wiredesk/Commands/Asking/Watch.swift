import ArgumentParser
import Glibc
import NewsAnswers
import NewsStore

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show new articles, verdicts and stories as they come.",
    discussion: helpText(
      """
        wiredesk watch              from now on, until interrupted
        wiredesk watch --last 20    the last 20 events first
      """))

  /// Between two looks at the event log: one row read by its number.
  private static let pauseMicroseconds: UInt32 = 200_000

  @Option(help: "Start this many events back; an event is a file or a change to a story.")
  var last = 0

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard last >= 0 else { throw ValidationError("Give --last a number of 0 or more.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      var seen = max(0, try store.lastEvent() - Int64(last))
      let lines = EventLines(store)
      while true {
        var output = LineOutput()
        let events = try store.events(after: seen, limit: 200)
        for (number, event) in events {
          seen = number
          try lines.lines(of: event, number) { line in
            try output.write(options.json ? .json(line.json) : .text(line.text))
          }
        }
        try output.flush()
        if events.isEmpty { usleep(Self.pauseMicroseconds) }
      }
    }
  }
}
