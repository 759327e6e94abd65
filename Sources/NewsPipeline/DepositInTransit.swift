import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// A deposit between its claim and its disposal: where it came from, and how far it has got.
///
/// Shared by the worker that reads it, the store queue and the dispose queue, each in its turn; what
/// changes stands under the lock.
final class DepositInTransit: Sendable {
  /// Where its bytes lie now, and so what disposing of it means.
  enum Origin: Sendable {
    /// Out of an inbox: to be moved or deleted after COMMIT; in leave mode remembered.
    case inbox(ClaimedFile)
    /// Given to `ingest` by its path, and never touched.
    case given
  }
  /// A record of a container that is no article, to be set aside after COMMIT.
  struct SetAsideRecord: Sendable {
    var rejection: Rejection
    /// The record's place in the container, from 0.
    var ordinal: Int
    var bytes: [UInt8]
  }
  struct Progress {
    var id: DepositID?
    /// Records committed, in an earlier run too: the resume offset.
    var committedRecords = 0
    var counts = ArticleCounts()
    var rejected: [SetAsideRecord] = []
    var stories: [StoryID] = []
    var reason: Rejection?
    var outcome: Outcome?
  }

  let origin: Origin
  let inbox: Inbox
  let name: FileName
  let source: String
  let received: Timestamp
  /// As at the claim.
  let facts: FileFacts
  /// The claim folder's name; in leave mode one name for the whole run.
  let batch: String
  let progress: Mutex<Progress>

  init(
    origin: Origin, inbox: Inbox, name: FileName, received: Timestamp, facts: FileFacts,
    batch: String, resuming: Progress = Progress()
  ) {
    self.origin = origin
    self.inbox = inbox
    self.name = name
    source = inbox.source.source(of: name)
    self.received = received
    self.facts = facts
    self.batch = batch
    progress = Mutex(resuming)
  }

  /// Where the claimed file lies, below claim/; nil when it was not moved.
  var claimPath: FileName? {
    guard case .inbox(let file) = origin, file.place != nil else { return nil }
    return FileName(bytes: Array(batch.utf8) + [0x2F] + name.bytes)
  }

  /// In leave mode: what is remembered so that the file is not read again as it is.
  func leftFile(digest: ContentDigest) -> LeftFile? {
    guard case .inbox(let file) = origin, file.mode == .leave else { return nil }
    return LeftFile(
      device: Int64(bitPattern: facts.device), inode: Int64(bitPattern: facts.inode),
      sizeBytes: facts.sizeBytes, modifiedNanoseconds: facts.modifiedNanoseconds,
      changedNanoseconds: facts.changedNanoseconds, content: digest)
  }
}

extension Inbox {
  /// The inbox's path as the store keeps it.
  var pathText: String { String(decoding: path, as: UTF8.self) }
}

/// What a worker has made ready for the store queue: a whole small deposit, or some records of a
/// container.
struct DepositPart: Sendable {
  enum Record: Sendable {
    case article(PreparedArticle)
    case rejected(DepositInTransit.SetAsideRecord)
  }
  /// What is known only after the last byte.
  struct Ending: Sendable {
    var digest: ContentDigest
    var sizeBytes: Int64
    var format: String?
    /// Why the deposit ended early; nil when it was read to its end.
    var failure: Rejection?
    var durations = DepositDurations()
  }
  let deposit: DepositInTransit
  var records: [Record]
  /// Nil while more parts of the same deposit follow.
  var ending: Ending?
  /// Bytes of text held, for the hand-over's limit.
  var bytes: Int
}
