import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// What an earlier run left behind, sorted by what is to be done with it.
///
/// Reads claim/ and the batches that the database holds open; changes nothing but empty folders. The
/// files are opened one by one, when their turn comes: there may be any number.
struct Recovered: Sendable {
  /// A file in claim/, with what the store knows of it.
  struct Left: Sendable {
    var file: Recovery.LeftFile
    var record: DepositRow?
    /// Its path below claim/.
    var path: FileName { FileName(bytes: file.batch.name + [0x2F] + file.name.bytes) }
    /// Committed: only to be disposed of.
    var hasEnded: Bool { record?.end != nil }
  }
  /// One of them, opened.
  enum Found: Sendable {
    case ended(EndedDeposit, ClaimedFile)
    /// Not committed, or a container half-way.
    case unread(DepositInTransit, ClaimedFile)
  }

  /// In the order of batches and names.
  private(set) var left: [Left] = []
  /// Half stored, and nothing of it in claim/: what was left where it is, or lost its claim in a power
  /// cut. It is to be ended as it stands; the file, if there is one, is found again and is new.
  private(set) var interrupted: [DepositInTransit] = []
  /// Failed or partial, and left where it is: its reasons may not be written. With its batch.
  private(set) var unexplained: [(record: DepositRow, batch: String)] = []
  /// Committed, not in claim/: disposed of, unless a power cut undid the claim.
  private(set) var replays: [Replay] = []
  /// Claim folders with a row and files still in them.
  private(set) var batches: [String: BatchID] = [:]
  /// Claim folders with a row and no file left.
  private(set) var emptyBatches: [String] = []

  private let inboxes: [Inbox]
  private let now: Timestamp

  /// Parameter now: stamps what was never recorded.
  init(spool: Spool, store: Store, inboxes: [Inbox], now: Timestamp) throws {
    self.inboxes = inboxes
    self.now = now
    var known: [String: [FileName: DepositRow]] = [:]
    let open = try store.reader.openBatches()
    // A run that was killed between a rename and its sync: what is seen now, and closes a batch, may
    // not be on the disk.
    if !open.isEmpty { try spool.sync() }
    for batch in open {
      batches[batch.name] = batch.id
      for record in batch.deposits { known[batch.name, default: [:]][record.deposit.name] = record }
    }
    var present: Set<String> = []
    for file in try Recovery(spool).files {
      let batch = String(decoding: file.batch.name, as: UTF8.self)
      present.insert(batch)
      left.append(Left(file: file, record: known[batch]?.removeValue(forKey: file.name)))
    }
    let absent = known.flatMap { batch, records in records.values.map { (batch, $0) } }
    for (batch, record) in absent.sorted(by: { $0.1.id < $1.1.id }) { sort(record, batch) }
    present.formUnion(unexplained.map(\.batch))
    emptyBatches = batches.keys.filter { !present.contains($0) }.sorted()
  }

  /// One that is not in claim/.
  private mutating func sort(_ record: DepositRow, _ batch: String) {
    guard let end = record.end else {
      interrupted.append(Self.interrupted(record, batch))
      return
    }
    if record.deposit.claim != nil {
      if let replay = Replay(record) { replays.append(replay) }
    } else if end.outcome == .failed || end.outcome == .partial {
      unexplained.append((record, batch))
    }
  }

  /// Opens one. Throws: what keeps it from being opened; it stays in claim/ then.
  func open(_ left: Left) throws -> Found {
    // An inbox that is no longer configured: another one's name stands in, but its mode does not,
    // since nothing is deleted that nobody has asked to delete.
    let index = inboxes.firstIndex { $0.name == left.file.inboxName }
    let inbox = index.map { inboxes[$0] } ?? inboxes.first ?? .commandLine
    let mode: InboxMode = index != nil && inbox.mode == .delete ? .delete : .move
    let file = try Recovery.open(left.file, inbox: index ?? 0, mode: mode)
    let record = left.record
    let batch = String(decoding: left.file.batch.name, as: UTF8.self)
    let deposit = DepositInTransit(
      origin: .inbox(file), inbox: inbox, name: left.file.name,
      received: record?.deposit.received ?? now, facts: file.facts, batch: batch,
      resuming: record.map(Self.progress) ?? DepositInTransit.Progress())
    guard let record, let replay = Replay(record) else { return .unread(deposit, file) }
    let ending = DepositPart.Ending(
      digest: replay.digest, sizeBytes: record.deposit.sizeBytes, format: record.end?.format)
    let ended = EndedDeposit(
      deposit: deposit, id: record.id, outcome: replay.outcome, counts: record.counts,
      reason: replay.reason, rejected: [], articles: nil, ending: ending,
      openBatch: nil, isReplay: true)
    return .ended(ended, file)
  }

  /// One whose reasons may be missing, opened where it lies. Returns: nil when it is not there any
  /// more, or its inbox is not left any more.
  func openUnexplained(_ record: DepositRow, batch: String) throws -> (
    EndedDeposit, ClaimedFile
  )? {
    guard let replay = Replay(record),
      let index = inboxes.firstIndex(where: {
        $0.mode == .leave && $0.pathText == record.deposit.inbox
      }),
      let file = try Recovery.openLeft(
        InboxFile(inbox: index, name: record.deposit.name), in: inboxes[index])
    else { return nil }
    let deposit = DepositInTransit(
      origin: .inbox(file), inbox: inboxes[index], name: record.deposit.name,
      received: record.deposit.received, facts: file.facts, batch: batch)
    let ending = DepositPart.Ending(
      digest: replay.digest, sizeBytes: record.deposit.sizeBytes, format: record.end?.format)
    let ended = EndedDeposit(
      deposit: deposit, id: record.id, outcome: replay.outcome, counts: record.counts,
      reason: replay.reason, rejected: [], articles: nil, ending: ending,
      openBatch: batch, isReplay: true)
    return (ended, file)
  }

  private static func progress(_ record: DepositRow) -> DepositInTransit.Progress {
    var progress = DepositInTransit.Progress()
    progress.id = record.id
    progress.committedRecords = Int(record.recordOffset)
    progress.counts = record.counts
    progress.lacksRecords = record.counts.rejected > 0
    if record.counts.stored > 0 { progress.articles = nil }
    return progress
  }

  private static func interrupted(_ record: DepositRow, _ batch: String) -> DepositInTransit {
    let deposit = record.deposit
    var progress = progress(record)
    if deposit.claim == nil { progress.ownBatch = .init(id: deposit.batch, name: batch) }
    return DepositInTransit(
      origin: .given,
      inbox: Inbox(
        name: "inbox", path: Array(deposit.inbox.utf8), mode: .leave, source: .named(deposit.source)
      ),
      name: deposit.name, received: deposit.received,
      facts: FileFacts(
        device: 0, inode: 0, sizeBytes: deposit.sizeBytes, modifiedNanoseconds: 0,
        changedNanoseconds: 0), batch: "interrupted", resuming: progress)
  }
}
