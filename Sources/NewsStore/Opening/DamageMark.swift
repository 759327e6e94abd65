import NewsModel
import Synchronization

/// `wiredesk.damaged` beside the database: damage was met in it, and nothing is written to it any more,
/// by this process or the next, until it is rebuilt or `verify` finds it sound (P13).
///
/// Format: one line, what was met. A start does not read every page, so that without the mark it would
/// work on a damaged database as if nothing had happened.
final class DamageMark: Sendable {
  let path: String
  private let met: Mutex<String?>

  init(folder: String) {
    path = Self.path(in: folder)
    met = Mutex(Self.read(path))
  }

  private static func path(in folder: String) -> String { folder + "/wiredesk.damaged" }

  /// What was met; nil while the database is not known to be damaged.
  var message: String? { met.withLock { $0 } }

  /// Remembers damage for good, or in memory only when the disk does not take it.
  func note(_ message: String) {
    let isNew = met.withLock { met in
      defer { met = met ?? message }
      return met == nil
    }
    // A disk that is full or failing has its own failure at the next write.
    if isNew { try? StateFiles.write(message, to: path) }
  }

  /// What was met, with what can be done about it.
  static func advice(_ damage: String) -> String {
    "\(damage); `wiredesk rebuild` restores it from done/"
  }

  /// The database was rebuilt, or has been found sound.
  static func remove(in folder: String) throws(StoreFailure) {
    try StateFiles.remove(path(in: folder))
  }

  static func read(in folder: String) -> String? { read(path(in: folder)) }

  private static func read(_ path: String) -> String? {
    StateFiles.line(path).map { $0.isEmpty ? "damage was found earlier" : $0 }
  }
}

extension StoreReader {
  /// What damage was met in the database of a folder; nil when none is known.
  package static func knownDamage(in folder: String) -> String? { DamageMark.read(in: folder) }
}

extension Store {
  /// Lets the database be written again. For a person who knows that it is sound, and after a rebuild.
  package static func forgetDamage(in folder: String) throws(StoreFailure) {
    try DamageMark.remove(in: folder)
  }
}
