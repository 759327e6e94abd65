import NewsInbox
import NewsModel
import NewsStore

/// Notes ended deposits in the order log before their files leave claim/, and counts how often a file
/// has failed. For the dispose queue.
struct OrderKeeping: Sendable {
  let log: OrderLog
  let store: Store

  /// Notes what is not noted under this day yet. Cost: one sync a call.
  ///
  /// - Throws: then nothing may move.
  func note(_ ended: inout [EndedDeposit], at time: Timestamp) throws(InboxError) {
    let day = time.isoDay
    let new = ended.indices.filter { ended[$0].recordedDay != day }
    try log.append(new.map { entry(ended[$0]) }, at: time)
    for index in new { ended[index].recordedDay = day }
  }

  private func entry(_ ended: EndedDeposit) -> OrderLog.Entry {
    // Unreadable now: then the entry says less, and a rebuild puts these articles where it meets them.
    let articles = ended.articles ?? (try? store.reader.articleRanges(of: ended.id)) ?? []
    return OrderLog.Entry(
      id: ended.id, outcome: ended.outcome, place: ended.place,
      received: ended.deposit.received, sizeBytes: ended.ending.sizeBytes,
      digest: ended.ending.digest, articles: articles, format: ended.ending.format,
      code: ended.reason?.code, message: ended.reason?.message, source: ended.deposit.source,
      inbox: ended.deposit.inbox.pathText, name: ended.deposit.name)
  }

  /// For each of some files that have failed just now: how often they have, this time included.
  func attempts(of failed: [EndedDeposit]) -> [Int] {
    // Only a number in a reason file: what cannot be counted was the first time.
    let counts =
      (try? store.reader.failures(of: failed.map { ($0.deposit.name, $0.ending.digest) })) ?? []
    return failed.indices.map { max(1, counts.indices.contains($0) ? counts[$0] : 1) }
  }
}

extension EndedDeposit {
  fileprivate var place: OrderLog.Entry.Place {
    if isBack { return .nowhere }
    if isSetAside { return .failed }
    guard let claimed else { return .nowhere }
    return switch claimed.mode {
    case .move: .done
    case .leave: .left
    case .delete: .nowhere
    }
  }
}
