import Logging
import NewsBytes

/// The log for a person at a terminal: the sentence says all that they need, and nine fields behind it would
/// make five lines of each file. In a file and in the journal they stand (`JournalHandler`).
struct TerminalLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    printError("\(event.level): \(legible("\(event.message)", .prose, cut: .characters(2_048)))")
  }
}
