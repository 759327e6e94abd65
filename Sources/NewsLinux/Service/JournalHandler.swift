import Glibc
package import Logging

/// The swift-log backend: native fields to the journal, or one readable line to standard error.
///
/// The journal is used when standard error is connected to it (`JOURNAL_STREAM`, systemd.exec(5)), so
/// that output redirected by a person stays where that person looks. Metadata `deposit-name` becomes the
/// field `WIREDESK_DEPOSIT_NAME`; `message-id` becomes `MESSAGE_ID`. Values are cut at 512 characters and
/// cannot forge a line (`legible`).
package struct JournalHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var logLevel: Logger.Level = .info
  package var metadataProvider: Logger.MetadataProvider?
  private let identifier: String
  private let usesJournal: Bool

  /// - Parameter identifier: SYSLOG_IDENTIFIER, what `journalctl -t` asks for.
  package init(identifier: String = "wiredesk") {
    self.init(identifier: identifier, usesJournal: Self.standardErrorIsJournal())
  }

  init(identifier: String, usesJournal: Bool) {
    self.identifier = identifier
    self.usesJournal = usesJournal
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let record = record(of: event)
    if usesJournal, record.sendToJournal(identifier: identifier) { return }
    record.printToStandardError()
  }

  func record(of event: LogEvent) -> JournalRecord {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = "\(error)" }
    let fields = all.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
    return JournalRecord(level: event.level, message: "\(event.message)", fields: fields)
  }

  /// `JOURNAL_STREAM` is `device:inode` of the stream systemd connected; a redirected one differs.
  private static func standardErrorIsJournal() -> Bool {
    guard let value = getenv("JOURNAL_STREAM") else { return false }
    var status = stat()
    guard fstat(STDERR_FILENO, &status) == 0 else { return false }
    return String(cString: value) == "\(status.st_dev):\(status.st_ino)"
  }
}
