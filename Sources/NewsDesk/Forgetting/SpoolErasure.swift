import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// Removes the files of the spool that hold an article which was forgotten: those of its deposit, others with the
/// same bytes, and those that brought it again (`Redeliveries`). What else a deposit gave is kept for a rebuild
/// (`RestOfDeposit`), durably, before its file goes.
struct SpoolErasure {
  private let store: StoreReader
  private let spool: Folder
  private let goesOn: () -> Bool
  /// Files below done/, failed/ and claim/ by their size; made when the first is asked for.
  private var bySize: [Int64: [FileName]]?
  /// Those of a size by their bytes.
  private var byDigest: [Int64: [ContentDigest: [FileName]]] = [:]

  /// A stop was asked for: the next start goes on.
  struct Interrupted: Error {}

  init(store: StoreReader, spool: Folder, goesOn: @escaping () -> Bool) {
    self.store = store
    self.spool = spool
    self.goesOn = goesOn
  }

  /// What became of the files of some deposits.
  struct Report {
    var removed = 0
    /// Of these the files are still on their way: later.
    var waiting: Set<DepositID> = []
    /// Articles that a file still on its way has brought again.
    var waitingAgain: Set<Redeliveries.Key> = []
    /// Their files lie in an inbox that is only read, and stay.
    var left: [FileName] = []
  }

  /// - Parameters:
  ///   - forgotten: of which something may be left.
  ///   - again: that are known to have come again.
  ///   - settings: by which files are read.
  /// - Returns: what was removed, and what could not be.
  /// - Throws: what keeps a file from being removed, or its rest from being written; `Interrupted`.
  mutating func erase(
    _ forgotten: [StoreReader.Uncleared], again: [StoreReader.Redelivery],
    reading settings: DeskSettings
  ) throws -> Report {
    var report = Report()
    var digests = try contents(of: Set(forgotten.map(\.deposit)), &report)
    let redeliveries = Redeliveries(
      of: forgotten, again: again, store: store, spool: spool, settings: settings)
    let goesOn = goesOn
    let found = try redeliveries.find(but: digests, alike: { files($0, $1) }, goesOn: goesOn)
    report.waitingAgain = found.waiting
    digests.formUnion(found.contents.keys)
    try erase(digests, found.contents, &report)
    return report
  }

  /// Removes the files of deposits, where they lie in the spool, whatever they gave.
  ///
  /// - Parameter deposits: their numbers.
  /// - Returns: what was removed, and what could not be.
  /// - Throws: as the other does.
  mutating func erase(filesOf deposits: [DepositID]) throws -> Report {
    var report = Report()
    var digests: Set<ContentDigest> = []
    for id in deposits {
      guard let deposit = try store.deposit(id)?.deposit, let digest = deposit.content,
        !files(deposit.sizeBytes, digest).isEmpty
      else { continue }
      digests.insert(digest)
    }
    try erase(digests, [:], &report)
    return report
  }

  private mutating func erase(
    _ digests: Set<ContentDigest>, _ again: [ContentDigest: Set<Redeliveries.Key>],
    _ report: inout Report
  ) throws {
    guard !digests.isEmpty else { return }
    var deposits: [ContentDigest: [DepositRow]] = [:]
    try store.ended { record, _ in
      guard let digest = record.deposit.content, digests.contains(digest) else { return }
      deposits[digest, default: []].append(record)
    }
    for (digest, records) in deposits where try !erase(digest, records, &report) {
      report.waiting.formUnion(records.map(\.id))
      report.waitingAgain.formUnion(again[digest] ?? [])
    }
  }

  /// What the deposits' files hold, as far as they may lie in the spool.
  private mutating func contents(
    of deposits: Set<DepositID>, _ report: inout Report
  ) throws -> Set<ContentDigest> {
    var digests: Set<ContentDigest> = []
    for id in deposits {
      guard let record = try store.deposit(id) else { continue }
      if record.end == nil { report.waiting.insert(id) }
      guard let digest = record.deposit.content else { continue }
      if isLeft(record, digest) { report.left.append(record.deposit.name) }
      digests.insert(digest)
    }
    return digests
  }

  /// It was only read. An earlier build's rebuild says so of all: of those that a file in the spool speaks against,
  /// only what lies in its inbox was.
  private mutating func isLeft(_ record: DepositRow, _ digest: ContentDigest) -> Bool {
    let deposit = record.deposit
    guard deposit.claim == nil else { return false }
    if deposit.inbox == Inbox.commandLinePath || files(deposit.sizeBytes, digest).isEmpty {
      return true
    }
    let inbox = try? Folder.open(Array(deposit.inbox.utf8))
    return ((try? inbox?.facts(of: deposit.name.bytes)) ?? nil) != nil
  }

  /// False while a file lies in claim/: then none was removed.
  private mutating func erase(
    _ digest: ContentDigest, _ records: [DepositRow], _ report: inout Report
  ) throws -> Bool {
    guard goesOn() else { throw Interrupted() }
    guard let size = records.first?.deposit.sizeBytes else { return true }
    let paths = files(size, digest)
    if paths.contains(where: { $0.bytes.starts(with: Array("claim/".utf8)) }) { return false }
    for record in records {
      // Its file may have gone for another article already: then what was kept of it holds this one.
      let isKept =
        try spool.facts(
          of: OrderLog.Forgotten.restPath(of: record.id).bytes) != nil
      guard !paths.isEmpty || isKept else { continue }
      let rest = try RestOfDeposit(record, in: store)
      // The same bytes may have come a thousand times.
      if isKept, RestOfDeposit.read(of: record.id, in: spool) == rest { continue }
      try rest.write(of: record.id, in: spool)
    }
    for path in paths { try remove(path) }
    report.removed += paths.count
    return true
  }

  private func remove(_ path: FileName) throws(SystemError) {
    let folder = try spool.folder(path.folder.bytes)
    try unlink(path.last.bytes, in: folder)
    if path.bytes.starts(with: Array("failed/".utf8)) {
      try unlink(ReasonFile.name(of: path.last).bytes, in: folder)
    }
    try folder.sync()
  }

  /// One that retention has removed meanwhile is gone as well.
  private func unlink(_ name: [UInt8], in folder: Folder) throws(SystemError) {
    if try folder.facts(of: name) != nil { try folder.unlink(name) }
  }

  /// Cost: reads every file of this size, once.
  private mutating func files(_ sizeBytes: Int64, _ digest: ContentDigest) -> [FileName] {
    if let known = byDigest[sizeBytes] { return known[digest] ?? [] }
    let all = bySize ?? index()
    bySize = all
    let read = (all[sizeBytes] ?? []).compactMap { path in
      content(of: path, sizeBytes).map { ($0, path) }
    }
    let found = Dictionary(grouping: read, by: \.0).mapValues { $0.map(\.1) }
    byDigest[sizeBytes] = found
    return found[digest] ?? []
  }

  /// Nil for one that cannot be read, or is gone.
  private func content(of path: FileName, _ sizeBytes: Int64) -> ContentDigest? {
    guard let file = try? spool.openForReading(path.bytes), let bytes = try? DepositBytes(file)
    else { return nil }
    return try? bytes.finish(limitBytes: Int(clamping: sizeBytes))
  }

  private func index() -> [Int64: [FileName]] {
    var found: [Int64: [FileName]] = [:]
    for name in ["done", "failed", "claim"] {
      guard let folder = try? spool.folder(Array(name.utf8)),
        let files = try? folder.regularFiles(below: [])
      else { continue }
      for (path, facts) in files {
        found[facts.sizeBytes, default: []].append(
          FileName(bytes: Array("\(name)/".utf8) + path.bytes))
      }
    }
    return found
  }
}
