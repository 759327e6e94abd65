import NewsModel

/// What admission knows of deposits that have begun: a value, which a transaction changes and COMMIT makes
/// true. A transaction that fails leaves no trace in it.
struct OpenDeposits {
  var batches: Batches
  /// Of those that have a row and have not ended. Nearly all deposits begin and end in one transaction.
  private(set) var progress: [ClaimID: DepositProgress] = [:]
  /// Those that end with this transaction, in the order of admission.
  private(set) var ended: [EndedDeposit] = []
  /// Deposits of an earlier run that were met again in this transaction.
  private(set) var metAgain: [Replay.FileKey] = []

  init(_ batches: Batches) { self.batches = batches }

  /// Nil for one that has no row yet.
  func progress(of deposit: Deposit) -> DepositProgress? {
    if let known = progress[deposit.claim] { return known }
    guard case .begun(let begun) = deposit.earlier else { return nil }
    return DepositProgress(begun)
  }

  /// More of it will follow.
  mutating func goOn(_ deposit: Deposit, _ progress: DepositProgress) {
    self.progress[deposit.claim] = progress
  }

  mutating func end(_ deposit: EndedDeposit) {
    progress[deposit.deposit.claim] = nil
    ended.append(deposit)
  }

  /// It is one that an earlier run has stored.
  mutating func meetAgain(_ part: DepositPart, _ replay: Replay) {
    metAgain.append(replay.key)
    ended.append(
      EndedDeposit(part.deposit, again: replay, rejected: part.earlierRejects?.records ?? []))
  }

  /// Nothing more of it will be stored in this run.
  mutating func letGo(_ deposit: Deposit) { progress[deposit.claim] = nil }

  /// For the next transaction.
  var next: OpenDeposits {
    var next = self
    next.ended = []
    next.metAgain = []
    return next
  }
}
