package import Logging
import NewsModel

/// The kinds of events that the journal can be asked for: `journalctl MESSAGE_ID=…`. Each has an
/// entry in systemd/wiredesk.catalog that says what to do; a test compares the two lists.
package enum JournalEvent: String, CaseIterable, Sendable {
  case started = "2562543d6fe92a0ad52cf54b4c0b84bd"
  case ready = "c265b4e26c725a0a07bfbd0d252a56df"
  case depositStored = "689ef3e95039f4cfab0e5d487591613f"
  case depositUnchanged = "d228a415355e8ac4c7c2d205118e6167"
  case depositPartial = "a85bba6dd870fd547250075b52d32b91"
  case depositFailed = "62d1b2df3a8428643fcc20b0588907e1"
  case failedDropped = "4be1c07d92f84a6bb7c3f05e1d2a9680"
  case notTaken = "7c0e6d1f4b9a4c55a2f1d8e07b36c9aa"
  case overflow = "079f161b8de8bc6588650304289ff082"
  case inboxDegraded = "d632e09e1fcf0307ce25773aa8a48220"
  case inboxFound = "77d81204c8c93d1162304fb514a24c3f"
  case storageDegraded = "eb9e626250f4eb47cd75994ec0a25a79"
  case storageResumed = "33b9e29640d20afd28905805f50df2f6"
  case configurationRefused = "3f9d2c6a81b74e0f9c5be2a47d1860f3"
  case reloaded = "014e2ff22fb73da3d3bbf73260e5de1a"
  case storyCorrected = "fbfdc09d327c4e38aff675867a1a3018"
  case articlesForgotten = "0c4f9be1d6a24f51b0e8a2c73d5f6e19"
  case stopping = "eb4d481194b7c16f3a7de0a60e7b3d41"
  case migrated = "07964b41cb0d7b3b4f59437e48592065"
  case poison = "b4f9fa3cdaf5a289f0e3343683423f7a"
  case recovered = "5a4617be6748bd4636b993a40a68454d"
  case retentionSwept = "b20713cfa6924a1ca55e4006d0ebbd38"
  case diskLow = "d3897d2c22064a7fa58dc72ae1e4fe01"
  case diskRelieved = "f90c9158fa5e414eab78bae0cb41e790"
  case logHeld = "5d1f0f6c3a5e4d0f9b0a7d6f0c1c7f2e"
  case logReleased = "8a3b6a0e6b7f4a0d8d3c2f1e9b5a4c61"
  case copiesDamaged = "d3bc51e9fc34428bb1e133da98f867b5"
  case copiesMended = "ad2742d72bb54e9980fe590bf5c7ce59"

  init(_ outcome: Outcome) {
    switch outcome {
    case .stored: self = .depositStored
    case .unchanged: self = .depositUnchanged
    case .partial: self = .depositPartial
    case .failed: self = .depositFailed
    }
  }

  /// The level follows the consequence. err: something is lost or a person must act; warning: survived;
  /// notice: start, stop, migration, reload; info: a deposit is done.
  var level: Logger.Level {
    switch self {
    case .depositStored, .depositUnchanged: .info
    case .started, .ready, .reloaded, .stopping, .migrated, .inboxFound, .storageResumed,
      .retentionSwept, .diskRelieved, .storyCorrected, .articlesForgotten, .copiesMended,
      .logReleased, .failedDropped:
      .notice
    case .depositPartial, .overflow, .notTaken, .inboxDegraded, .recovered, .depositFailed,
      .copiesDamaged,
      .logHeld:
      .warning
    case .storageDegraded, .diskLow, .poison, .configurationRefused: .error
    }
  }
}

extension Logger {
  /// One event: a sentence, and its facts again as journal fields (`WIREDESK_…`).
  package func event(
    _ event: JournalEvent, _ sentence: @autoclosure () -> String,
    _ fields: @autoclosure () -> Metadata = [:]
  ) {
    guard event.level >= logLevel else { return }
    var metadata = fields()
    metadata["message-id"] = .string(event.rawValue)
    log(level: event.level, "\(sentence())", metadata: metadata)
  }
}
