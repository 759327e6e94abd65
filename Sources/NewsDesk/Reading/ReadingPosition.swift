import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// How far a deposit has been read and handed over. A value of whoever reads it.
struct ReadingPosition {
  let deposit: Deposit
  /// Records that the store queue has or has had, from the first on: where reading goes on.
  private(set) var records = 0
  /// An earlier run committed bad records that it may not have set aside: the next reading keeps them.
  private(set) var lacksRejects = false
  /// From the moment the watch noticed it to the beginning of the first attempt; nil when no watch
  /// did.
  private(set) var waitedMilliseconds: Int64?

  init(_ deposit: Deposit) {
    self.deposit = deposit
    guard case .begun(let begun) = deposit.earlier else { return }
    records = begun.records
    lacksRejects = begun.row.counts.rejected > 0
  }

  /// A part of it is stored, or will be: it is read to its end from where it lies, never put back.
  var hasBegun: Bool { records > 0 }

  /// An attempt begins.
  mutating func noteStart() {
    guard waitedMilliseconds == nil, let arrival = deposit.claimed?.arrival else { return }
    let waited = Moment.now().monotonicNanoseconds - arrival.noticedNanoseconds
    waitedMilliseconds = max(0, waited / 1_000_000)
  }

  /// The part is with the store queue.
  mutating func advance(by part: DepositPart) {
    records += part.records.count
    if part.earlierRejects != nil { lacksRejects = false }
  }
}
