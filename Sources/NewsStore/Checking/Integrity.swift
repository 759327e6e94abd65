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
}
