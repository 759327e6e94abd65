import NewsModel
import NewsStore

/// A write-ahead log that a reader keeps from being emptied: as long as anybody stands in the middle of a
/// read (a forgotten `sqlite3` shell) every page that is written stays in it, until the disk is full.
package struct HeldLog: Sendable {
  /// With nobody in its way the log stays under 64 MiB (`DatabaseFile.openWriter`).
  package static let limitBytes: Int64 = 256 << 20

  private let store: StoreReader
  private let context: DeskContext

  init(_ store: StoreReader, _ context: DeskContext) {
    self.store = store
    self.context = context
  }

  /// Looks at its size; about 3 µs.
  ///
  /// - Returns: It is too long: a COMMIT is to shorten it as soon as nobody holds it.
  func check() -> Bool {
    let bytes = store.logBytes
    guard bytes > Self.limitBytes else {
      context.resolve(.log, .logReleased, "the write-ahead log is short again")
      return false
    }
    let readers = store.logReaders()
    let who = readers.isEmpty ? "some program" : readers.joined(separator: ", ")
    let reason = "it has grown to \(bytes >> 20) MiB, because \(who) keeps reading the database"
    context.degrade(
      .log, code: "wal-held", reason: reason, .logHeld,
      "the write-ahead log cannot be emptied: \(reason); it grows with every article until that reader"
        + " ends its transaction or is ended")
    return true
  }
}
