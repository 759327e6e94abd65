import ArgumentParser
import Glibc
import Logging
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

struct Ingest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Store files or folders at once, and leave them as they are.",
    discussion: helpText(
      """
        wiredesk ingest archive/ today.jsonl --state ~/desk

      A folder is taken as if it were an inbox: its sub-folders name the sources, and it names that of
      the files directly in it. When a daemon works on the state, the files are copied into its first
      inbox instead.
      """))

  @Argument(help: "Files, or folders with all that is in them.")
  var paths: [String]

  @Option(help: "The source of all files, whatever folders they lie in.")
  var source: String?

  @OptionGroup var options: StateOptions

  @Option(help: "The seed of a new state's hashes, so that a run can be repeated; never printed.")
  var seed: UInt64?

  func validate() throws {
    guard let source else { return }
    guard !["", ".", ".."].contains(source), !source.utf8.contains(0x2F) else {
      throw ValidationError("Give --source a name without slashes.")
    }
  }

  func run() throws {
    ProcessState.setPrivateUmask()
    ProcessState.shareHeaps()
    let files = try given()
    defer { DeskOwner.settle(options.folder) }
    let plan = try Plan(ingestingInto: options.folder, Configuration.load(nil))
    do {
      try ingest(files, plan)
    } catch let error as CommandError where error.status == .held {
      try HandingOver(state: options.folder).copy(files)
    }
  }

  private func given() throws -> [GivenFile] {
    var files: [GivenFile] = []
    for path in paths {
      do {
        files += try GivenFile.all(at: Array(absolute(path).utf8), source: source)
      } catch {
        throw CommandError(.notFound, "\(error)")
      }
    }
    return files
  }

  private func ingest(_ files: [GivenFile], _ plan: Plan) throws {
    let open = try OpenDesk(plan, log: makeLog(level: plan.logLevel), seed: seed)
    try open.desk.start()
    let progress = IngestProgress(files, open.context.counts)
    let unread = open.desk.ingest(files) { progress.note(files: $0) }
    open.desk.settle()
    open.desk.catchUpSearch()
    try open.close()
    progress.end()
    for (file, cause) in unread { printError("\(quoted(file.name.text)): \(cause)") }
    report(open.context.counts, unread: unread.count)
    let counts = open.context.counts
    let bad =
      counts.failed.load(ordering: .relaxed) + counts.partial.load(ordering: .relaxed)
      + unread.count
    if bad > 0 { throw ExitStatus.someFailed }
  }

  private func report(_ counts: LiveCounts, unread: Int) {
    let members: [(String, Int)] = [
      ("stored", counts.stored.load(ordering: .relaxed)),
      ("unchanged", counts.unchanged.load(ordering: .relaxed)),
      ("partial", counts.partial.load(ordering: .relaxed)),
      ("failed", counts.failed.load(ordering: .relaxed)), ("unreadable", unread),
      ("articles", counts.articles.load(ordering: .relaxed)),
    ]
    if options.json {
      print(JSONValue.object(members.map { ($0.0, .init($0.1)) }).text)
    } else {
      print(members.map { "\($0.1) \($0.0)" }.joined(separator: ", "))
    }
  }
}

/// How many of a long command's things are done, on a terminal.
final class CountLine {
  private let total: Int
  private let noun: String
  private let line = ProgressLine()
  init(total: Int, noun: String) {
    self.total = total
    self.noun = noun
  }

  func show(_ done: Int) {
    line.show(done, of: total) { "\(done)/\(total) \(noun) " }
  }
  func end() { line.end() }
}

/// One line on a terminal that shows how far a long command has got; nothing elsewhere.
final class ProgressLine {
  private let isTerminal = isatty(STDERR_FILENO) == 1 && Screen.terminalGoesBack
  private var last: Int64 = 0

  func show(_ done: Int, of total: Int, _ words: () -> String) {
    let now = Moment.now().monotonicNanoseconds
    guard isTerminal, now - last > 200_000_000 || done == total else { return }
    last = now
    let width = 30
    let filled = total == 0 ? width : done * width / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
    write("\r\(bar) \(words())")
  }

  func end() { if isTerminal { write("\r\u{1B}[K") } }

  private func write(_ text: String) {
    // Only decoration: a terminal that does not take it changes nothing.
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
