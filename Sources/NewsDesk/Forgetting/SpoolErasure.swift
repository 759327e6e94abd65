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
    /// Their files lie in an inbox that is only read, and stay.
    var left: [FileName] = []
  }

  /// - Parameters:
  ///   - forgotten: of which something may be left.
  ///   - settings: by which files are read.
  /// - Returns: what was removed, and what could not be.
  /// - Throws: what keeps a file from being removed, or its rest from being written; `Interrupted`.
  mutating func erase(
    _ forgotten: [StoreReader.Uncleared], reading settings: DeskSettings
  ) throws -> Report {
    var report = Report()
    var digests = try contents(of: Set(forgotten.map(\.deposit)), &report)
    let again = Redeliveries(of: forgotten, store: store, spool: spool, settings: settings)
    digests.formUnion(try again.contents(but: digests, goesOn: goesOn))
    guard !digests.isEmpty else { return report }
    var deposits: [ContentDigest: [DepositRow]] = [:]
    try store.ended { record, _ in
      guard let digest = record.deposit.content, digests.contains(digest) else { return }
      deposits[digest, default: []].append(record)
    }
    for (digest, records) in deposits { try erase(digest, records, &report) }
    return report
  }

  /// What the deposits' files hold, as far as they may lie in the spool.
  private func contents(
    of deposits: Set<DepositID>, _ report: inout Report
  ) throws -> Set<ContentDigest> {
    var digests: Set<ContentDigest> = []
    for id in deposits {
      guard let record = try store.deposit(id) else { continue }
      if record.end == nil { report.waiting.insert(id) }
      guard let digest = record.deposit.content else { continue }
      if record.deposit.claim == nil { report.left.append(record.deposit.name) }
      digests.insert(digest)
    }
    return digests
  }

  private mutating func erase(
    _ digest: ContentDigest, _ records: [DepositRow], _ report: inout Report
  ) throws {
    guard goesOn() else { throw Interrupted() }
    guard let size = records.first?.deposit.sizeBytes else { return }
    let paths = files(size, digest)
    guard !paths.contains(where: { $0.bytes.starts(with: Array("claim/".utf8)) }) else {
      return report.waiting.formUnion(records.map(\.id))
    }
    for record in records {
      // Its file may have gone for another article already: then what was kept of it holds this one.
      let isKept =
        try spool.facts(
          of: OrderLog.Forgotten.restPath(of: record.id).bytes) != nil
      guard !paths.isEmpty || isKept else { continue }
      try RestOfDeposit(record, in: store).write(of: record.id, in: spool)
    }
    for path in paths { try remove(path) }
    report.removed += paths.count
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
