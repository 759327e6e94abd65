import GRDB
import NewsModel

/// Copying a database in use.
extension StoreReader {
  /// Copies the database, consistent and durable, while it is in use (P13). The file must not exist
  /// yet.
  ///
  /// - Throws: `unopened` (it exists, or its folder does not), `full`, `io`.
  package func backup(to target: String) throws(StoreFailure) {
    guard !StateFiles.exists(target) else {
      throw StoreFailure(.unopened, "\(quoted(target)) exists already")
    }
    let partial = target + ".partial"
    try StateFiles.remove(partial)
    do throws(StoreFailure) {
      try write(backup: partial)
      try StateFiles.sync(partial)
      try StateFiles.move(partial, to: target)
      try StateFiles.syncFolder(String(decoding: StateFiles.split(target).folder, as: UTF8.self))
    } catch {
      // Half a copy is none; what cannot be removed has a name that says so.
      try? StateFiles.remove(partial)
      // Not the database's own trouble, most often: its folder is full, and not ours.
      var failure = error
      failure.message = "the copy \(quoted(target)) failed: \(error.message)"
      throw failure
    }
  }

  /// Checked before it gets its name: a backup that is damaged is found when it is needed.
  private func write(backup partial: String) throws(StoreFailure) {
    try StoreFailure.mapping {
      var settings = Configuration()
      settings.label = "wiredesk.sqlite.backup"
      let copy = try DatabaseQueue(path: partial, configuration: settings)
      try copyPages(to: copy)
      // Out of WAL mode: one file, which may be moved to where nobody can make a second one.
      try copy.inDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        try EventNumbers.noteCopy(db)
        let verdict = try db.first("PRAGMA quick_check(1)") { $0.text(0) } ?? "no answer"
        guard verdict == "ok" else {
          throw StoreFailure(
            .corrupt, "the copy is damaged because the database is: \(quoted(verdict))")
        }
      }
      try copy.close()
    }
  }

  private func copyPages(to copy: DatabaseQueue) throws {
    let queue = try connections.connection()
    defer { try? queue.close() }
    try queue.backup(to: copy)
  }
}
