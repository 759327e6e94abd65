import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// How far a deposit has been read and handed over. A value of whoever reads it.
struct ReadingPosition {
  let deposit: Deposit
  /// Records that the store queue has or has had, from the first on: where reading goes on.
  private(set) var records = 0
  /// Of the last of them; nil when nobody knows how they were counted.
  private(set) var mark: ReadingMark?
  /// A part of it is stored, or will be: it is read to its end from where it lies, never put back.
  private(set) var hasBegun = false
  /// Where reading goes on is its beginning, though a part of it is stored.
  private(set) var startsAgain = false
  /// An earlier run committed bad records that it may not have set aside: the next reading keeps them.
  private(set) var lacksRejects = false
  /// From the moment the watch noticed it to the beginning of the first attempt; nil when no watch
  /// did.
  private(set) var waitedMilliseconds: Int64?

  init(_ deposit: Deposit) {
    self.deposit = deposit
    guard case .begun(let begun) = deposit.earlier else { return }
    records = begun.records
    hasBegun = records > 0
    mark = begun.row.progress.map { ReadingMark(rules: $0.rules, record: $0.mark) }
    lacksRejects = begun.row.counts.rejected > 0
  }

  /// An attempt begins.
  mutating func noteStart() {
    guard waitedMilliseconds == nil, let arrival = deposit.claimed?.arrival else { return }
    let waited = Moment.now().monotonicNanoseconds - arrival.noticedNanoseconds
    waitedMilliseconds = max(0, waited / 1_000_000)
  }

  /// The record behind which reading would go on is not there, or was counted by other rules.
  mutating func startAgain() {
    (records, mark, startsAgain, lacksRejects) = (0, nil, true, false)
  }

  /// The part is with the store queue.
  mutating func advance(by part: DepositPart) {
    records += part.records.count
    mark = part.mark
    hasBegun = hasBegun || records > 0
    if part.startsAgain { startsAgain = false }
    if part.earlierRejects != nil { lacksRejects = false }
  }
}
