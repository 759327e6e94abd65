import NewsModel
import Synchronization

/// A bad record of a container that will be set aside after COMMIT, with its bytes.
struct RejectedDocument: Sendable {
  /// Of all deposits together, when disposal is slower than reading.
  static let totalBytes = 32 << 20

  let rejection: Rejection
  /// The record's place in the container, from 0.
  let ordinal: Int
  private let held: HeldBytes
  var bytes: [UInt8] { held.bytes }

  /// Nil when all deposits together hold too much already.
  fileprivate init?(_ rejection: Rejection, ordinal: Int, bytes: [UInt8]) {
    guard let held = HeldBytes(bytes) else { return nil }
    self.rejection = rejection
    self.ordinal = ordinal
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
    guard now <= RejectedDocument.totalBytes else { return nil }
  }

  deinit { Self.total.subtract(bytes.count, ordering: .relaxed) }
}

/// The first bad records of one deposit.
struct RejectedDocuments: Sendable {
  /// Of one deposit so many records and bytes are kept: a container with a million bad lines must not
  /// fill memory (P8) or failed/. The rest is counted, and stays in the container in done/.
  static let limit = 1_000
  static let limitBytes = 4 << 20

  private(set) var records: [RejectedDocument] = []
  /// Bad records beyond what is kept.
  private(set) var unkept = 0
  /// What was wrong with the first.
  private(set) var firstReason: Rejection?
  private var bytes = 0

  /// Keeps one bad record, or counts it only; so when its bytes are not at hand.
  mutating func keep(_ rejection: Rejection, ordinal: Int, bytes: [UInt8]?) {
    if firstReason == nil { firstReason = rejection }
    let sum = self.bytes + (bytes?.count ?? 0)
    guard records.count < Self.limit, sum <= Self.limitBytes, let bytes,
      let kept = RejectedDocument(rejection, ordinal: ordinal, bytes: bytes)
    else {
      unkept += 1
      return
    }
    self.bytes = sum
    records.append(kept)
  }
}
