import NewsInbox
import NewsModel
import NewsStore

/// The open rows of batches: a row a claim folder, closed when disposal has emptied the folder.
///
/// What lies in no claim folder belongs to a passing batch, which is closed with the transaction that opens
/// it, or, when it takes several transactions or a reason is to be written, to one of its own: a start need
/// not look at millions of files that were left where they are, and one name may come again and again.
struct Batches {
  /// By the claim folder's name, or the own batch's.
  private var open: [String: BatchID]
  /// Own batches that were opened, so that their names differ.
  private var ownCount = 0
  /// Of the transaction: for deposits that lie in no claim folder and end with it; the last is not full.
  private var passing: [BatchID] = []
  /// Names in the last passing batch.
  private var passingNames: Set<FileName> = []

  /// - Parameter open: Those that an earlier run has left open.
  init(_ open: [String: BatchID]) { self.open = open }

  /// The row for a new deposit, and its own batch when that is one.
  mutating func row(
    for part: DepositPart, _ writer: inout StoreWriter
  ) throws -> (BatchID, DepositProgress.OwnBatch?) {
    let deposit = part.deposit
    if deposit.isLeft {
      if part.isCleanWhole { return (try passingRow(for: deposit, &writer), nil) }
      ownCount += 1
      let name = "\(deposit.batch)-\(ownCount)"
      let own = try Self.open(name, deposit, &writer)
      return (own, DepositProgress.OwnBatch(id: own, name: name))
    }
    // A name is in a claim folder once (ClaimBatch); should it not be, all others must not suffer.
    if let known = open[deposit.batch], try writer.knownDeposit(known, deposit.name) == nil {
      return (known, nil)
    }
    let new = try Self.open(deposit.batch, deposit, &writer)
    open[deposit.batch] = new
    return (new, nil)
  }

  private mutating func passingRow(
    for deposit: Deposit, _ writer: inout StoreWriter
  ) throws -> BatchID {
    if let last = passing.last, passingNames.insert(deposit.name).inserted { return last }
    let new = try Self.open(deposit.batch, deposit, &writer)
    passing.append(new)
    passingNames = [deposit.name]
    return new
  }

  private static func open(
    _ name: String, _ deposit: Deposit, _ writer: inout StoreWriter
  ) throws -> BatchID {
    try writer.openBatch(inbox: deposit.inbox.pathText, name: name, at: deposit.received)
  }

  /// The deposit has ended: its own batch is closed, or left open until disposal has written its reasons.
  mutating func end(
    _ own: DepositProgress.OwnBatch, staysOpen: Bool, _ writer: inout StoreWriter, now: Timestamp
  ) throws {
    if staysOpen {
      open[own.name] = own.id
    } else {
      try writer.closeBatches([own.id], at: now)
    }
  }

  /// Closes what disposal has emptied. Names without an open row are passed over.
  mutating func close(_ names: [String], _ writer: inout StoreWriter, now: Timestamp) throws {
    let closed = names.compactMap { open.removeValue(forKey: $0) }
    if !closed.isEmpty { try writer.closeBatches(closed, at: now) }
  }

  /// The transaction ends.
  mutating func closePassing(_ writer: inout StoreWriter, now: Timestamp) throws {
    try writer.closeBatches(passing, at: now)
    passing = []
    passingNames = []
  }
}
