import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// A deposit that an earlier run committed and may not have disposed of.
struct Replay: Sendable {
  struct Key: Hashable, Sendable {
    var inbox: String
    var name: FileName
  }
  var key: Key
  var id: DepositID
  var digest: ContentDigest
  /// A file of the same name and bytes that was changed or moved after this is another deposit.
  var received: Timestamp
  var outcome: Outcome
  var reason: Rejection?
}

/// What recovery found committed but not in claim/: the same bytes under the same name, dropped
/// before, are that deposit again and not a new one (P2). Asked by the workers, used up by the store
/// queue.
final class Replays: Sendable {
  private let entries: Mutex<[Replay.Key: Replay]>

  init(_ all: [Replay]) {
    entries = Mutex(Dictionary(all.map { ($0.key, $0) }, uniquingKeysWith: { $1 }))
  }

  /// The old deposit that a file is if its bytes have that one's digest.
  func candidate(inbox: Inbox, name: FileName, facts: FileFacts) -> Replay? {
    entries.withLock { entries in
      guard !entries.isEmpty else { return nil }
      let replay = entries[Replay.Key(inbox: inbox.pathText, name: name)]
      return replay.flatMap { $0.covers(facts) ? $0 : nil }
    }
  }

  /// The old deposit that a whole file is.
  func replay(of part: DepositPart) -> Replay? {
    guard let stored = part.deposit.stored, stored.digest == part.ending?.digest,
      entries.withLock({ $0[stored.key] != nil })
    else { return nil }
    return stored
  }

  func remove(_ keys: [Replay.Key]) {
    entries.withLock { entries in for key in keys { entries[key] = nil } }
  }
}

extension Replay {
  /// The file was dropped before the deposit was received: its change time says so, which nobody
  /// can set.
  fileprivate func covers(_ facts: FileFacts) -> Bool {
    facts.changedNanoseconds / 1_000_000 <= received.milliseconds
  }

  /// Nil while the deposit has not ended.
  init?(_ record: DepositRow) {
    guard let end = record.end, let digest = record.deposit.content else { return nil }
    let code = end.code.flatMap(Rejection.Code.init)
    self.init(
      key: Key(inbox: record.deposit.inbox, name: record.deposit.name), id: record.id,
      digest: digest, received: record.deposit.received, outcome: end.outcome,
      reason: code.map { Rejection($0, end.message ?? "") })
  }
}
