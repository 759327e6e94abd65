import NewsInbox
import NewsModel
import NewsStore

/// A deposit whose outcome is durable: what the journal says of it and what disposal needs.
struct EndedDeposit: Sendable {
  let deposit: Deposit
  let id: DepositID
  let outcome: Outcome
  let counts: Verdict.Counts
  /// Why it failed, or the first reason why it is partial.
  let reason: Rejection?
  /// Its bad records that are at hand.
  let rejected: [RejectedDocument]
  let stories: StoriesOfDeposit
  /// Kills among its articles, and what these have taken back; nothing of what an earlier run has stored.
  let kills: (count: Int, articles: Int)
  /// The numbers of its new articles; nil when only the store knows them all.
  let articles: [ClosedRange<Int64>]?
  let ending: DepositPart.Ending
  /// A batch that is to be closed when it is disposed of; nil when its claim folder tells.
  let openBatch: String?
  /// True when it had ended in an earlier run, which died before it was disposed of: nothing is
  /// counted or logged again.
  let isReplay: Bool
  /// Its file changed after it was read, and is back in the inbox as another deposit's.
  var isBack = false
  /// A sync of its file has failed: whether its bytes are on the disk must be looked at.
  var isInDoubt = false
  /// The day under which the order log has it; nil until then.
  var recordedDay: String?

  /// It ends now: the progress has everything that it has given.
  init(
    _ deposit: Deposit, _ outcome: Outcome, _ reason: Rejection?, _ progress: DepositProgress,
    _ ending: DepositPart.Ending
  ) {
    self.deposit = deposit
    id = progress.id
    self.outcome = outcome
    counts = progress.counts
    self.reason = reason
    rejected = progress.kept.records
    stories = progress.stories
    kills = progress.kills
    articles = progress.articles
    self.ending = ending
    openBatch = progress.ownBatch?.name
    isReplay = false
  }

  /// It ended in an earlier run.
  ///
  /// - Parameters:
  ///   - deposit: As it was found again.
  ///   - replay: What that run has stored of it.
  ///   - rejected: Its bad records, which that run may not have set aside.
  ///   - openBatch: Its own batch, when no claim folder holds it.
  init(
    _ deposit: Deposit, again replay: Replay, rejected: [RejectedDocument], openBatch: String? = nil
  ) {
    self.deposit = deposit
    id = replay.id
    outcome = replay.outcome
    counts = replay.counts
    reason = replay.reason
    self.rejected = rejected
    stories = StoriesOfDeposit()
    kills = (0, 0)
    articles = nil
    ending = DepositPart.Ending(
      digest: replay.digest, sizeBytes: replay.sizeBytes, format: replay.format)
    self.openBatch = openBatch
    isReplay = true
  }

  /// It killed the program; what was stored of it before stays stored.
  var isPoison: Bool { reason?.reason == .poison }
  /// The whole file belongs into failed/.
  var isSetAside: Bool { outcome == .failed || isPoison }

  /// The file that is to be disposed of; nil for one given to `ingest`, and for one that is back.
  var claimed: ClaimedFile? { isBack ? nil : deposit.claimed }

  /// Why the whole file is in failed/.
  var reasonFile: ReasonFile {
    file(
      name: deposit.name, reason ?? Rejection(.unreadable, "no reason was kept"),
      sizeBytes: ending.sizeBytes, digest: ending.digest)
  }

  /// Why one record is there. It is called `NAME~4` for the fourth record.
  func reasonFile(of record: RejectedDocument) -> ReasonFile {
    let name = FileName(bytes: deposit.name.bytes + Array("~\(record.ordinal + 1)".utf8))
    return file(
      name: name, record.rejection, sizeBytes: Int64(record.bytes.count), digest: nil)
  }

  private func file(
    name: FileName, _ reason: Rejection, sizeBytes: Int64, digest: ContentDigest?
  ) -> ReasonFile {
    ReasonFile(
      name: name, code: reason.code, message: reason.message, locator: reason.locator,
      limit: reason.limit, sizeBytes: sizeBytes, digest: digest, source: deposit.source,
      received: deposit.received)
  }
}
