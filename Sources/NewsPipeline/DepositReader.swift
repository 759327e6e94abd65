import Dispatch
import NewsFormats
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// Reads one deposit from its first byte to its last: hashes, decodes, prepares, and hands the
/// parts over in their order. Runs on a decode worker; holds no more than one part of a container.
struct DepositReader {
  /// A container is handed over in parts of at most this many records: a commit takes as many parts
  /// as are there, so the size only decides how much is in memory, and how soon the store queue has
  /// work.
  static let partRecords = 128
  /// … or this much text, so that a part is never large.
  static let partBytes = 4 << 20
  /// A prepared article takes this many times its text: tokens, terms and alignments (measured:
  /// 24 KB for 3 KB).
  static let preparedFactor = 8

  enum Result {
    /// All parts are with the store queue.
    case handedOver
    /// It ends too early, and nothing of it was handed over in this run: its writer may go on.
    case endsEarly(Rejection)
    /// The file changed while it was read, and nothing was handed over.
    case changed
    /// The desk stops: what was handed over counts, the rest comes again.
    case abandoned
  }

  let limits: DecodingLimits
  let preparation: Preparation
  /// Puts a part; false when the desk stops.
  let handOver: @Sendable (DepositPart) -> Bool

  /// Parameters facts: as at the claim; nil when it is to be taken whatever has changed since.
  /// mayGrow: true while a file that ends too early may still get its rest.
  /// Throws: what reading threw; the deposit is then to be tried again.
  func read(
    _ deposit: DepositInTransit, _ file: Descriptor, facts: FileFacts?, mayGrow: Bool
  ) throws -> Result {
    let started = Moment.threadCPUNanoseconds()
    let bytes = try DepositBytes(file)
    var assembly = Assembly(deposit: deposit, preparation: preparation)
    let decoder = DepositDecoder(name: deposit.name, limits: limits, cpuClock: cpuClock) {
      try bytes.read(into: $0)
    }
    let resume = deposit.progress.withLock { $0.committedRecords }
    var failure: Rejection?
    do throws(DecodingFailure) {
      if resume > 0 { try decoder.skip(records: resume) }
      while let record = try decoder.next() {
        assembly.add(record)
        if assembly.isFull(records: Self.partRecords, bytes: Self.partBytes) {
          guard handOver(assembly.part(ending: nil)) else { return .abandoned }
        }
      }
    } catch {
      guard let rejection = error.rejection else { throw error }
      failure = rejection
    }
    let digest = try bytes.finish(limitBytes: limits.fileBytes)
    if !assembly.hasHandedOver {
      if let facts, try !file.facts().hasSameContent(as: facts) { return .changed }
      if mayGrow, let early = failure ?? assembly.lastRejection,
        early.reason == .truncated || early.reason == .empty
      {
        return .endsEarly(early)
      }
    }
    var ending = DepositPart.Ending(
      digest: digest, sizeBytes: bytes.count, format: decoder.format, failure: failure)
    ending.durations.decodeMicroseconds = (Moment.threadCPUNanoseconds() - started) / 1000
    return handOver(assembly.part(ending: ending)) ? .handedOver : .abandoned
  }

  private var cpuClock: () -> Duration {
    { .nanoseconds(Moment.threadCPUNanoseconds()) }
  }
}

/// The records of one part, prepared when the part is complete: a container's on all cores.
private struct Assembly {
  let deposit: DepositInTransit
  let preparation: Preparation
  private var records: [DecodedRecord] = []
  private var bytes = 0
  private(set) var hasHandedOver = false
  /// Of the last record, when it was rejected: a cut last line is a record of its own.
  private(set) var lastRejection: Rejection?

  init(deposit: DepositInTransit, preparation: Preparation) {
    self.deposit = deposit
    self.preparation = preparation
  }

  mutating func add(_ record: DecodedRecord) {
    switch record {
    case .article(let article, _):
      bytes += article.body.utf8.count + 512
      lastRejection = nil
    case .rejected(let rejection, _, let raw):
      bytes += raw.count + 512
      lastRejection = rejection
    }
    records.append(record)
  }

  func isFull(records limit: Int, bytes limitBytes: Int) -> Bool {
    records.count >= limit || bytes >= limitBytes
  }

  mutating func part(ending: DepositPart.Ending?) -> DepositPart {
    let part = DepositPart(
      deposit: deposit, records: prepared(), ending: ending,
      bytes: max(bytes, 512) * DepositReader.preparedFactor)
    records = []
    bytes = 0
    hasHandedOver = true
    return part
  }

  private func prepared() -> [DepositPart.Record] {
    guard records.count > 1 else { return records.map(prepare) }
    let slots = Mutex([DepositPart.Record?](repeating: nil, count: records.count))
    // Stretches of 16: long enough to outweigh the hand-over to another thread.
    let stretches = (records.count + 15) / 16
    DispatchQueue.concurrentPerform(iterations: stretches) { stretch in
      let range = stretch * 16..<min(records.count, stretch * 16 + 16)
      let made = records[range].map(prepare)
      slots.withLock { for (index, record) in zip(range, made) { $0[index] = record } }
    }
    return slots.withLock { $0.compactMap { $0 } }
  }

  private func prepare(_ record: DecodedRecord) -> DepositPart.Record {
    switch record {
    case .article(let article, _):
      .article(preparation.prepare(article, depositSource: deposit.source))
    case .rejected(let rejection, let ordinal, let raw):
      .rejected(.init(rejection: rejection, ordinal: ordinal, bytes: raw))
    }
  }
}
