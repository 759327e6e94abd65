import Dispatch
import Glibc
import NewsFormats
import NewsLinux
import NewsModel
import Synchronization

/// The records of one part, prepared when the part is complete: a container's on all cores.
struct Assembly {
  /// So many records are prepared by one thread at a time: long enough to outweigh the hand-over.
  private static let stretch = 16

  let deposit: Deposit
  let preparation: Preparation
  /// Of an earlier run; they go with the first part.
  var earlierRejects: RejectedDocuments?
  private var records: [DecodedRecord] = []
  private var bytes = 0
  /// Of the last record, when it was rejected: a cut last line is a record of its own.
  private(set) var lastRejection: Rejection?
  /// CPU that preparing has taken on the calling thread.
  private(set) var threadNanoseconds: Int64 = 0

  init(deposit: Deposit, preparation: Preparation) {
    self.deposit = deposit
    self.preparation = preparation
  }

  mutating func add(_ record: DecodedRecord) {
    switch record {
    case .article(let article, _):
      bytes += article.body.utf8.count + DepositPart.recordBytes
      lastRejection = nil
    case .rejected(let rejection, _, let raw):
      bytes += raw.count + DepositPart.recordBytes
      lastRejection = rejection
    }
    records.append(record)
  }

  var last: DecodedRecord? { records.last }

  func isFull(records limit: Int, bytes limitBytes: Int) -> Bool {
    records.count >= limit || bytes >= limitBytes
  }

  mutating func part(ending: DepositPart.Ending?, _ mark: ReadingMark? = nil) -> DepositPart {
    let started = Moment.threadCPUNanoseconds()
    let (prepared, others) = prepared()
    let own = Moment.threadCPUNanoseconds() - started
    threadNanoseconds += own
    let part = DepositPart(
      deposit: deposit, records: prepared, ending: ending,
      bytes: max(bytes, DepositPart.recordBytes) * DepositReader.preparedFactor,
      earlierRejects: earlierRejects, mark: mark, preparationNanoseconds: own + others)
    records = []
    bytes = 0
    earlierRejects = nil
    return part
  }

  /// With the CPU that it took on other threads than the calling one.
  private func prepared() -> ([DepositPart.Record], othersNanoseconds: Int64) {
    guard records.count > Self.stretch else { return (records.map(prepare), 0) }
    let caller = pthread_self()
    let slots = Mutex(
      (records: [DepositPart.Record?](repeating: nil, count: records.count), others: Int64(0)))
    let stretches = (records.count + Self.stretch - 1) / Self.stretch
    DispatchQueue.concurrentPerform(iterations: stretches) { stretch in
      let started = Moment.threadCPUNanoseconds()
      let start = stretch * Self.stretch
      let range = start..<min(records.count, start + Self.stretch)
      let made = records[range].map(prepare)
      let isOther = pthread_equal(caller, pthread_self()) == 0
      let nanoseconds = isOther ? Moment.threadCPUNanoseconds() - started : 0
      slots.withLock { slots in
        for (index, record) in zip(range, made) { slots.records[index] = record }
        slots.others += nanoseconds
      }
    }
    return slots.withLock { slots in (slots.records.compactMap { $0 }, slots.others) }
  }

  private func prepare(_ record: DecodedRecord) -> DepositPart.Record {
    DepositPart.Record(record, of: deposit, preparation)
  }
}

extension DepositPart.Record {
  /// Prepares an article; a bad record is only passed on.
  init(_ record: DecodedRecord, of deposit: Deposit, _ preparation: Preparation) {
    switch record {
    case .article(let article, _):
      self = .article(
        preparation.prepare(
          article, depositSource: deposit.source, received: deposit.received))
    case .rejected(let rejection, let ordinal, let raw):
      self = .rejected(rejection, ordinal: ordinal, bytes: raw)
    }
  }
}
