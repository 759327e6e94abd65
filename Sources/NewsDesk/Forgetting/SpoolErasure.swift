import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// Removes the files of the spool that hold an article which was forgotten: those of its deposit, others with the
/// same bytes, and those that brought it again (`Redeliveries`). What else a deposit gave is kept for a rebuild
/// (`RestOfDeposit`), durably, before its file goes. Of what goes by its age a younger file of the same bytes stays.
struct SpoolErasure {
  private let store: StoreReader
  private let spool: Folder
  private let goesOn: () -> Bool
  /// Files below done/, failed/ and claim/ by their size; made when the first is asked for.
  private var bySize: [Int64: [FileName]]?
  /// Those of a size by their bytes.
  private var byDigest: [Int64: [ContentDigest: [FileName]]] = [:]

  /// Whenever they were received.
  static let allOfThem = Timestamp(milliseconds: .max)

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
    var contents = try contents(of: forgotten, &report)
    let redeliveries = Redeliveries(
      of: forgotten, again: again, store: store, spool: spool, settings: settings)
    let goesOn = goesOn
    let found = try redeliveries.find(
      but: Set(contents.keys), alike: { files($0, $1) }, goesOn: goesOn)
    report.waitingAgain = found.waiting
    for digest in found.contents.keys { contents[digest] = Self.allOfThem }
    try erase(contents, found.contents, &report)
    return report
  }

  /// Removes the files of deposits, where they lie in the spool, whatever they gave.
  ///
  /// - Parameters:
  ///   - deposits: their numbers.
  ///   - last: of the same bytes, files stay that were received later.
  /// - Returns: what was removed, and what could not be.
  /// - Throws: as the other does.
  mutating func erase(
    filesOf deposits: [DepositID], until last: Timestamp = allOfThem
  ) throws -> Report {
    var report = Report()
    var contents: [ContentDigest: Timestamp] = [:]
    for id in deposits {
      guard let deposit = try store.deposit(id)?.deposit, let digest = deposit.content,
        !files(deposit.sizeBytes, digest).isEmpty
      else { continue }
      contents[digest] = last
    }
    try erase(contents, [:], &report)
    return report
  }

  /// Each content with the time behind which its files stay.
  private mutating func erase(
    _ contents: [ContentDigest: Timestamp], _ again: [ContentDigest: Set<Redeliveries.Key>],
    _ report: inout Report
  ) throws {
    guard !contents.isEmpty else { return }
    var deposits: [ContentDigest: [DepositRow]] = [:]
    try store.ended { record, _ in
      guard let digest = record.deposit.content, contents[digest] != nil else { return }
      deposits[digest, default: []].append(record)
    }
    for (digest, records) in deposits {
      let last = contents[digest] ?? Self.allOfThem
      if try erase(digest, records, until: last, &report) { continue }
      report.waiting.formUnion(records.map(\.id))
      report.waitingAgain.formUnion(again[digest] ?? [])
    }
  }

  /// What the deposits' files hold, as far as they may lie in the spool; and for articles that went by their age, when
  /// the last was received: a file that brought one again goes by its own.
  private mutating func contents(
    of forgotten: [StoreReader.Uncleared], _ report: inout Report
  ) throws -> [ContentDigest: Timestamp] {
    let persons = Set(forgotten.filter { $0.cause == .person }.map(\.deposit))
    var found: [ContentDigest: Timestamp] = [:]
    for id in Set(forgotten.map(\.deposit)) {
      guard let record = try store.deposit(id) else { continue }
      if record.end == nil { report.waiting.insert(id) }
      guard let digest = record.deposit.content else { continue }
      if isLeft(record, digest) { report.left.append(record.deposit.name) }
      let last = persons.contains(id) ? Self.allOfThem : record.deposit.received
      found[digest] = max(found[digest] ?? last, last)
    }
    return found
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
    _ digest: ContentDigest, _ records: [DepositRow], until last: Timestamp,
    _ report: inout Report
  ) throws -> Bool {
    guard goesOn() else { throw Interrupted() }
    guard let size = records.first?.deposit.sizeBytes else { return true }
    var paths = files(size, digest)
    if paths.contains(where: Self.isInWork) { return false }
    let left = records.filter { isLeft($0, digest) }
    for name in left.map(\.deposit.name) where !report.left.contains(name) {
      report.left.append(name)
    }
    // What was only read has no file here that it could keep.
    for record in records where record.deposit.received > last && !left.contains(record) {
      paths.removeAll(where: Self.places(of: record, paths))
    }
    for record in records where record.deposit.received <= last {
      try keepRest(of: record, isLeaving: !paths.isEmpty)
    }
    for path in paths { try remove(path) }
    report.removed += paths.count
    return true
  }

  /// - Parameter deposits: whose files are to go together.
  /// - Returns: the first whose bytes lie in a file that is still in work.
  /// - Throws: `StoreFailure`.
  mutating func inWork(_ deposits: [DepositID]) throws -> DepositID? {
    for id in deposits {
      guard let deposit = try store.deposit(id)?.deposit, let digest = deposit.content else {
        continue
      }
      if files(deposit.sizeBytes, digest).contains(where: Self.isInWork) { return id }
    }
    return nil
  }

  private static func isInWork(_ path: FileName) -> Bool {
    path.bytes.starts(with: Array("claim/".utf8))
  }

  private func keepRest(of record: DepositRow, isLeaving: Bool) throws {
    // Its file may have gone for another article already: then what was kept of it holds this one.
    let isKept = try spool.facts(of: OrderLog.Forgotten.restPath(of: record.id).bytes) != nil
    guard isLeaving || isKept else { return }
    let rest = try RestOfDeposit(record, in: store)
    // The same bytes may have come a thousand times.
    if isKept, RestOfDeposit.read(of: record.id, in: spool) == rest { return }
    try rest.write(of: record.id, in: spool)
  }

  /// Where the file of a deposit may lie: what disposal would have called it on its day. A rebuild does not remember
  /// the day: then any of them may be this one's.
  private static func places(
    of record: DepositRow, _ paths: [FileName]
  ) -> (FileName) -> Bool {
    guard let digest = record.deposit.content, let end = record.end else { return { _ in true } }
    let folders = [Disposal.StoredNames.dayFolder(end.finished.isoDay), "failed"]
    let places = Set(
      folders.flatMap {
        Disposal.StoredNames.paths(in: $0, of: record.deposit.name, digest: digest)
      })
    return paths.contains(where: places.contains) ? places.contains : { _ in true }
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
