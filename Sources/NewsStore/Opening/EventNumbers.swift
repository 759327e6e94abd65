import GRDB
import NewsLinux
package import NewsModel

/// Where the numbers of events begin, so that one of another state is never taken for one of this.
///
/// The numbers of a new database begin with the time, in microseconds; when a database stands in another file than
/// it was written in last, which is what a restored one does, they go on there. A follower that comes with a number
/// from the state that is gone finds no event of it, and is told so (`StoreReader.Followed`). Below 2^53 until the
/// year 2255: JSON keeps them.
enum EventNumbers {
  /// What a copy says in place of its file.
  static let copied = "copy"
  private static let key = "file"

  /// Notes in which file the database stands.
  ///
  /// - Parameters:
  ///   - db: inside a transaction of its writer.
  ///   - path: where it is.
  ///   - now: the wall clock's time.
  /// - Throws: what the database throws.
  static func settle(_ db: Database, at path: String, now: Timestamp) throws {
    let file = identity(of: path)
    let known = try db.first("SELECT value FROM meta WHERE key = ?", [.text(key)]) { $0.text(0) }
    guard known != file else { return }
    let old = try Counters(db)
    var counters = old
    let isNew = old.commit == 0 && old.event == 0
    if isNew || known != nil { counters.goOn(from: now) }
    if isNew { counters.pruned = counters.event }
    try counters.save(db, old: old)
    try note(db, file)
  }

  /// In a copy that is to be restored one day.
  static func noteCopy(_ db: Database) throws { try note(db, copied) }

  private static func note(_ db: Database, _ file: String) throws {
    try db.run(
      """
      INSERT INTO meta(key, value) VALUES (?, ?)
      ON CONFLICT(key) DO UPDATE SET value = excluded.value
      """, [.text(key), .text(file)])
  }

  /// Kept by a rename; a copy has another one. File systems give the numbers of removed files to new ones.
  private static func identity(of path: String) -> String {
    let inode = StateFiles.inode(path).map { "\($0)" } ?? ""
    return inode + ":\(Folder.birthNanoseconds(of: path))"
  }
}

extension Counters {
  /// The next event has a number that no other state has given.
  mutating func goOn(from now: Timestamp) {
    event = max(event + 1, now.milliseconds * 1000)
  }
}

extension StoreWriter {
  /// What comes has happened in another state than what went before: events that were told are not here.
  package mutating func beginEventsAnew(at now: Timestamp) { counters.goOn(from: now) }
}
