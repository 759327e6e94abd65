import GRDB
import Glibc
import NewsModel

/// Looking for damage, and copying a database in use.
extension StoreReader {
  package enum Depth: Sendable {
    /// Every page's structure: about as long as reading the file once.
    case quick
    /// Also that every index agrees with its table, references point at rows, and tallies equal
    /// what they count: several times as long.
    case thorough
  }

  /// What is wrong, one sentence each; empty when nothing was found. Reads only, beside a writer.
  /// Throws `corrupt` when the damage keeps it from being read at all.
  package func verify(_ depth: Depth) throws(StoreFailure) -> [String] {
    try connections.read { db in
      var problems: [String] = []
      let check = depth == .quick ? "PRAGMA quick_check(20)" : "PRAGMA integrity_check(20)"
      try db.each(check) { row in
        if row.text(0) != "ok" { problems.append(row.text(0)) }
      }
      guard depth == .thorough, problems.isEmpty else { return problems }
      var strays = 0
      try db.each("PRAGMA foreign_key_check") { row in
        strays += 1
        if strays <= 20 {
          problems.append(
            "row \(row.integer(1)) of \(row.text(0)) refers to a missing row of \(row.text(2))")
        }
      }
      for (tally, found, counted) in try Tallies.differing(db) {
        problems.append("the tally \(tally) says \(found), but the tables hold \(counted)")
      }
      return try problems + Invariants.broken(db)
    }
  }

  /// Copies the database, consistent and durable, while it is in use (P13). The file must not exist
  /// yet. Errors: `unopened` (it exists, or its folder does not), `full`, `io`.
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
      throw error
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

/// The running counts against what they count.
enum Tallies {
  /// Counted anew: the deposits by outcome and their columns, and the articles by verdict.
  private static let counted = """
    SELECT inbox, 'deposit.' || coalesce(outcome, 'open') AS kind, count(*) AS value
      FROM deposit GROUP BY 1, 2
    UNION ALL SELECT inbox, 'article.' || verdict, count(*)
      FROM article JOIN deposit ON deposit.id = article.deposit GROUP BY 1, 2
    UNION ALL SELECT inbox, 'article.unchanged', sum(unchanged) FROM deposit GROUP BY 1
    UNION ALL SELECT inbox, 'article.rejected', sum(rejected) FROM deposit GROUP BY 1
    """

  /// Tallies that are not what a count gives, and deposits whose columns differ from their articles.
  static func differing(
    _ db: Database
  ) throws -> [(tally: String, found: Int64, counted: Int64)] {
    let wrongTallies = try db.all(
      """
      SELECT coalesce(t.inbox, c.inbox) || ' ' || coalesce(t.kind, c.kind),
        coalesce(t.value, 0), coalesce(c.value, 0)
      FROM tally AS t FULL JOIN (\(counted)) AS c ON t.inbox = c.inbox AND t.kind = c.kind
      WHERE coalesce(t.value, 0) <> coalesce(c.value, 0)
      """
    ) { (tally: $0.text(0), found: $0.integer(1), counted: $0.integer(2)) }
    let wrongDeposits = try db.all(
      """
      SELECT 'articles of deposit ' || deposit.id,
        originals + identicals + near_duplicates + updates + excerpts AS told,
        (SELECT count(*) FROM article WHERE article.deposit = deposit.id) AS held
      FROM deposit WHERE told <> held LIMIT 20
      """
    ) { (tally: $0.text(0), found: $0.integer(1), counted: $0.integer(2)) }
    return wrongTallies + wrongDeposits
  }
}
