import Glibc
import NewsModel
import Synchronization

/// `wiredesk.damaged` beside the database: damage was met in it, and nothing is written to it any more,
/// by this process or the next, until it is rebuilt or `verify` finds it sound (docs/promises.md, P13).
///
/// Format: one line, what was met. A start does not read every page, so that without the mark it would
/// go on in a damaged database as if nothing were.
final class DamageMark: Sendable {
  let path: String
  private let met: Mutex<String?>

  init(folder: String) {
    path = folder + "/wiredesk.damaged"
    met = Mutex(Self.read(path))
  }

  /// What was met; nil while the database is not known to be damaged.
  var message: String? { met.withLock { $0 } }

  /// For good, as far as the disk takes it: a full one keeps it in memory only.
  func note(_ message: String) {
    let isNew = met.withLock { met in
      defer { met = met ?? message }
      return met == nil
    }
    guard isNew else { return }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let line = Array((message + "\n").utf8)
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    _ = fsync(descriptor)
  }

  /// What was met, with what can be done about it.
  static func advice(_ damage: String) -> String {
    "\(damage); `wiredesk rebuild` restores it from done/"
  }

  /// The database was rebuilt, or has been found sound.
  static func remove(in folder: String) throws(StoreFailure) {
    try FileFacts.remove(folder + "/wiredesk.damaged")
  }

  static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1000)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    let line = bytes.prefix(max(0, count)).prefix { $0 != 0x0A }
    return line.isEmpty ? "damage was met before" : String(decoding: line, as: UTF8.self)
  }
}

extension StoreReader {
  /// What damage was met in the database of a folder; nil when none is known.
  package static func knownDamage(in folder: String) -> String? {
    DamageMark.read(folder + "/wiredesk.damaged")
  }
}

extension Store {
  /// Lets the database be written again. For a person who knows that it is sound, and after a rebuild.
  package static func forgetDamage(in folder: String) throws(StoreFailure) {
    try DamageMark.remove(in: folder)
  }
}
