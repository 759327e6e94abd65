package import NewsModel

/// A batch's number.
package struct BatchID: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A dropped file as it enters the store.
package struct NewDeposit: Hashable, Sendable {
  package var batch: BatchID
  /// The inbox's path: the key of its tallies.
  package var inbox: String
  package var source: String
  /// Path below the inbox.
  package var name: FileName
  /// Path of the claimed file; nil in leave mode.
  package var claim: FileName?
  package var sizeBytes: Int64
  /// Nil while the file has not been read to its end.
  package var content: ContentDigest?
  package var received: Timestamp

  package init(
    batch: BatchID, inbox: String, source: String, name: FileName, claim: FileName?,
    sizeBytes: Int64, content: ContentDigest?, received: Timestamp
  ) {
    self.batch = batch
    self.inbox = inbox
    self.source = source
    self.name = name
    self.claim = claim
    self.sizeBytes = sizeBytes
    self.content = content
    self.received = received
  }
}

/// How a deposit ended.
package struct DepositEnd: Hashable, Sendable {
  package var outcome: Outcome
  package var format: String?
  /// Replaces the deposit's digest when not nil: a container's is known at its end only.
  package var content: ContentDigest?
  /// Constant; nil unless failed or partial.
  package var code: String?
  package var message: String?
  package var finished: Timestamp
  package var durations: Durations

  package init(
    outcome: Outcome, format: String?, content: ContentDigest? = nil, code: String? = nil,
    message: String? = nil, finished: Timestamp, durations: Durations = Durations()
  ) {
    self.outcome = outcome
    self.format = format
    self.content = content
    self.code = code
    self.message = message
    self.finished = finished
    self.durations = durations
  }
}

extension DepositEnd {
  /// Where a deposit's time went; nil where it was not measured.
  package struct Durations: Hashable, Sendable {
    /// From found to read.
    package var waitedMilliseconds: Int64?
    /// CPU of reading and decoding.
    package var decodeMicroseconds: Int64?
    /// CPU of fingerprints, matching and story.
    package var matchMicroseconds: Int64?
    package init() {}
  }
}
