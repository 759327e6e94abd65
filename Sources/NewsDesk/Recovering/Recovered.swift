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
  struct FoundFile: Sendable {
    var file: Recovery.FoundClaim
    var row: DepositRow?
    /// Stamps what was never recorded.
    var now: Timestamp
    /// Its path below claim/.
    var path: FileName { FileName(bytes: file.batch.name + [0x2F] + file.name.bytes) }
    /// Committed: only to be disposed of.
    var hasEnded: Bool { row?.end != nil }
  }
  /// One of them, opened.
  enum Opened: Sendable {
    case ended(Deposit, Replay, ClaimedFile)
    /// Not committed, or a container half-way.
    case unread(Deposit, ClaimedFile)
  }

  /// In the order of batches and names.
  private(set) var files: [FoundFile] = []
  /// Half stored, and nothing of it in claim/: what was left where it is, or lost its claim in a power
  /// cut. It is to be ended as it stands; the file, if there is one, is found again and is new.
  private(set) var interrupted: [Deposit] = []
  /// Failed or partial, and left where it is: its reasons may not be written. With its batch.
  private(set) var unexplained: [(row: DepositRow, batch: String)] = []
  /// Committed, not in claim/: disposed of, unless a power cut undid the claim.
  private(set) var replays: [Replay] = []
  /// Claim folders with a row and files still in them.
  private(set) var batches: [String: BatchID] = [:]
  /// Claim folders with a row and no file left.
  private(set) var emptyBatches: [String] = []

  /// In claim/, and neither files nor folders of ours: left alone.
  let strange: [FileName]

  private let inboxes: [Inbox]

  /// `now` stamps what was never recorded.
  init(spool: Spool, store: Store, inboxes: [Inbox], now: Timestamp) throws {
    self.inboxes = inboxes
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
    let recovery = try Recovery(spool)
    strange = recovery.strange
    for file in recovery.files {
      let batch = String(decoding: file.batch.name, as: UTF8.self)
      present.insert(batch)
      files.append(
        FoundFile(file: file, row: known[batch]?.removeValue(forKey: file.name), now: now))
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

  /// Opens one.
  ///
  /// - Returns: nil when a person has taken it away.
  /// - Throws: what keeps it from being opened; it stays in claim/ then.
  func open(_ found: FoundFile) throws -> Opened? {
    // An inbox that is no longer configured: another one's name stands in, but its mode does not,
    // since nothing is deleted that nobody has asked to delete.
    let index = inboxes.firstIndex { $0.name == found.file.inboxName }
    let inbox = index.map { inboxes[$0] } ?? inboxes.first ?? .commandLine
    let mode: Inbox.Mode = index != nil && inbox.mode == .delete ? .delete : .move
    guard let file = try Recovery.open(found.file, inbox: index ?? 0, mode: mode) else {
      return nil
    }
    let replay = found.row.flatMap(Replay.init)
    let begun = replay == nil ? found.row.map { BegunDeposit(row: $0, ownBatch: nil) } : nil
    let deposit = Deposit(
      origin: .inbox(file), inbox: inbox, name: found.file.name,
      received: found.row?.deposit.received ?? found.now, sizeBytes: file.facts.sizeBytes,
      batch: String(decoding: found.file.batch.name, as: UTF8.self),
      earlier: begun.map { .begun($0) } ?? .nothing)
    return replay.map { .ended(deposit, $0, file) } ?? .unread(deposit, file)
  }

  /// A file that this run has left in claim/, as a start would find it.
  ///
  /// - Parameters:
  ///   - path: Below claim/.
  ///   - spool: The one that it was claimed into.
  ///   - store: Knows how far it has come.
  ///   - now: Stamps what was never recorded.
  /// - Returns: Nil when it is gone.
  /// - Throws: What keeps it from being looked at; what the store throws.
  static func find(
    _ path: FileName, in spool: Spool, _ store: StoreReader, now: Timestamp
  ) throws -> FoundFile? {
    guard let file = try Recovery.find(path, in: spool) else { return nil }
    let batch = String(decoding: file.batch.name, as: UTF8.self)
    let rows = try store.openBatches().filter { $0.name == batch }.flatMap(\.deposits)
    return FoundFile(file: file, row: rows.first { $0.deposit.name == file.name }, now: now)
  }

  /// One whose reasons may be missing, opened where it lies.
  ///
  /// - Returns: nil when it is not there any more, or its inbox is not left any more.
  func openUnexplained(
    _ row: DepositRow, batch: String
  ) throws -> (Deposit, Replay, ClaimedFile)? {
    guard let replay = Replay(row),
      let index = inboxes.firstIndex(where: {
        $0.mode == .leave && $0.pathText == row.deposit.inbox
      }),
      let file = try Recovery.openLeft(
        InboxFile(inbox: index, name: row.deposit.name), in: inboxes[index])
    else { return nil }
    let deposit = Deposit(
      origin: .inbox(file), inbox: inboxes[index], name: row.deposit.name,
      received: row.deposit.received, sizeBytes: file.facts.sizeBytes, batch: batch)
    return (deposit, replay, file)
  }

  /// One that is to be ended as it stands.
  private static func interrupted(_ row: DepositRow, _ batch: String) -> Deposit {
    let known = row.deposit
    return Deposit(
      recorded: known.name, inbox: known.inbox, source: known.source, received: known.received,
      sizeBytes: known.sizeBytes, batch: "interrupted",
      earlier: .begun(BegunDeposit(row: row, ownBatch: known.claim == nil ? batch : nil)))
  }
}
