import GRDB
import GRDBSQLite
package import NewsModel

/// Why the store could not do what was asked. Only a refused statement is laid to what was being stored.
package struct StoreFailure: Failure, Hashable {
  /// The raw value is the failure's constant code (manual, "Codes").
  package enum Reason: String, Sendable, CaseIterable {
    /// Another process held the lock for the whole busy time (P14).
    case busy = "database-busy"
    /// No room on the device or in the quota, or the database reached `max_page_count`.
    case full = "database-full"
    case readOnly = "database-read-only"
    /// The device or file system reported an error.
    case io = "database-io"
    /// The file could not be opened: permission, missing folder, or no `-shm` to read with.
    case unopened = "database-unopened"
    /// There is no database in the folder yet.
    case absent = "database-absent"
    /// A COMMIT failed, so nobody knows what the disk holds: `reopen()` first (P12).
    case suspect = "database-suspect"
    case corrupt = "database-corrupt"
    /// Made by a newer version of this program (P20).
    case newer = "database-newer"
    /// An SQLite file, but not ours.
    case foreign = "database-foreign"
    /// The seed asked for is not the one in the database.
    case seed = "database-seed"
    /// A query ran out of its time.
    case tooSlow = "query-too-slow"
    case outOfMemory = "database-memory"
    /// A statement that SQLite refuses: our own mistake with what is being stored, which is set apart.
    case statement = "database-statement"
  }
  package var reason: Reason
  package var message: String
  /// Of damage: SQLite gave what was asked for, and that is nonsense. False for a page that SQLite could
  /// not read, or took no sense from.
  var wasRead = true

  package init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }
  package var code: String { reason.rawValue }

  package var disposition: Disposition {
    switch reason {
    case .busy, .full, .readOnly, .io, .unopened, .suspect, .tooSlow, .outOfMemory: .retry
    case .absent, .corrupt, .newer, .foreign, .seed: .stop
    case .statement: .quarantine
    }
  }

  /// True when the connection that met it must not write again before `Store.reopen()`.
  var spoilsConnection: Bool {
    switch reason {
    case .full, .readOnly, .io, .unopened, .corrupt, .outOfMemory: true
    default: false
    }
  }
}

extension StoreFailure {
  /// The failure that a GRDB error means; source: https://www.sqlite.org/rescode.html.
  init(_ error: DatabaseError) {
    let code = error.extendedResultCode.rawValue
    // A connection that was asked about another one's failure knows of none.
    let given =
      error.message == "not an error" ? String(cString: sqlite3_errstr(code)) : error.message
    let words = quoted(given ?? "no message")
    let text = "SQLite error \(code): \(words)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.busy, text)
    case .SQLITE_FULL: self.init(.full, text)
    case .SQLITE_READONLY, .SQLITE_PERM: self.init(.readOnly, text)
    case .SQLITE_IOERR: self.init(.io, text)
    case .SQLITE_CANTOPEN: self.init(.unopened, text)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self.init(.corrupt, text)
    case .SQLITE_INTERRUPT: self.init(.tooSlow, text)
    case .SQLITE_NOMEM: self.init(.outOfMemory, text)
    default: self.init(.statement, text)
    }
    wasRead = false
  }

  /// Runs `body`, turning every error of the database layer into a `StoreFailure`.
  static func mapping<T>(_ body: () throws -> T) throws(StoreFailure) -> T {
    do {
      return try body()
    } catch let failure as StoreFailure {
      throw failure
    } catch let error as DatabaseError {
      throw StoreFailure(error)
    } catch {
      throw StoreFailure(.statement, quoted("\(error)"))
    }
  }
}
