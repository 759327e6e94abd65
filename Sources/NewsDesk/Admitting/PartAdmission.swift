import NewsInbox
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import NewsText

/// Stores one part after another in an open transaction: finds what is the same again, what is a copy and
/// which story an article belongs to, and writes the rows.
struct PartAdmission {
  let decisions: Decisions
  let replays: Replays
  let now: Timestamp
  /// The part that is being stored, and the record of it: what to blame when a statement is refused.
  private(set) var place: AdmissionFailure.Place?

  init(_ decisions: Decisions, _ replays: Replays, now: Timestamp) {
    self.decisions = decisions
    self.replays = replays
    self.now = now
  }

  /// All of them in their order; after the last one nothing is to be blamed any more.
  mutating func admit(
    _ parts: [DepositPart], _ writer: inout StoreWriter, _ deposits: inout OpenDeposits
  ) throws {
    for (index, part) in parts.enumerated() {
      place = AdmissionFailure.Place(part: index)
      try admit(part, &writer, &deposits)
    }
    place = nil
  }

  private mutating func admit(
    _ part: DepositPart, _ writer: inout StoreWriter, _ deposits: inout OpenDeposits
  ) throws {
    var progress: DepositProgress
    if let known = deposits.progress(of: part.deposit) {
      progress = known
    } else if let replay = replays.replay(of: part) {
      return deposits.meetAgain(part, replay)
    } else {
      progress = try begin(part, &writer, &deposits)
    }
    try progress.begin(part, &writer)
    for (index, record) in part.records.enumerated() {
      place?.record = index
      try admit(record, of: part.deposit, &writer, &progress)
    }
    place?.record = nil
    progress.committedRecords += part.records.count
    guard let ending = part.ending else {
      try writer.storeProgress(
        progress.id, recordOffset: Int64(progress.committedRecords), progress.stored(part.mark))
      return deposits.goOn(part.deposit, progress)
    }
    try end(part.deposit, ending, &writer, &deposits, &progress)
  }

  /// Makes the deposit's row.
  private func begin(
    _ part: DepositPart, _ writer: inout StoreWriter, _ deposits: inout OpenDeposits
  ) throws -> DepositProgress {
    let deposit = part.deposit
    let (batch, ownBatch) = try deposits.batches.row(for: part, &writer)
    let id = try writer.insertDeposit(
      NewDeposit(
        batch: batch, inbox: deposit.inbox.pathText, source: deposit.source, name: deposit.name,
        claim: deposit.claimPath, sizeBytes: part.ending?.sizeBytes ?? deposit.sizeBytes,
        content: part.ending?.digest, received: deposit.received))
    return DepositProgress(id, ownBatch)
  }

  private func admit(
    _ record: DepositPart.Record, of deposit: Deposit, _ writer: inout StoreWriter,
    _ progress: inout DepositProgress
  ) throws {
    switch record {
    case .article(let prepared): try admit(prepared, of: deposit, &writer, &progress)
    case .rejected(let rejection, _, _) where rejection.isTold:
      try writer.countUnchanged(progress.id)
      progress.counts.unchanged += 1
      progress.told = progress.told ?? rejection
    case .rejected(let rejection, let ordinal, let bytes):
      try reject(rejection, &writer, &progress)
      progress.kept.keep(rejection, ordinal: ordinal, bytes: bytes)
    case .unchanged(let count):
      try writer.countUnchanged(progress.id, count)
      progress.counts.unchanged += count
    case .forgotten(let tombstone, let format):
      let number = writer.nextArticleID()
      try writer.insertForgotten(
        tombstone, as: number, of: progress.id, format: format, received: deposit.received)
      progress.counts.count(tombstone.verdict)
      progress.note(number)
    }
  }

  private func admit(
    _ prepared: PreparedArticle, of deposit: Deposit, _ writer: inout StoreWriter,
    _ progress: inout DepositProgress
  ) throws {
    let measured = prepared.measured
    if let known = try ItemRule.known(measured, received: deposit.received, writer) {
      return try meetAgain(known, deposit, &writer, &progress)
    }
    let number = writer.nextArticleID()
    let started = Moment.threadCPUNanoseconds()
    let decided = try decisions.decide(
      number, prepared, of: progress.id, received: deposit.received, &writer)
    progress.addMatching(Moment.threadCPUNanoseconds() - started)
    try writer.insertArticle(stored(number, measured, decided, of: deposit, progress.id))
    // Before the rest: what reads the stories again reads them as the index has them.
    if let look = decided.secondLook { try writer.store(look, at: deposit.received) }
    try decisions.settle(
      decided, number, measured.source, at: deposit.received, &writer)
    progress.counts.count(decided.copy.verdict)
    progress.noteKill(decided.item)
    progress.stories.note(decided.story.story)
    progress.note(number)
  }

  private func meetAgain(
    _ known: ArticleID, _ deposit: Deposit, _ writer: inout StoreWriter,
    _ progress: inout DepositProgress
  ) throws {
    // What is left in its inbox is nobody's to remove.
    if !deposit.isLeft { try writer.noteRedelivery(of: known, with: progress.id) }
    if try progress.meetsAgain(known, writer) { return }
    try writer.countUnchanged(progress.id)
    progress.counts.unchanged += 1
  }

  private func stored(
    _ number: ArticleID, _ measured: MeasuredArticle, _ decided: Decisions.Decided,
    of deposit: Deposit, _ id: DepositID
  ) -> StoredArticle {
    StoredArticle(
      id: number, deposit: id, article: measured.article, source: measured.source,
      received: deposit.received, text: measured.fingerprint.digest, copy: decided.copy,
      story: decided.story, copyBlob: decided.copyBlob, storyBlob: decided.storyBlob,
      replacedBy: decided.versions.replacedBy, retractedBy: decided.item.kill?.id,
      composite: decided.composite.map { ($0.article, $0.tokens) })
  }

  /// Rejections are numbered by themselves, so that the first thousand have a row wherever in the
  /// container they stand.
  private func reject(
    _ rejection: Rejection, _ writer: inout StoreWriter, _ progress: inout DepositProgress
  ) throws {
    progress.counts.rejected += 1
    try writer.insertRejection(rejection, of: progress.id, ordinal: progress.counts.rejected)
  }

  private func end(
    _ deposit: Deposit, _ ending: DepositPart.Ending, _ writer: inout StoreWriter,
    _ deposits: inout OpenDeposits, _ progress: inout DepositProgress
  ) throws {
    if let failure = ending.failure { try reject(failure, &writer, &progress) }
    let outcome = progress.outcome
    let reason = progress.reason(ending.failure)
    var durations = ending.durations
    durations.matchMicroseconds = progress.matchNanoseconds.map { $0 / 1000 }
    try writer.finishDeposit(
      progress.id,
      DepositEnd(
        outcome: outcome, format: ending.format, content: ending.digest, code: reason?.code,
        message: reason?.message, finished: now, durations: durations))
    if let own = progress.ownBatch {
      let staysOpen = deposit.leavesReasons && (outcome == .failed || outcome == .partial)
      try deposits.batches.end(own, staysOpen: staysOpen, &writer, now: now)
      if !staysOpen { progress.ownBatch = nil }
    }
    if let seen = deposit.seenFile(digest: ending.digest) {
      try writer.storeSeenFile(seen, inbox: deposit.inbox.pathText, name: deposit.name)
    }
    // What it has given is told article by article.
    if outcome == .failed || outcome == .partial {
      try writer.insertEvent(
        EventRow(time: now, kind: "file", deposit: progress.id, text: outcome.rawValue))
    }
    deposits.end(EndedDeposit(deposit, outcome, reason, progress, ending))
  }
}
