import NewsModel
import Synchronization

/// A bad record of a container that will be set aside after COMMIT, with its bytes.
struct KeptRecord: Sendable {
  /// Of one deposit so many records and bytes are kept: a container with a million bad lines must not
  /// fill memory (P8) or failed/. The rest is counted, and stays in the container in done/.
  static let limit = 1_000
  static let limitBytes = 4 << 20
  /// Of all deposits together, when disposal is slower than reading.
  static let totalBytes = 32 << 20

  var rejection: Rejection
  /// The record's place in the container, from 0.
  var ordinal: Int
  private let held: HeldBytes
  var bytes: [UInt8] { held.bytes }

  /// Nil when all deposits together hold too much already, or its bytes are not at hand.
  init?(_ record: DepositInTransit.SetAsideRecord) {
    guard let bytes = record.bytes, let held = HeldBytes(bytes) else { return nil }
    rejection = record.rejection
    ordinal = record.ordinal
    self.held = held
  }
}

/// Bytes that count towards the total for as long as somebody holds them.
private final class HeldBytes: Sendable {
  private static let total = Atomic<Int>(0)
  let bytes: [UInt8]

  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    let now = Self.total.add(bytes.count, ordering: .relaxed).newValue
    // From here on deinit gives them back, also when this fails.
    guard now <= KeptRecord.totalBytes else { return nil }
  }

  deinit { Self.total.subtract(bytes.count, ordering: .relaxed) }
}

extension DepositInTransit.Progress {
  /// Keeps one bad record, or counts it only.
  mutating func keep(_ record: DepositInTransit.SetAsideRecord) {
    if reason == nil { reason = record.rejection }
    let bytes = keptBytes + (record.bytes?.count ?? 0)
    guard rejected.count < KeptRecord.limit, bytes <= KeptRecord.limitBytes,
      let kept = KeptRecord(record)
    else {
      unkept += 1
      return
    }
    keptBytes = bytes
    rejected.append(kept)
  }
}
