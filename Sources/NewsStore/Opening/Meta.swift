import GRDB
import Glibc

/// The table `meta`: facts about the database itself.
enum Meta {
  static func seed(_ db: Database) throws -> UInt64 {
    UInt64(bitPattern: try number(db, "seed"))
  }

  static func birth(_ db: Database) throws -> Int64 { try number(db, "birth") }

  /// By which names of its own the desk read fields last, as order/ has them; nil when it never said.
  static func fieldNames(_ db: Database) throws -> String? {
    try db.first("SELECT value FROM meta WHERE key = 'fields'") { $0.text(0) }
  }

  private static func number(_ db: Database, _ key: String) throws -> Int64 {
    let row = try db.first("SELECT value FROM meta WHERE key = ?", [.text(key)]) { $0.integer(0) }
    guard let row else { throw StoreFailure(.corrupt, "the database has no \(key)") }
    return row
  }

  /// Writes the facts of a new database; of an old one only the program's version.
  static func fill(_ db: Database, seed: UInt64?, program: String) throws {
    let seed = seed ?? UInt64.random(in: .min ... .max)
    let add = "INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING"
    try db.run(add, [.text("seed"), .integer(Int64(bitPattern: seed))])
    try db.run(add, [.text("birth"), .integer(Int64.random(in: .min ... .max))])
    try db.run(add, [.text("created"), .integer(Int64(Glibc.time(nil)) * 1000)])
    let update = """
      INSERT INTO meta(key, value) VALUES ('program', ?)
      ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
      """
    try db.run(update, [.text(program)])
  }
}

/// The table `counter`: the last numbers given.
struct Counters: Hashable, Sendable {
  var article: Int64 = 0
  var story: Int64 = 0
  var deposit: Int64 = 0
  var batch: Int64 = 0
  var event: Int64 = 0
  /// The last event removed: every later one that was given a number is there.
  var pruned: Int64 = 0
  /// Transactions committed.
  var commit: Int64 = 0

  private static var names: [(String, any WritableKeyPath<Counters, Int64> & Sendable)] {
    [
      ("article", \.article), ("story", \.story), ("deposit", \.deposit), ("batch", \.batch),
      ("event", \.event), ("pruned", \.pruned), ("commit", \.commit),
    ]
  }

  init(_ db: Database) throws {
    var values: [String: Int64] = [:]
    try db.each("SELECT name, value FROM counter") { values[$0.text(0)] = $0.integer(1) }
    for (name, path) in Self.names { self[keyPath: path] = values[name] ?? 0 }
  }

  /// Writes the counters that differ from `old`.
  func save(_ db: Database, old: Counters) throws {
    for (name, path) in Self.names where self[keyPath: path] != old[keyPath: path] {
      try db.run(
        """
        INSERT INTO counter(name, value) VALUES (?, ?)
        ON CONFLICT(name) DO UPDATE SET value = excluded.value
        """, [.text(name), .integer(self[keyPath: path])])
    }
  }
}
