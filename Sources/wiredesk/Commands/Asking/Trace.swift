import ArgumentParser
import Foundation
import NewsAnswers
import NewsModel
import NewsStore

struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what happened to a file: when it came, what it yielded, where it is now.",
    discussion: helpText(
      """
        wiredesk trace harbour-wire/today.jsonl     its path below the inbox
        wiredesk trace today.jsonl                  the newest whose path ends so

      Or its whole path, also into done/ or of what `ingest` has read. Newest first; the same name may have come many times. Exit 5 when nothing is known of it.
      """))

  @Argument(help: "The file's path below its inbox; any bytes, as the shell gives them.")
  var name: String

  @Option(name: .shortAndLong, help: "The largest number of deposits of that name to show.")
  var limit = 20

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("Give --limit a number of 1 or more.") }
  }

  func run() throws {
    let given = RawArguments.names([name])[0]
    let store = try options.store()
    let last = try LastRun.read(in: options.folder)
    let here = Array(FileManager.default.currentDirectoryPath.utf8)
    let names = DepositTrace.Names(given, here: here, in: last)
    let (name, traces) = try asking {
      let found = try names.deposits(in: store, limit: limit)
      let traces = try found.deposits.map {
        try DepositTrace($0, store: store, spool: last?.spool)
      }
      return (found.name, traces)
    }
    // Of a file that has no outcome yet, the first of the names under which it lies there.
    let waiting = (traces.isEmpty ? names.candidates : [name])
      .map { (name: $0, file: DepositTrace.Waiting($0, in: last, hasEnded: !traces.isEmpty)) }
      .first { $0.file.isThere }
    guard !traces.isEmpty || waiting != nil else {
      throw CommandError(.notFound, "nothing is known about \(quoted(names.given.text))")
    }
    try show(waiting?.name ?? name, waiting?.file, traces)
    try offer(asking { try names.others(than: waiting?.name ?? name, in: store) })
  }

  private func offer(_ others: [FileName]) {
    guard !others.isEmpty else { return }
    let list = others.map { quoted($0.text) }.joined(separator: ", ")
    printError("wiredesk: other names on record that end so: \(list)")
  }

  private func show(
    _ name: FileName, _ waiting: DepositTrace.Waiting?, _ traces: [DepositTrace]
  ) throws {
    var output = LineOutput()
    if options.json {
      if let waiting { try output.write(waiting.json(name)) }
      for trace in traces { try output.write(trace.json) }
    } else {
      try output.write(quoted(name.text))
      for line in (waiting?.lines ?? []) + traces.flatMap(\.lines) { try output.write(line) }
    }
    try output.flush()
  }
}
