import NewsAnswers
import NewsInbox
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import NewsText

/// The decisions of the store queue: what is the same again, what is a copy, which story; and the
/// rows that say so. One call of `admit` is one transaction; nothing here runs on another queue.
///
/// The indices in memory run ahead of the database while a transaction is open. When it fails they
/// are thrown away and restored from the store, so that memory and disk never disagree.
final class Admission {
  /// The group of a transaction that failed, in case its COMMIT was kept.
  private struct Unsure {
    var work: GroupOfDeposits
    var closing: [String]
    /// Nil until the store has said so. It says so once, and what follows may fail again.
    var isKept: Bool?
  }

  private let store: Store
  private(set) var memory: Memory
  /// Claim folders whose batch has a row and is not closed.
  private var batches: [String: BatchID]
  private let replays: Replays
  private var unsure: Unsure?
  /// Where in its group the last transaction failed; nil when not over a part of it.
  private(set) var failedAt: Place?

  /// A part of a group, and the record in it whose statement failed; nil: the deposit's own row.
  struct Place: Equatable {
    var part: Int
    var record: Int?
  }
  /// Batches made for one deposit each, so that their names differ.
  private var ownBatches = 0

  init(store: Store, memory: Memory, batches: [String: BatchID], replays: Replays) {
    self.store = store
    self.memory = memory
    self.batches = batches
    self.replays = replays
  }

  /// Restores what must be remembered, and mends the index of copies where it must.
  convenience init(
    restoring store: Store, _ settings: DeskSettings, batches: [String: BatchID],
    replays: Replays, _ context: DeskContext
  ) throws {
    let memory = try CopyMending(store, context).whole {
      try Memory(restoring: store, settings, onProgress: $0)
    }
    context.heartbeat.rest(Stage.store)
    self.init(store: store, memory: memory, batches: batches, replays: replays)
  }

  /// Lets go of the indices, which run ahead of the database: two of them at a time would break the
  /// memory promise (P8). Call after a failed transaction, and `recover` before the next one.
  func forget() throws { memory = try Memory(emptyFor: store, memory.settings) }

  /// What `Store.reopen()` has said of the failed transaction.
  func learn(_ last: Store.LastCommit) {
    if unsure?.isKept == nil { unsure?.isKept = last == .kept }
  }

  /// After a failed transaction and `Store.reopen()`: the state of the last COMMIT.
  ///
  /// Returns: the deposits that ended by the failed transaction, when it is in the database after
  /// all; nil when it is not, and its parts are to be admitted again.
  func recover(onProgress: () throws -> Void = {}) throws -> [EndedDeposit]? {
    memory = try Memory(restoring: store, memory.settings, onProgress: onProgress)
    defer { unsure = nil }
    guard let unsure, unsure.isKept == true else { return nil }
    return settle(unsure.work, closing: unsure.closing)
  }

  /// Stores the parts in their order and closes the batches, in one transaction. Throws: whatever
  /// the store throws; then `recover` before the next call.
  ///
  /// Returns the deposits that have ended and can be disposed of, now that they are durable.
  func admit(_ parts: [DepositPart], closing: [String], now: Timestamp) throws -> [EndedDeposit] {
    var work = GroupOfDeposits(batches: batches)
    failedAt = nil
    do {
      try store.transaction { writer in
        let closed = closing.compactMap { batches[$0] }
        if !closed.isEmpty { try writer.closeBatches(closed, at: now) }
        for (index, part) in parts.enumerated() {
          failedAt = Place(part: index)
          try admit(part, &writer, &work, now: now)
        }
        failedAt = nil
        try writer.closeBatches(work.passingBatches, at: now)
        try memory.finish(&writer)
      }
    } catch {
      unsure = Unsure(work: work, closing: closing)
      throw error
    }
    memory.committed()
    return settle(work, closing: closing)
  }

  /// What a person orders about stories, in a transaction of its own. Throws: `CorrectionRefusal`, and
  /// then nothing has changed; whatever the store throws.
  func correct(_ order: StoryOrder, by user: String, now: Timestamp) throws -> CorrectedStories {
    let (corrected, memorised) = try store.transaction { writer in
      let corrected = try writer.carryOut(order, by: user, at: now)
      return (corrected, try Memory.CorrectedMemory(corrected.concerned, writer, memory.stories))
    }
    try memory.correct(memorised)
    return corrected
  }

  /// Work of the index of copies is waiting for an idle moment.
  var hasUpkeep: Bool { memory.copies.hasUpkeep }

  /// A slice of that work, in a transaction of its own. Throws as `admit` does.
  func upkeep() throws {
    do {
      try StoredCopies.upkeep(
        of: memory.copies, in: store, postings: CopyIndex.upkeepSlice)
    } catch {
      unsure = Unsure(work: GroupOfDeposits(batches: batches), closing: [])
      throw error
    }
  }

  /// In a rebuild: a command as it was given then, with the articles admitted until then.
  func repeatCorrection(_ command: CorrectionCommand) throws {
    let memorised = try store.transaction { writer in
      try writer.insertCorrections(command)
      let corrected = try writer.apply(command)
      return try Memory.CorrectedMemory(corrected.concerned, writer, memory.stories)
    }
    try memory.correct(memorised)
  }

  /// Until COMMIT has succeeded none of this was true.
  private func settle(_ work: GroupOfDeposits, closing: [String]) -> [EndedDeposit] {
    batches = work.batches
    for name in closing { batches[name] = nil }
    replays.remove(work.usedReplays)
    return work.commit()
  }

  private func admit(
    _ part: DepositPart, _ writer: inout StoreWriter, _ work: inout GroupOfDeposits, now: Timestamp
  ) throws {
    var progress = work.progress(of: part.deposit)
    if progress.id == nil {
      if let replay = replays.replay(of: part) {
        work.usedReplays.append(replay.key)
        work.replayed(part, replay)
        return
      }
      progress.id = try insert(part, &writer, &work, &progress)
    }
    guard let id = progress.id else { return }
    for (index, record) in part.records.enumerated() {
      failedAt?.record = index
      switch record {
      case .article(let prepared):
        try admit(prepared, of: part.deposit, id, &writer, &progress)
      case .rejected(let rejected):
        try reject(rejected.rejection, id, &writer, &progress)
        progress.keep(rejected)
      case .unchanged(let count):
        try writer.countUnchanged(id, count)
        progress.counts.unchanged += count
      }
    }
    failedAt?.record = nil
    progress.committedRecords += part.records.count
    if let ending = part.ending {
      try finish(part, ending, id, &writer, &work, &progress, now: now)
    } else {
      try writer.storeProgress(id, recordOffset: Int64(progress.committedRecords))
    }
    work.note(part, progress)
  }

  private func insert(
    _ part: DepositPart, _ writer: inout StoreWriter, _ work: inout GroupOfDeposits,
    _ progress: inout DepositInTransit.Progress
  ) throws -> DepositID {
    let deposit = part.deposit
    return try writer.insertDeposit(
      NewDeposit(
        batch: try batch(for: part, &writer, &work, &progress), inbox: deposit.inbox.pathText,
        source: deposit.source, name: deposit.name, claim: deposit.claimPath,
        sizeBytes: part.ending?.sizeBytes ?? deposit.facts.sizeBytes,
        content: part.ending?.digest, received: deposit.received))
  }

  /// The row of the claim folder. What lies in none belongs to a batch that is closed with the
  /// transaction, or, when it takes several or a reason is to be written, to one of its own: a start
  /// need not look at millions of files that were left where they are, and one name may come again and
  /// again.
  private func batch(
    for part: DepositPart, _ writer: inout StoreWriter, _ work: inout GroupOfDeposits,
    _ progress: inout DepositInTransit.Progress
  ) throws -> BatchID {
    let deposit = part.deposit
    func open(_ name: String) throws -> BatchID {
      try writer.openBatch(inbox: deposit.inbox.pathText, name: name, at: deposit.received)
    }
    if deposit.isLeft {
      guard part.isCleanWhole else {
        ownBatches += 1
        let name = "\(deposit.batch)-\(ownBatches)"
        let own = try open(name)
        progress.ownBatch = .init(id: own, name: name)
        return own
      }
      if let passing = work.passingBatch(for: deposit) { return passing }
      return work.passing(try open(deposit.batch), deposit)
    }
    // A name is in a claim folder once (ClaimBatch); should it not be, all others must not suffer.
    if let known = work.batches[deposit.batch],
      try writer.knownDeposit(known, deposit.name) == nil
    {
      return known
    }
    let new = try open(deposit.batch)
    work.batches[deposit.batch] = new
    return new
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
        story: decided.story, copyBlob: decided.copyBlob, storyBlob: decided.storyBlob,
        composite: decided.composite.map { ($0.article, $0.tokens) }))
    if let look = decided.secondLook { try writer.store(look, at: deposit.received) }
    progress.counts.count(decided.copy.verdict)
    progress.stories.note(decided.story.story)
    progress.note(number)
  }

  /// Rejections are numbered by themselves, so that the first thousand have a row wherever in the
  /// container they stand.
  private func reject(
    _ rejection: Rejection, _ id: DepositID, _ writer: inout StoreWriter,
    _ progress: inout DepositInTransit.Progress
  ) throws {
    progress.counts.rejected += 1
    try writer.insertRejection(rejection, of: id, ordinal: progress.counts.rejected)
  }

  private func finish(
    _ part: DepositPart, _ ending: DepositPart.Ending, _ id: DepositID,
    _ writer: inout StoreWriter, _ work: inout GroupOfDeposits,
    _ progress: inout DepositInTransit.Progress, now: Timestamp
  ) throws {
    if let failure = ending.failure { try reject(failure, id, &writer, &progress) }
    let outcome = progress.counts.outcome
    progress.outcome = outcome
    progress.reason = progress.finalReason(ending)
    let end = DepositEnd(
      outcome: outcome, format: ending.format, content: ending.digest,
      code: progress.reason?.code, message: progress.reason?.message, finished: now,
      durations: ending.durations)
    try writer.finishDeposit(id, end)
    if let own = progress.ownBatch {
      if part.deposit.leavesReasons, outcome == .failed || outcome == .partial {
        work.batches[own.name] = own.id
      } else {
        try writer.closeBatches([own.id], at: now)
        progress.ownBatch = nil
      }
    }
    if let left = part.deposit.seenFile(digest: ending.digest) {
      try writer.storeSeenFile(
        left, inbox: part.deposit.inbox.pathText, name: part.deposit.name)
    }
    try writer.insertEvent(
      EventRow(time: now, kind: "deposit", deposit: id, text: outcome.rawValue))
  }
}

extension ArticleCounts {
  /// What a deposit with these counts has become.
  fileprivate var outcome: Outcome {
    if stored + unchanged == 0 { return .failed }
    if rejected > 0 { return .partial }
    return stored == 0 ? .unchanged : .stored
  }
}

extension DepositInTransit.Progress {
  /// A new article; numbers come ascending.
  fileprivate mutating func note(_ article: ArticleID) {
    articles?.extend(with: article.rawValue)
  }

  /// Why the deposit failed or is partial; nil when all is well.
  fileprivate func finalReason(_ ending: DepositPart.Ending) -> Rejection? {
    guard outcome == .failed || outcome == .partial else { return nil }
    var reason = ending.failure ?? reason ?? Rejection(.empty, "it contains no records")
    if outcome == .partial, unkept > 0 {
      reason.message +=
        "; not set aside one by one: \(counted(unkept, "more bad record")); the whole file is in done/"
    }
    return reason
  }
}
