import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// One complete file, claimed: who it is from, and where its bytes lie until it is disposed of. Nothing of
/// it changes: how far it has been read is the reader's (`ReadingPosition`), how far it has been stored the
/// store queue's (`DepositProgress`).
final class Deposit: Sendable {
  /// Where its bytes lie, and so what disposing of it means.
  enum Origin: Sendable {
    /// Out of an inbox: to be moved or deleted after COMMIT; in leave mode remembered.
    case inbox(ClaimedFile)
    /// Given to `ingest` by its path and never touched, or in no file any more.
    case given
  }
  /// What an earlier run has stored of it.
  enum Earlier: Sendable {
    case nothing
    /// All of it, if its bytes are those of this deposit.
    case perhaps(Replay)
    /// Some of its records: the others follow.
    case begun(BegunDeposit)
  }

  let claim = ClaimID()
  let origin: Origin
  let inbox: Inbox
  let name: FileName
  let source: String
  let received: Timestamp
  /// As at the claim.
  let sizeBytes: Int64
  /// The claim folder's name; of what is read where it lies, one name for the whole run.
  let batch: String
  let earlier: Earlier
  /// On record: it was taken out of its inbox then.
  private let wasTaken: Bool

  init(
    origin: Origin, inbox: Inbox, name: FileName, received: Timestamp, sizeBytes: Int64,
    batch: String, earlier: Earlier = .nothing, wasTaken: Bool = false
  ) {
    self.origin = origin
    self.inbox = inbox
    self.name = name
    source = inbox.source.source(of: name)
    self.received = received
    self.sizeBytes = sizeBytes
    self.batch = batch
    self.earlier = earlier
    self.wasTaken = wasTaken
  }

  /// One that only the books know, with the path of the inbox it was accounted under: its records come
  /// from somewhere else than a claimed file.
  convenience init(
    recorded name: FileName, inbox: String, source: String, received: Timestamp, sizeBytes: Int64,
    batch: String, earlier: Earlier = .nothing, wasTaken: Bool = false
  ) {
    self.init(
      origin: .given,
      inbox: Inbox(
        name: "inbox", path: Array(inbox.utf8), mode: .leave, source: .named(source)),
      name: name, received: received, sizeBytes: sizeBytes, batch: batch, earlier: earlier,
      wasTaken: wasTaken)
  }

  /// The file that is to be disposed of; nil when there is none.
  var claimed: ClaimedFile? {
    if case .inbox(let file) = origin { file } else { nil }
  }

  /// It stays where it is whatever comes out, and is read again when it changes.
  var isLeft: Bool { claimed?.place == nil }

  /// In leave mode a reason is all that tells of a bad file or record, so it must outlive a crash.
  var leavesReasons: Bool { claimed.map { $0.place == nil } ?? false }

  /// Where the claimed file lies or lay, below claim/; nil when it was not moved.
  var claimPath: FileName? {
    isLeft && !wasTaken ? nil : FileName(bytes: Array(batch.utf8) + [0x2F] + name.bytes)
  }

  /// In leave mode: what is remembered so that the file is not read again as it is.
  func seenFile(digest: ContentDigest?) -> SeenFile? {
    guard let claimed, claimed.mode == .leave, let digest else { return nil }
    return SeenFile(claimed.facts, content: digest)
  }
}

/// A deposit that an earlier run has stored a part of.
struct BegunDeposit: Sendable {
  var row: DepositRow
  /// The name of a batch that holds this deposit only; nil when a claim folder holds it.
  var ownBatch: String?
  /// Records that are stored: the others follow.
  var records: Int { Int(row.recordOffset) }
}

extension SeenFile {
  init(_ facts: FileFacts, content: ContentDigest) {
    self.init(
      device: Int64(bitPattern: facts.device), inode: Int64(bitPattern: facts.inode),
      sizeBytes: facts.sizeBytes, modifiedNanoseconds: facts.modifiedNanoseconds,
      changedNanoseconds: facts.changedNanoseconds, content: content)
  }
}
