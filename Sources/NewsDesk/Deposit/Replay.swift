import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// A deposit that an earlier run committed and may not have disposed of.
struct Replay: Sendable {
  /// The inbox's path, and the path below it.
  struct FileKey: Hashable, Sendable {
    var inbox: String
    var name: FileName
  }
  var key: FileKey
  var id: DepositID
  var digest: ContentDigest
  var sizeBytes: Int64
  var format: String?
  /// A file of the same name and bytes that was changed or moved after this is another deposit.
  var received: Timestamp
  var outcome: Outcome
  var counts: Verdict.Counts
  var reason: Rejection?

  /// Nil while the deposit has not ended, or nothing is known of its bytes.
  init?(_ row: DepositRow) {
    guard let end = row.end, let digest = row.deposit.content else { return nil }
    key = FileKey(inbox: row.deposit.inbox, name: row.deposit.name)
    id = row.id
    self.digest = digest
    sizeBytes = row.deposit.sizeBytes
    format = end.format
    received = row.deposit.received
    outcome = end.outcome
    counts = row.counts
    reason = end.code.flatMap(Rejection.Code.init).map { Rejection($0, end.message ?? "") }
  }

  /// The file was dropped before the deposit was received: its change time says so, which nobody
  /// can set.
  fileprivate func covers(_ facts: FileFacts) -> Bool {
    facts.changedNanoseconds / 1_000_000 <= received.milliseconds
  }
}

/// What recovery found committed but not in claim/: the same bytes under the same name, dropped
/// before, are that deposit again and not a new one (P2). Asked by the workers, used up by the store
/// queue.
final class Replays: Sendable {
  private let entries: Mutex<[Replay.FileKey: Replay]>

  init(_ all: [Replay]) {
    entries = Mutex(Dictionary(all.map { ($0.key, $0) }, uniquingKeysWith: { $1 }))
  }

  /// The old deposit that a file is if its bytes have that one's digest.
  func candidate(inbox: Inbox, name: FileName, facts: FileFacts) -> Replay? {
    entries.withLock { entries in
      guard !entries.isEmpty else { return nil }
      let replay = entries[Replay.FileKey(inbox: inbox.pathText, name: name)]
      return replay.flatMap { $0.covers(facts) ? $0 : nil }
    }
  }

  /// The old deposit that a whole file is.
  func replay(of part: DepositPart) -> Replay? {
    guard case .perhaps(let stored) = part.deposit.earlier, stored.digest == part.ending?.digest,
      entries.withLock({ $0[stored.key] != nil })
    else { return nil }
    return stored
  }

  func remove(_ keys: [Replay.FileKey]) {
    entries.withLock { entries in for key in keys { entries[key] = nil } }
  }
}
