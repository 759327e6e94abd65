import NewsBytes
import NewsInbox
import NewsLinux
import NewsModel

/// What retention has removed from done/ and failed/ since the desk was made: the other half of what
/// `account` says, for who wonders where done/ has gone.
struct RemovedFiles {
  private let sums: [KeptFolder: RetentionRecord.Sum]

  /// Parameter state: the state folder, whose desk.json names the spool. Nothing is known before the
  /// first run, and nothing was removed then.
  init(state: String) throws {
    do {
      guard let record = try DeskRecord.read(in: state) else {
        sums = [:]
        return
      }
      sums = try RetentionRecord.read(in: Folder.open(record.spool)).sums
    } catch let error as SystemError {
      throw CommandError(.unavailable, "cannot read what retention removed: \(error.description)")
    }
  }

  private func sum(_ folder: KeptFolder) -> RetentionRecord.Sum {
    sums[folder] ?? RetentionRecord.Sum()
  }

  /// Nil when nothing was ever removed, which is the default.
  var text: String? {
    let parts = KeptFolder.allCases.filter { sum($0).files > 0 }.map {
      "\(counted(sum($0).files, "file")) (\(sum($0).bytes) bytes) from \($0.rawValue)/"
    }
    return parts.isEmpty
      ? nil : "removed by retention, known to the database: \(parts.joined(separator: ", "))"
  }

  var json: JSONValue {
    .object(
      KeptFolder.allCases.map { folder in
        let sum = sum(folder)
        return (
          folder.rawValue, .object([("files", .init(sum.files)), ("bytes", .init(sum.bytes))])
        )
      })
  }
}
