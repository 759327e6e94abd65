import NewsAnswers
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
    /// Nil when they are not at hand: the record is counted, and stays in the container.
    var bytes: [UInt8]?
  }
  /// The row of a batch that holds one deposit only, which lies in no claim folder; open until the
  /// deposit has ended and, when something is wrong with it, its reasons are written.
  struct OwnBatch {
    var id: BatchID
    var name: String
  }
  struct Progress {
    var id: DepositID?
    /// Nil once it is closed.
    var ownBatch: OwnBatch?
    /// Records committed, in an earlier run too: the resume offset.
    var committedRecords = 0
    var counts = ArticleCounts()
    /// The first bad records, to be set aside.
    var rejected: [KeptRecord] = []
    var keptBytes = 0
    /// Bad records beyond what is kept; they are counted, and stay in the container.
    var unkept = 0
    /// An earlier run committed bad records that it did not set aside: the next reading keeps them.
    var lacksRecords = false
    var stories = StoriesOfDeposit()
    /// The numbers of its new articles; nil when an earlier run gave some of them.
    var articles: [ClosedRange<Int64>]? = []
    /// At first that of the first bad record, at the end that of the deposit.
    var reason: Rejection?
    var outcome: Outcome?
  }

  let claim = ClaimID()
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
  /// Set when an earlier run may have stored it: if its bytes have that digest.
  let stored: Replay?
  /// Records that the store queue has or has had, from the first on: where reading goes on.
  private let handedOver: Atomic<Int>
  private let held = Atomic<Bool>(false)

  init(
    origin: Origin, inbox: Inbox, name: FileName, received: Timestamp, facts: FileFacts,
    batch: String, resuming: Progress = Progress(), stored: Replay? = nil
  ) {
    self.origin = origin
    self.inbox = inbox
    self.name = name
    source = inbox.source.source(of: name)
    self.received = received
    self.facts = facts
    self.batch = batch
    self.stored = stored
    handedOver = Atomic(resuming.committedRecords)
    progress = Mutex(resuming)
  }

  var handedOverRecords: Int { handedOver.load(ordering: .acquiring) }
  func noteHandedOver(_ records: Int) {
    handedOver.add(records, ordering: .acquiringAndReleasing)
  }
  /// The database takes no record of it, not even that it failed: it stays in claim/, and no more
  /// parts of it are wanted.
  var isHeld: Bool { held.load(ordering: .acquiring) }
  func hold() { held.store(true, ordering: .releasing) }
  /// A part of it is stored, or will be: it is read to its end from where it lies, never put back.
  var hasBegun: Bool { handedOverRecords > 0 }
  /// It stays where it is whatever comes out, and is read again when it changes.
  var isLeft: Bool {
    if case .inbox(let file) = origin { file.place == nil } else { true }
  }

  /// Where the claimed file lies, below claim/; nil when it was not moved.
  var claimPath: FileName? {
    guard case .inbox(let file) = origin, file.place != nil else { return nil }
    return FileName(bytes: Array(batch.utf8) + [0x2F] + name.bytes)
  }

  /// In leave mode a reason is all that tells of a bad file or record, so it must outlive a crash.
  var leavesReasons: Bool {
    if case .inbox(let file) = origin { file.place == nil } else { false }
  }

  /// In leave mode: what is remembered so that the file is not read again as it is.
  func seenFile(digest: ContentDigest?) -> SeenFile? {
    guard case .inbox(let file) = origin, file.mode == .leave, let digest else { return nil }
    return SeenFile(facts, content: digest)
  }
}

extension SeenFile {
  init(_ facts: FileFacts, content: ContentDigest) {
    self.init(
      device: Int64(bitPattern: facts.device), inode: Int64(bitPattern: facts.inode),
      sizeBytes: facts.sizeBytes, modifiedNanoseconds: facts.modifiedNanoseconds,
      changedNanoseconds: facts.changedNanoseconds, content: content)
  }
}

/// What a worker has made ready for the store queue: a whole small deposit, or some records of a
/// container.
struct DepositPart: Sendable {
  enum Record: Sendable {
    case article(PreparedArticle)
    case rejected(DepositInTransit.SetAsideRecord)
    /// So many that were the same again when they came, and are not at hand: only a rebuild has them.
    case unchanged(Int)
  }
  /// What is known only after the last byte.
  struct Ending: Sendable {
    /// Nil when its bytes cannot be read any more.
    var digest: ContentDigest?
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

  /// A whole deposit that holds articles and nothing else: no reason will have to be written.
  var isCleanWhole: Bool {
    guard let ending, ending.failure == nil, !records.isEmpty else { return false }
    return records.allSatisfy { if case .article = $0 { true } else { false } }
  }
}
