package import NewsBytes
import NewsInbox
package import NewsLinux
import NewsModel

/// What retention has removed from done/ and failed/ since the desk was made: the other half of what
/// `account` says, for who wonders where done/ has gone.
package struct RemovedFiles {
  private let sums: [KeptFiles.Place: Removal.Ledger.Sum]
  /// What people have dropped from failed/.
  private let dropped: Int

  /// Nothing is known before the first run, and nothing was removed then.
  ///
  /// - Parameter state: the state folder, whose last run names the spool.
  /// - Throws: When the spool cannot be read. Where the record of the last run is damaged nothing is known.
  package init(state: String) throws(SystemError) {
    guard let run = (try? LastRun.read(in: state)) ?? nil else {
      (sums, dropped) = ([:], 0)
      return
    }
    let spool = try Folder.open(run.spool)
    sums = try Removal.Ledger.read(in: spool).sums
    dropped = try PuttingBack.DropLog(spool).entries().count
  }

  private func sum(_ folder: KeptFiles.Place) -> Removal.Ledger.Sum {
    sums[folder] ?? Removal.Ledger.Sum()
  }

  /// One line for each way of going; none when nothing was ever removed, which is the default.
  package var lines: [String] {
    [retained, dropped > 0 ? "dropped from failed/ by people: \(counted(dropped, "file"))" : nil]
      .compactMap(\.self)
  }

  private var retained: String? {
    let parts = KeptFiles.Place.allCases.filter { sum($0).files > 0 }.map {
      "\(counted(sum($0).files, "file")) (\(sum($0).bytes) bytes) from \($0.rawValue)/"
    }
    return parts.isEmpty
      ? nil : "removed by retention, known to the database: \(parts.joined(separator: ", "))"
  }

  package var json: JSONValue {
    .object(
      [("dropped", .object([("files", .init(dropped))]))]
        + KeptFiles.Place.allCases.map { folder in
          let sum = sum(folder)
          return (
            folder.rawValue, .object([("files", .init(sum.files)), ("bytes", .init(sum.bytes))])
          )
        })
  }
}
