import ArgumentParser
import NewsAnswers
import NewsModel
import NewsStore

struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what happened to a file: when it came, what it yielded, where it is now.",
    discussion: """
        wiredesk trace harbour-wire/today.jsonl     its path below the inbox, or its whole path

      Newest first; the same name may have come many times. Exit 5 when nothing is known of it.
      """)

  @Argument(help: "The file's path below its inbox; any bytes, as the shell gives them.")
  var name: String

  @Option(name: .shortAndLong, help: "The largest number of deposits of that name to show.")
  var limit = 20

  @OptionGroup var options: StateOptions

  func run() throws {
    let given = RawArguments.names([name])[0]
    let store = try options.store()
    let last = try LastRun.read(in: options.folder)
    let name = last?.below(given) ?? given
    let traces = try asking {
      try store.deposits(named: name, limit: max(1, limit)).map {
        try DepositTrace($0, store: store, spool: last?.spool)
      }
    }
    let waiting = DepositTrace.Waiting(name, in: last, hasEnded: !traces.isEmpty)
    guard !traces.isEmpty || waiting.isThere else {
      throw CommandError(.notFound, "nothing is known about \(quoted(name.text))")
    }
    var output = LineOutput()
    if options.json {
      if waiting.isThere { try output.write(waiting.json(name)) }
      for trace in traces { try output.write(trace.json) }
    } else {
      try output.write(quoted(name.text))
      for line in waiting.lines { try output.write(line) }
      for line in traces.flatMap(\.lines) { try output.write(line) }
    }
    try output.flush()
  }
}
