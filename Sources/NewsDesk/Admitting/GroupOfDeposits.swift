import NewsModel
import NewsStore
import Synchronization

/// A deposit whose outcome is durable: what the journal says of it and what disposal needs.
struct EndedDeposit: Sendable {
  var deposit: DepositInTransit
  var id: DepositID
  var outcome: Outcome
  var counts: ArticleCounts
  /// Why it failed, or the first reason why it is partial.
  var reason: Rejection?
  var rejected: [KeptRecord]
  var stories = StoriesOfDeposit()
  /// The numbers of its new articles; nil when only the store knows them all.
  var articles: [ClosedRange<Int64>]?
  var ending: DepositPart.Ending
  /// A batch that is to be closed when it is disposed of; nil when its claim folder tells.
  var openBatch: String?
  /// A sync of its file has failed: whether its bytes are on the disk must be looked at.
  var isInDoubt = false
  /// True when it had ended in an earlier run, which died before it was disposed of: nothing is
  /// counted or logged again.
  var isReplay: Bool
  /// The day under which the order log has it; nil until then.
  var recordedDay: String?

  /// It killed the program; what was stored of it before stays stored.
  var isPoison: Bool { reason?.reason == .poison }
  /// The whole file belongs into failed/.
  var isSetAside: Bool { outcome == .failed || isPoison }
}

/// What one transaction is about to make true. It becomes so only by `commit`, after COMMIT: a
/// transaction that fails must leave no trace in the deposits that it held.
struct GroupOfDeposits {
  var batches: [String: BatchID]
  var usedReplays: [Replay.Key] = []
  /// Of deposits that lie in no claim folder and end with this transaction; the last is not full.
  private(set) var passingBatches: [BatchID] = []
  private var passingNames: Set<FileName> = []
  private var progresses: [ObjectIdentifier: DepositInTransit.Progress] = [:]
  private var order: [(deposit: DepositInTransit, ending: DepositPart.Ending?)] = []
  private var replayed: [ObjectIdentifier: Replay] = [:]

  init(batches: [String: BatchID]) { self.batches = batches }

  /// Nil when there is none yet that has room for the name.
  mutating func passingBatch(for deposit: DepositInTransit) -> BatchID? {
    guard let last = passingBatches.last, passingNames.insert(deposit.name).inserted else {
      return nil
    }
    return last
  }

  mutating func passing(_ new: BatchID, _ deposit: DepositInTransit) -> BatchID {
    passingBatches.append(new)
    passingNames = [deposit.name]
    return new
  }

  func progress(of deposit: DepositInTransit) -> DepositInTransit.Progress {
    progresses[ObjectIdentifier(deposit)] ?? deposit.progress.withLock { $0 }
  }

  mutating func note(_ part: DepositPart, _ progress: DepositInTransit.Progress) {
    progresses[ObjectIdentifier(part.deposit)] = progress
    order.append((part.deposit, part.ending))
  }

  mutating func replayed(_ part: DepositPart, _ replay: Replay) {
    replayed[ObjectIdentifier(part.deposit)] = replay
    order.append((part.deposit, part.ending))
  }

  /// Call after COMMIT. Returns the deposits that have ended, in the order of admission.
  func commit() -> [EndedDeposit] {
    order.compactMap { deposit, ending in
      let identity = ObjectIdentifier(deposit)
      if let replay = replayed[identity], let ending {
        return EndedDeposit(
          deposit: deposit, id: replay.id, outcome: replay.outcome, counts: ArticleCounts(),
          reason: replay.reason, rejected: progress(of: deposit).rejected,
          articles: nil, ending: ending, openBatch: nil, isReplay: true)
      }
      guard let progress = progresses[identity] else { return nil }
      deposit.progress.withLock { $0 = progress }
      guard let ending, let id = progress.id, let outcome = progress.outcome else { return nil }
      return EndedDeposit(
        deposit: deposit, id: id, outcome: outcome, counts: progress.counts,
        reason: progress.reason, rejected: progress.rejected, stories: progress.stories,
        articles: progress.articles, ending: ending, openBatch: progress.ownBatch?.name,
        isReplay: false)
    }
  }
}
