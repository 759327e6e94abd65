package import NewsModel

/// A row of `deposit` as readers get it.
package struct DepositRow: Hashable, Sendable {
  package var id: DepositID
  package var deposit: NewDeposit
  package var counts: Verdict.Counts
  /// Container records already committed: where to go on.
  package var recordOffset: Int64
  /// How these were counted; nil when nobody knows, and where it was not asked for (`openBatches` does).
  package var progress: Progress?
  /// Nil while it is being read.
  package var end: DepositEnd?

  /// The batch of what a rebuild has stored: no folder below claim/ has this name.
  package static let rebuiltBatch = "rebuild"

  /// Stored by a rebuild: it ended then, and not on the day in whose folder of done/ its file lies.
  package var isRebuilt: Bool {
    deposit.claim?.bytes.starts(with: Array("\(Self.rebuiltBatch)/".utf8)) ?? false
  }
}

extension StoreReader {
  /// A batch whose files are not all disposed of.
  package struct OpenBatch: Hashable, Sendable {
    package var id: BatchID
    package var inbox: String
    /// The folder below claim/.
    package var name: String
    package var opened: Timestamp
    /// In order of admission; files of the batch that never came to the store are not among them.
    package var deposits: [DepositRow]
  }
}

/// A row of `rejection`; the code stays text, since an older or newer program may have written it.
package struct RejectionRow: Hashable, Sendable {
  /// 1, 2, 3 … in the deposit.
  package var ordinal: Int
  package var locator: String
  package var code: String
  package var message: String
  package var limit: String?

  package init(ordinal: Int, locator: String, code: String, message: String, limit: String?) {
    self.ordinal = ordinal
    self.locator = locator
    self.code = code
    self.message = message
    self.limit = limit
  }
}

extension DepositRow {
  static let columns = """
    id, batch, inbox, source, name, claim, size, content_digest, received, originals, identicals,
    near_duplicates, updates, excerpts, unchanged, rejected, record_offset, outcome, format, code,
    message, finished, waited_ms, decode_us, match_us, earlier_versions
    """

  init(_ row: Columns) throws {
    id = DepositID(rawValue: row.integer(0))
    let content = row.optionalBlob(7).flatMap { $0.count == 32 ? ContentDigest(bytes: $0) : nil }
    deposit = NewDeposit(
      batch: BatchID(rawValue: row.integer(1)), inbox: row.text(2), source: row.text(3),
      name: FileName(bytes: row.blob(4)), claim: row.optionalBlob(5).map { FileName(bytes: $0) },
      sizeBytes: row.integer(6), content: content,
      received: Timestamp(milliseconds: row.integer(8)))
    counts = Verdict.Counts()
    counts.original = Int(row.integer(9))
    counts.identical = Int(row.integer(10))
    counts.nearDuplicate = Int(row.integer(11))
    counts.update = Int(row.integer(12))
    counts.excerpt = Int(row.integer(13))
    counts.unchanged = Int(row.integer(14))
    counts.rejected = Int(row.integer(15))
    counts.earlierVersion = Int(row.integer(25))
    recordOffset = row.integer(16)
    end = nil
    if let word = row.optionalText(17) {
      guard let outcome = Outcome(rawValue: word) else {
        throw StoreFailure(.corrupt, "a deposit has the unknown outcome \(quoted(word))")
      }
      var durations = DepositEnd.Durations()
      durations.waitedMilliseconds = row.optionalInteger(22)
      durations.decodeMicroseconds = row.optionalInteger(23)
      durations.matchMicroseconds = row.optionalInteger(24)
      end = DepositEnd(
        outcome: outcome, format: row.optionalText(18), content: content,
        code: row.optionalText(19), message: row.optionalText(20),
        finished: Timestamp(milliseconds: row.integer(21)), durations: durations)
    }
  }
}
