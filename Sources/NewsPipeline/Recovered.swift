import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// What an earlier run left behind, sorted by what is to be done with it.
///
/// Reads claim/ and the batches that the database holds open; changes nothing but empty folders.
struct Recovered {
  /// Committed, still in claim/: only to be disposed of.
  var ended: [EndedDeposit] = []
  /// Not committed, or a container half-way: to be read, one at a time.
  var unread: [(deposit: DepositInTransit, file: ClaimedFile)] = []
  /// Committed, not in claim/: disposed of, unless a power cut undid the claim.
  var replays: [Replay] = []
  /// Claim folders with a row and files still in them.
  var batches: [String: BatchID] = [:]
  /// Claim folders with a row and no file left.
  var emptyBatches: [String] = []

  /// Parameter now: stamps what was never recorded.
  init(spool: Spool, store: Store, inboxes: [Inbox], now: Timestamp) throws {
    let left = try Recovery(spool).files
    let open = try store.openBatches()
    var known: [String: [FileName: DepositRecord]] = [:]
    for batch in open {
      batches[batch.name] = batch.id
      known[batch.name] = Dictionary(
        batch.deposits.map { ($0.deposit.name, $0) }, uniquingKeysWith: { _, newer in newer })
    }
    var present: Set<String> = []
    for file in left {
      let batch = String(decoding: file.batch.name, as: UTF8.self)
      present.insert(batch)
      try sort(file, known[batch]?.removeValue(forKey: file.name), batch, inboxes, now)
    }
    emptyBatches = batches.keys.filter { !present.contains($0) }.sorted()
    for records in known.values { replays += records.values.compactMap(Replay.init) }
  }

  private mutating func sort(
    _ left: Recovery.LeftFile, _ record: DepositRecord?, _ batch: String, _ inboxes: [Inbox],
    _ now: Timestamp
  ) throws {
    // An inbox that is no longer configured: the first one's rules stand in.
    let index = inboxes.firstIndex { $0.name == left.inboxName } ?? 0
    let inbox = inboxes[index]
    let file = try Recovery.open(left, inbox: index, mode: inbox.mode)
    var progress = DepositInTransit.Progress()
    progress.id = record?.id
    progress.committedRecords = Int(record?.recordOffset ?? 0)
    progress.counts = record?.counts ?? ArticleCounts()
    let deposit = DepositInTransit(
      origin: .inbox(file), inbox: inbox, name: left.name,
      received: record?.deposit.received ?? now, facts: file.facts, batch: batch,
      resuming: progress)
    guard let record, let replay = Replay(record) else {
      unread.append((deposit, file))
      return
    }
    let ending = DepositPart.Ending(
      digest: replay.digest, sizeBytes: record.deposit.sizeBytes, format: record.end?.format)
    ended.append(
      EndedDeposit(
        deposit: deposit, id: record.id, outcome: replay.outcome, counts: record.counts,
        reason: replay.reason, rejected: [], stories: [], ending: ending, isReplay: true))
  }
}

extension Replay {
  /// Nil while the deposit has not ended.
  init?(_ record: DepositRecord) {
    guard let end = record.end, let digest = record.deposit.content else { return nil }
    let code = end.code.flatMap(Rejection.Code.init)
    self.init(
      key: Key(inbox: record.deposit.inbox, name: record.deposit.name), id: record.id,
      digest: digest, received: record.deposit.received, outcome: end.outcome,
      reason: code.map { Rejection($0, end.message ?? "") })
  }
}
