import ArgumentParser
import Foundation
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

struct Rebuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rebuild the database from done/, in the recorded order; the old one is kept.",
    discussion: helpText(
      """
        systemctl stop wiredesk && wiredesk rebuild && systemctl start wiredesk

      Articles, copies and stories come out as they were, with their numbers. What has no file in
      done/ (delete mode, ingest) is taken from the old database where that can be read. The new
      database takes the old one's place only when it is complete; the old one is moved to a folder
      beside it. Exit 3 when something was not to be had any more.
      """))

  @Option(
    help:
      "The configuration file: names of fields, and where the spool is, when the state does not tell."
  )
  var config: String?

  @OptionGroup var options: StateOptions

  func run() throws {
    ProcessState.setPrivateUmask()
    ProcessState.shareHeaps()
    let lock = try OpenDesk.lock(options.folder)
    defer { DeskOwner.settle(options.folder, holding: lock) }
    let replacement = DatabaseReplacement(in: options.folder)
    let (rebuild, old) = try asking {
      // A rebuild that was killed in the middle of its last step is ended first.
      try replacement.install()
      return try prepare()
    }
    try asking { try replacement.begin() }
    let report = try build(rebuild, in: replacement.workFolder)
    let aside = try asking {
      // Its connections must be gone before its files move.
      try old?.close()
      try replacement.markComplete(aside: "before-rebuild-\(timeInName())")
      return try replacement.install() ?? options.folder
    }
    try index()
    show(report, aside: aside)
    if !report.isComplete { throw ExitStatus.someFailed }
  }

  private func prepare() throws -> (DatabaseRebuild, StoreReader?) {
    let old = readable()
    let (spool, inboxes, settings) = try place(old)
    do {
      let rebuild = try DatabaseRebuild(
        spoolPath: spool, inboxes: inboxes, old: old, settings: settings,
        pathsNow: try LastRun.read(in: options.folder)?.pathsNow ?? [:])
      guard old != nil || rebuild.count > 0 || hasDone(spool) else {
        throw CommandError(
          .failure,
          "there is nothing to rebuild from: \(String(decoding: spool, as: UTF8.self)) has neither order/ nor"
            + " done/, and \(options.folder) no database; --config names the spool")
      }
      guard rebuild.seed != nil || rebuild.count == 0 else {
        throw CommandError(.failure, "the seed of the old database is recorded nowhere")
      }
      return (rebuild, old)
    } catch let failure as InboxError {
      throw CommandError(failure)
    }
  }

  private func hasDone(_ spool: [UInt8]) -> Bool {
    let folder = try? Folder.open(spool)
    return ((try? folder?.facts(of: Array("done".utf8))) ?? nil) != nil
  }

  /// As the last `run` on this state had it, unless the configuration that is given says where; without its word,
  /// as configured for this state.
  ///
  /// - Throws: `CommandError` when nobody says where the files lie: in another desk's spool, or an empty one,
  ///   nothing of what was forgotten is on record.
  private func place(
    _ old: StoreReader?
  ) throws -> (spool: [UInt8], inboxes: [Inbox], settings: DeskSettings) {
    let configuration = try Configuration.load(config)
    let isGiven = config != nil && configuration.spool != Configuration().spool
    if !isGiven, let record = try LastRun.read(in: options.folder) {
      let settings =
        config == nil ? try configuration.desk.readingAlike(in: options.folder) : configuration.desk
      return (record.spool, record.watched, settings)
    }
    let own = options.folder
    if config == nil {
      // `ingest` keeps its spool in the state folder.
      if try old?.hasInboxes != true, FileManager.default.fileExists(atPath: own + "/order") {
        return (Array(own.utf8), [], configuration.desk)
      }
      guard configuration.state == own else {
        let missing = LastRun.Missing(
          in: own, remedy: "name the configuration by --config, which says where its files lie")
        throw CommandError(.unavailable, "\(missing.code): \(missing.message)")
      }
    }
    let plan = try Plan(configuration, inbox: nil, state: own)
    return (plan.spool, plan.inboxes, plan.settings)
  }

  /// Nil when the old database cannot be read; then the order log must do.
  private func readable() -> StoreReader? {
    do {
      let store = try StoreReader(folder: options.folder)
      _ = try store.numbers()
      return store
    } catch {
      printError("wiredesk: the old database cannot be used: \(error.message)")
      return nil
    }
  }

  private func build(
    _ rebuild: DatabaseRebuild, in folder: String
  ) throws -> DatabaseRebuild.Report {
    let progress = CountLine(total: rebuild.count, noun: "deposits")
    do {
      let store = try Store(
        folder: folder, seed: rebuild.seed, program: programVersion)
      let report = try rebuild.run(into: store) { progress.show($0) }
      progress.end()
      let problems = try Verification(store.reader).database(.thorough)
      guard problems.isEmpty else {
        throw CommandError(.failure, "the new database is not sound: \(problems[0].message)")
      }
      try store.close()
      return report
    } catch let failure as StoreFailure {
      throw CommandError(failure)
    } catch let error as SystemError {
      throw CommandError(.unavailable, "cannot read the spool: \(error)")
    }
  }

  /// So that `search` knows everything at once.
  private func index() throws {
    try asking {
      let store = try Store(
        folder: options.folder, seed: nil, program: programVersion)
      let index = try SearchIndex(folder: options.folder, store: store.reader)
      while try index.advance(from: store.reader) > 0 {}
      try index.close()
      try store.close()
    }
  }

  private func show(_ report: DatabaseRebuild.Report, aside: String) {
    if options.json {
      print(
        JSONValue.object([
          ("deposits", .init(report.deposits)), ("articles", .init(report.articles)),
          ("from_rows", .init(report.fromRows)), ("from_rest", .init(report.fromRest)),
          ("unrecorded", .init(report.unrecorded)),
          ("missing", .array(report.missing.map { .string($0.text) })),
          ("differing", .array(report.differing.map { .string($0.text) })),
          ("damaged_lines", .array(report.damagedLines.map { .string($0.text) })),
          ("old", .string(aside)),
        ]).text)
      return
    }
    print(
      "rebuilt \(counted(report.articles, "article")) of \(counted(report.deposits, "deposit"))")
    if report.fromRows > 0 {
      print("taken from the old database: \(counted(report.fromRows, "deposit"))")
    }
    if report.fromRest > 0 {
      print(
        "taken from order/rest/, since something of them was forgotten: \(counted(report.fromRest, "deposit"))"
      )
    }
    for line in report.damagedLines {
      print(
        report.hasOldDatabase
          ? "damaged, and known from the old database: \(line.text)"
          : "damaged, so that what it recorded has lost its number: \(line.text)")
    }
    if report.unrecorded > 0 {
      print("in done/ but in no order log: \(counted(report.unrecorded, "file"))")
    }
    for name in report.missing { print("no longer available: \(quoted(name.text))") }
    for name in report.differing {
      print("now yields different articles: \(quoted(name.text))")
    }
    print("the old database is in \(aside)")
  }

  /// `20261122T143000Z`.
  private func timeInName() -> String {
    let time = Timestamp(milliseconds: Timestamp.now().milliseconds / 1000 * 1000)
    return time.rfc3339.filter { $0 != "-" && $0 != ":" }
  }
}
