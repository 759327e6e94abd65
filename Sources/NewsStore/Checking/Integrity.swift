import GRDB
import NewsModel

/// Looking for damage.
extension StoreReader {
  package enum Depth: Sendable {
    /// Every page's structure: about as long as reading the file once.
    case quick
    /// Also that every index agrees with its table, references point at rows, and tallies equal
    /// what they count: several times as long.
    case thorough
  }

  /// What is wrong, one sentence each; empty when nothing was found. Reads only, beside a writer.
  /// Throws `corrupt` when the damage keeps it from being read at all,
  /// and `io` when the disk does not give what is asked for.
  package func verify(_ depth: Depth) throws(StoreFailure) -> [String] {
    try DamageCheck(connections).problems(depth)
  }
}

/// One look through a database.
enum Integrity {
  /// What is wrong, one sentence each, of one snapshot.
  static func problems(_ db: Database, _ depth: StoreReader.Depth) throws -> [String] {
    var problems: [String] = []
    let check = depth == .quick ? "PRAGMA quick_check(20)" : "PRAGMA integrity_check(20)"
    try db.each(check) { row in
      if row.text(0) != "ok" { problems.append(row.text(0)) }
    }
    guard depth == .thorough, problems.isEmpty else { return problems }
    problems = try strays(db)
    for (tally, found, counted) in try Tallies.differing(db) {
      problems.append("the tally \(tally) says \(found), but the tables hold \(counted)")
    }
    return try problems + Invariants.broken(db)
  }

  private static func strays(_ db: Database) throws -> [String] {
    var problems: [String] = []
    try db.each("PRAGMA foreign_key_check") { row in
      guard problems.count < 20 else { return }
      problems.append(
        "row \(row.integer(1)) of \(row.text(0)) refers to a missing row of \(row.text(2))")
    }
    return problems
  }
}
