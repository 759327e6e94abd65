import NewsModel
import NewsStore

/// What a worker has made ready for the store queue: a whole small deposit, or some records of a
/// container.
struct DepositPart: Sendable {
  /// What a record takes beside its text, in bytes: its fields, its slot, its share of the part.
  static let recordBytes = 512

  enum Record: Sendable {
    case article(PreparedArticle)
    /// No article: to be set aside after COMMIT. Ordinal: its place in the container, from 0, by which its
    /// bytes are named. Bytes: nil when they are not at hand; then it is counted, and stays in the container.
    case rejected(Rejection, ordinal: Int, bytes: [UInt8]?)
    /// So many that were the same again when they came, and are not at hand: only a rebuild has them.
    case unchanged(Int)
    /// An article that was forgotten, at its place: only a rebuild has it.
    case forgotten(Article.Tombstone, format: String?)
  }

  /// What is known only after the last byte.
  struct Ending: Sendable {
    /// Nil when its bytes cannot be read any more.
    var digest: ContentDigest?
    var sizeBytes: Int64
    var format: String?
    /// Why the deposit ended early; nil when it was read to its end.
    var failure: Rejection?
    var durations = DepositEnd.Durations()
  }

  let deposit: Deposit
  var records: [Record]
  /// Nil while more parts of the same deposit follow.
  var ending: Ending?
  /// Bytes of text held, for the hand-over's limit.
  var bytes: Int
  /// Bad records that an earlier run has committed and may not have set aside.
  var earlierRejects: RejectedDocuments?
  /// Of its last record: where reading goes on behind it. Nil where nothing will.
  var mark: ReadingMark?
  /// The deposit's first record is its first: what was stored of it before is met again.
  var startsAgain = false
  /// CPU of fingerprints, terms and speculation; nil when it was not measured.
  var preparationNanoseconds: Int64?

  /// A whole deposit that holds articles and nothing else: no reason will have to be written.
  var isCleanWhole: Bool {
    guard let ending, ending.failure == nil, !records.isEmpty else { return false }
    return records.allSatisfy { if case .article = $0 { true } else { false } }
  }
}

extension DepositPart {
  /// Without records: the end of a deposit, or, without an ending, only its row.
  init(_ deposit: Deposit, ending: Ending?, earlierRejects: RejectedDocuments? = nil) {
    self.init(
      deposit: deposit, records: [], ending: ending, bytes: Self.recordBytes,
      earlierRejects: earlierRejects)
  }
}
