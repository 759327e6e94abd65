/// Parts that are not committed yet, transaction by transaction.
struct Unsettled {
  /// The parts of each, in the order of admission; never empty, but its first may be.
  private var transactions: [[DepositPart]]
  /// Emptied batches, closed with the first of them.
  private(set) var closing: [String]

  init(_ parts: [DepositPart], closing: [String]) {
    transactions = [parts]
    self.closing = closing
  }

  /// What the next transaction stores.
  var first: [DepositPart] { transactions.first ?? [] }

  /// The batches are closed, or perhaps to blame: a start that finds a folder's row open only looks once
  /// more.
  mutating func dropClosing() { closing = [] }

  /// Nothing more of a deposit is to be stored: its later parts go with the one that was refused.
  func without(_ claim: ClaimID) -> Unsettled {
    var next = self
    next.transactions = transactions.map { $0.filter { $0.deposit.claim != claim } }
    return next
  }

  /// What follows the first transaction, with others in its place; nil when nothing is left.
  func replacingFirst(by others: [[DepositPart]]) -> Unsettled? {
    var next = self
    next.transactions.replaceSubrange(0..<min(1, transactions.count), with: others)
    return next.transactions.isEmpty ? nil : next
  }
}
