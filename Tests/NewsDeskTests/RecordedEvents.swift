import Logging
import Synchronization

@testable import NewsDesk

/// The events of one desk's log.
final class RecordedEvents: Sendable {
  private let events = Mutex<[(id: String, code: String, text: String)]>([])

  var log: Logger { Logger(label: "recorded") { _ in Handler(events: self) } }

  func codes(of event: JournalEvent) -> [String] {
    events.withLock { $0.filter { $0.id == event.rawValue }.map(\.code) }
  }

  func texts(of event: JournalEvent) -> [String] {
    events.withLock { $0.filter { $0.id == event.rawValue }.map(\.text) }
  }

  /// Every sentence, also of what is no event.
  var sentences: [String] { lines.withLock { $0 } }
  private let lines = Mutex<[String]>([])

  private struct Handler: LogHandler {
    let events: RecordedEvents
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      events.lines.withLock { $0.append("\(event.message)") }
      guard let id = event.metadata?["message-id"] else { return }
      let code = event.metadata?["code"].map { "\($0)" } ?? ""
      events.events.withLock { $0.append((id: "\(id)", code: code, text: "\(event.message)")) }
    }
  }
}
