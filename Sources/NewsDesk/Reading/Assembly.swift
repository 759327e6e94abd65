import Dispatch
import NewsFormats
import NewsModel
import Synchronization

/// The records of one part, prepared when the part is complete: a container's on all cores.
struct Assembly {
  let deposit: DepositInTransit
  let preparation: Preparation
  private var records: [DecodedRecord] = []
  private var bytes = 0
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
      .article(
        preparation.prepare(
          article, depositSource: deposit.source, received: deposit.received))
    case .rejected(let rejection, let ordinal, let raw):
      .rejected(.init(rejection: rejection, ordinal: ordinal, bytes: raw))
    }
  }
}
