import NewsInbox
package import NewsLinux
package import NewsModel
package import NewsStore

/// Deposits that the order log has and the database has not: an older backup was put in its place. A rebuild brings
/// them back; until then their numbers are not given to anything else.
package struct NewerDeposits {
  /// Of the newest ones on record; more are not counted one by one.
  static let most = 1000

  /// So many of the newest recorded deposits are not in the database.
  package let missing: Int
  /// There may be more.
  package let isAtLeast: Bool
  private let last: (deposit: Int64, article: Int64)

  /// - Parameters:
  ///   - spool: where order/ lies.
  ///   - store: the database.
  /// - Throws: what keeps either from being read.
  package init(spool: Folder, store: StoreReader) throws {
    let entries = try OrderLog.newest(in: spool).suffix(Self.most)
    missing = try entries.count { try store.deposit($0.id) == nil }
    isAtLeast = missing > 0 && missing == entries.count
    last = (
      entries.map(\.id.rawValue).max() ?? 0,
      entries.flatMap(\.articles).map(\.upperBound).max() ?? 0
    )
  }

  /// Nil when nothing is missing.
  package var sentence: String? {
    guard missing > 0 else { return nil }
    let deposits = counted(missing, "deposit")
    return
      "\(isAtLeast ? "at least \(deposits)" : deposits) in order/ \(missing == 1 ? "is" : "are") not in this"
      + " database, which is older: stop the daemon, and `wiredesk rebuild` brings them back"
  }

  /// No number on record is given twice, and none of an event. Each article opens one story at most.
  package func keepNumbers(_ store: Store, at now: Timestamp) throws {
    if missing > 0 { try store.transaction { $0.beginEventsAnew(at: now) } }
    let numbers = try store.reader.numbers()
    guard last.deposit > numbers.deposit || last.article > numbers.article else { return }
    let articles = max(0, last.article - numbers.article)
    try store.transaction {
      $0.raise(
        to: StoreReader.Numbers(
          article: last.article, story: numbers.story + articles, deposit: last.deposit))
    }
  }
}
