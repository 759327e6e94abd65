import ArgumentParser
import Foundation
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
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
    let record = try DeskRecord.read(in: options.folder)
    let name = record?.below(given) ?? given
    let traces = try asking {
      try store.deposits(named: name, limit: max(1, limit)).map {
        try DepositTrace($0, store: store, spool: record?.spool)
      }
    }
    let waiting = record.map { WaitingTrace(name, in: $0, known: traces) } ?? WaitingTrace()
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

/// A file of that name that has no outcome yet.
struct WaitingTrace {
  private var places: [String] = []
  private var cause: String?

  init() {}

  init(_ name: FileName, in record: DeskRecord, known: [DepositTrace]) {
    for inbox in record.watched {
      // What cannot be looked at is not known to be there.
      guard let folder = try? Folder.open(inbox.path),
        ((try? folder.facts(of: name.bytes)) ?? nil)?.kind == .regular,
        inbox.mode != .leave || known.isEmpty
      else { continue }
      places.append("the inbox \(quoted(String(decoding: inbox.path, as: UTF8.self)))")
    }
    let claim = String(decoding: record.spool, as: UTF8.self) + "/claim"
    for batch in (try? FileManager.default.contentsOfDirectory(atPath: claim)) ?? [] {
      let path = Array("\(claim)/\(batch)".utf8)
      guard let folder = try? Folder.open(path),
        ((try? folder.facts(of: name.bytes)) ?? nil) != nil
      else { continue }
      places.append("claim/\(escaped(batch, limitBytes: 200))")
    }
    guard isThere, let text = try? ControlSocket.ask("status", at: record.control, seconds: 2),
      let live = LiveAnswer(text)
    else { return }
    cause = live.cause(of: name.text)
  }

  var isThere: Bool { !places.isEmpty }

  var lines: [String] {
    places.map { "  is in \($0), without an outcome" + (cause.map { ": \($0)" } ?? "") }
  }

  func json(_ name: FileName) -> JSONValue {
    .object([
      ("name", .string(name.text)), ("outcome", .null),
      ("places", .array(places.map { .string($0) })), ("cause", .init(cause)),
    ])
  }
}
