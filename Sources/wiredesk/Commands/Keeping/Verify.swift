import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look for damage in the database, and with --files in done/. Changes nothing.",
    discussion: helpText(
      """
        wiredesk verify              every page, index, reference, count and rule
        wiredesk verify --quick      only whether every page can be read
        wiredesk verify --files      also the bytes in done/ against their SHA-256

      One line for each finding; exit 1 when there are any. The daemon may be up meanwhile.
      """))

  @Flag(help: "Check only the structure of every page; takes as long as reading the file.")
  var quick = false

  @Flag(help: "Read every file in done/ and compare its bytes with those on record.")
  var files = false

  @OptionGroup var options: StateOptions

  func run() throws {
    let (findings, store, removed) = try look()
    var output = LineOutput()
    for finding in findings {
      if options.json {
        try output.write(finding.json)
      } else {
        try output.write("\(finding.code): \(shown(finding.message, cells: 600))")
      }
    }
    try tell(removed, &output)
    if findings.isEmpty, let store { try sound(store, &output) }
    try output.flush()
    guard findings.isEmpty else {
      if findings.contains(where: \.isOfTheDatabase) {
        printError("wiredesk: stop the daemon; `wiredesk rebuild` then restores it from done/")
      } else if findings.contains(where: { $0.code == "copy-index" }) {
        printError("wiredesk: the daemon rebuilds the index of copies when it finds the damage")
      }
      throw ExitStatus.failure
    }
  }

  private func tell(_ removed: Int, _ output: inout LineOutput) throws {
    if removed == 0 { return }
    if options.json {
      try output.write(.object([("removed", .init(removed))]))
    } else {
      try output.write(
        "removed by retention or forgotten, and known to the database: \(counted(removed, "file"))")
    }
  }

  /// A database that is too damaged to be opened is a finding like any other.
  private func look() throws -> ([Verification.Finding], StoreReader?, removed: Int) {
    do {
      let store = try open()
      let verification = Verification(store)
      var findings = try verification.database(quick ? .quick : .thorough)
      if !quick { findings += try verification.search(in: options.folder) }
      if files, let record = try LastRun.read(in: options.folder) {
        let found = try verification.files(spoolPath: record.spool, moving: record.movingPaths)
        return (findings + found.findings, store, found.removed)
      }
      return (findings, store, 0)
    } catch let failure as StoreFailure {
      guard failure.reason == .corrupt else { throw CommandError(failure) }
      return ([.init(code: "database", message: failure.message)], nil, 0)
    } catch let error as SystemError {
      throw CommandError(.unavailable, "cannot read the spool: \(error)")
    }
  }

  /// Twice, if it must be: what could not be read for a moment looks like damage.
  private func open() throws(StoreFailure) -> StoreReader {
    do throws(StoreFailure) {
      return try StoreReader(folder: options.folder)
    } catch {
      guard error.reason == .corrupt else { throw error }
      return try StoreReader(folder: options.folder)
    }
  }

  /// Damage that was met once and is not there: the daemon may write again. Not by a quick look, which
  /// reads the pages and not what stands in them.
  private func sound(_ store: StoreReader, _ output: inout LineOutput) throws {
    let numbers = try asking { try store.numbers() }
    let account = try asking { try store.accounting() }
    if options.json {
      try output.write(
        .object([
          ("sound", .bool(true)), ("deposits", .init(account.ended)),
          ("last_article", .init(numbers.article)),
        ]))
    } else {
      try output.write(
        "sound: \(counted(account.ended, "deposit")), articles up to \(numbers.article)")
    }
    guard StoreReader.knownDamage(in: options.folder) != nil else { return }
    guard !quick else {
      printError("wiredesk: damage was found in it earlier; run verify without --quick")
      throw ExitStatus.failure
    }
    try asking { try Store.forgetDamage(in: options.folder) }
    printError("wiredesk: the mark of damage has been removed; the daemon writes again")
  }
}

extension Verification.Finding {
  fileprivate var json: JSONValue {
    .object([("finding", .string(code)), ("message", .string(message))])
  }

  /// The search index is made anew by itself, and files are not the database's.
  fileprivate var isOfTheDatabase: Bool { ["database", "copies", "stories"].contains(code) }
}
