import Logging
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import NewsStories
import NewsText
import Synchronization

/// The decisions of the store queue: what is the same again, what is a copy, which story; and the
/// rows that say so. One call of `admit` is one transaction; nothing here runs on another queue.
///
/// The indices in memory run ahead of the database while a transaction is open. When it fails they
/// are thrown away and restored from the store, so that memory and disk never disagree.
final class Admission {
  private let store: Store
  private(set) var memory: Memory
  /// Claim folders whose batch has a row and is not closed.
  private var batches: [String: BatchID]
  /// What recovery found committed but perhaps not disposed of: the same bytes under the same name
  /// are that deposit again, not a new one (P2).
  private var replays: [Replay.Key: Replay]
  /// The group of a transaction that failed, in case its COMMIT was kept.
  private var unsure: (work: GroupOfDeposits, closing: [String])?

  init(store: Store, memory: Memory, batches: [String: BatchID], replays: [Replay]) {
    self.store = store
    self.memory = memory
    self.batches = batches
    self.replays = Dictionary(
      replays.map { ($0.key, $0) }, uniquingKeysWith: { _, newer in newer })
  }

  /// After a failed transaction and `Store.reopen()`: forgets what was decided since the last COMMIT.
  ///
  /// Parameter wasKept: the failed COMMIT is in the database after all. Returns: then, and only then,
  /// the deposits that ended by it.
  func recover(wasKept: Bool) throws -> [EndedDeposit]? {
    memory = try Memory(restoring: store)
    defer { unsure = nil }
    guard wasKept, let unsure else { return nil }
    return settle(unsure.work, closing: unsure.closing)
  }

  /// Stores the parts in their order and closes the batches, in one transaction. Throws: whatever
  /// the store throws; then `recover` before the next call.
  ///
  /// Returns the deposits that have ended and can be disposed of, now that they are durable.
  func admit(_ parts: [DepositPart], closing: [String], now: Timestamp) throws -> [EndedDeposit] {
    var work = GroupOfDeposits(batches: batches)
    do {
      try store.transaction { writer in
        let closed = closing.compactMap { batches[$0] }
        if !closed.isEmpty { try writer.closeBatches(closed, at: now) }
        for part in parts { try admit(part, &writer, &work, now: now) }
        try memory.storeCheckpoint(&writer)
      }
    } catch {
      unsure = (work, closing)
      throw error
    }
    return settle(work, closing: closing)
  }

  /// Until COMMIT has succeeded none of this was true.
  private func settle(_ work: GroupOfDeposits, closing: [String]) -> [EndedDeposit] {
    batches = work.batches
    for name in closing { batches[name] = nil }
    for key in work.usedReplays { replays[key] = nil }
    return work.commit()
  }

  private func admit(
    _ part: DepositPart, _ writer: inout StoreWriter, _ work: inout GroupOfDeposits, now: Timestamp
  ) throws {
    var progress = work.progress(of: part.deposit)
    if progress.id == nil {
      if let replay = replay(of: part) {
        work.usedReplays.append(replay.key)
        work.replayed(part, replay)
        return
      }
      progress.id = try insert(part, &writer, &work)
    }
    guard let id = progress.id else { return }
    for record in part.records {
      switch record {
      case .article(let prepared):
        try admit(prepared, of: part.deposit, id, &writer, &progress)
      case .rejected(let rejected):
        try writer.insertRejection(rejected.rejection, of: id, ordinal: rejected.ordinal + 1)
        progress.counts.rejected += 1
        progress.rejected.append(rejected)
      }
    }
    progress.committedRecords += part.records.count
    if let ending = part.ending {
      try finish(part, ending, id, &writer, &progress, now: now)
    } else {
      try writer.storeProgress(id, recordOffset: Int64(progress.committedRecords))
    }
    work.note(part, progress)
  }

  private func replay(of part: DepositPart) -> Replay? {
    guard let ending = part.ending, !replays.isEmpty else { return nil }
    let key = Replay.Key(inbox: part.deposit.inbox.pathText, name: part.deposit.name)
    guard let replay = replays[key], replay.digest == ending.digest,
      part.deposit.facts.changedNanoseconds / 1_000_000 <= replay.received.milliseconds
    else { return nil }
    return replay
  }

  private func insert(
    _ part: DepositPart, _ writer: inout StoreWriter, _ work: inout GroupOfDeposits
  ) throws -> DepositID {
    let deposit = part.deposit
    let batch: BatchID
    if let known = work.batches[deposit.batch] {
      batch = known
    } else {
      batch = try writer.openBatch(
        inbox: deposit.inbox.pathText, name: deposit.batch, at: deposit.received)
      work.batches[deposit.batch] = batch
    }
    return try writer.insertDeposit(
      NewDeposit(
        batch: batch, inbox: deposit.inbox.pathText, source: deposit.source, name: deposit.name,
        claim: deposit.claimPath, sizeBytes: part.ending?.sizeBytes ?? deposit.facts.sizeBytes,
        content: part.ending?.digest, received: deposit.received))
  }

  private func admit(
    _ prepared: PreparedArticle, of deposit: DepositInTransit, _ id: DepositID,
    _ writer: inout StoreWriter, _ progress: inout DepositInTransit.Progress
  ) throws {
    let article = prepared.article
    let identity = ArticleIdentity(
      source: prepared.source, uri: article.uri, version: article.version,
      text: prepared.fingerprint.digest)
    if try writer.knownArticle(identity) != nil {
      try writer.countUnchanged(id)
      progress.counts.unchanged += 1
      return
    }
    let number = writer.nextArticleID()
    let decided = try memory.decide(number, prepared, received: deposit.received, &writer)
    try writer.insertArticle(
      StoredArticle(
        id: number, deposit: id, article: article, source: prepared.source,
        received: deposit.received, text: prepared.fingerprint.digest, copy: decided.copy,
        story: decided.story, copyRecord: decided.copyRecord, storyRecord: decided.storyRecord))
    progress.counts.count(decided.copy.verdict)
    progress.stories.append(decided.story.story)
  }

  private func finish(
    _ part: DepositPart, _ ending: DepositPart.Ending, _ id: DepositID,
    _ writer: inout StoreWriter, _ progress: inout DepositInTransit.Progress, now: Timestamp
  ) throws {
    if let failure = ending.failure {
      try writer.insertRejection(failure, of: id, ordinal: progress.committedRecords + 1)
      progress.counts.rejected += 1
    }
    let counts = progress.counts
    let outcome: Outcome =
      if counts.stored + counts.unchanged == 0 {
        .failed
      } else if counts.rejected > 0 {
        .partial
      } else {
        counts.stored == 0 ? .unchanged : .stored
      }
    let reason = ending.failure ?? progress.rejected.first?.rejection
    progress.outcome = outcome
    progress.reason = reason
    let end = DepositEnd(
      outcome: outcome, format: ending.format, content: ending.digest, code: reason?.code,
      message: reason?.message, finished: now, durations: ending.durations)
    try writer.finishDeposit(id, end)
    if let left = part.deposit.leftFile(digest: ending.digest) {
      try writer.storeLeftFile(
        left, inbox: part.deposit.inbox.pathText, name: part.deposit.name)
    }
    try writer.insertEvent(
      StoreEvent(time: now, kind: "deposit", deposit: id, text: outcome.rawValue))
  }
}
