import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// `<spool>/recovering`: is there while a run works on what an earlier one left in claim/. When the
/// process dies by its own hand meanwhile, the file says so to the next run.
///
/// Format: the number of such deaths before, in digits, and a line feed; the file that is read, its
/// path below claim/, and a line feed (no path while several are read at once); `!` for a death.
/// Not synced: a power cut, which alone could lose it, is no death by a file.
final class RecoveryMark: Sendable {
  struct Deaths: Sendable, Equatable {
    var count: Int
    var file: FileName?
  }
  private static let name = Array("recovering".utf8)
  private let folder: Folder
  private let note = Mutex<DeathNote?>(nil)

  init(_ spool: Spool) throws { folder = try Folder.open(spool.path) }

  /// Nil when no run has died over its recovery since it last came to its end.
  func read() -> Deaths? {
    // What cannot be read says nothing; the worst of it is one more death.
    guard let file = try? folder.openForReading(Self.name),
      var bytes = try? file.contents(limitBytes: 64 << 10), let feed = bytes.firstIndex(of: 0x0A)
    else { return nil }
    let before = Int(String(decoding: bytes[..<feed], as: UTF8.self)) ?? 0
    let hasDied = bytes.suffix(2).elementsEqual("\n!".utf8)
    if hasDied { bytes.removeLast() }
    let path = bytes[(feed + 1)...].dropLast()
    let deaths = before + (hasDied ? 1 : 0)
    guard deaths > 0 else { return nil }
    return Deaths(count: deaths, file: path.isEmpty ? nil : FileName(bytes: path))
  }

  /// Notes what is read now, after the last run's deaths `before`; those over another file do not
  /// count for this one.
  func write(_ file: FileName?, after before: Deaths?) {
    let count = file != nil && before?.file == file ? before?.count ?? 0 : 0
    let line = Array("\(count)\n".utf8) + (file?.bytes ?? []) + [0x0A]
    let temporary = Self.name + Array("~".utf8)
    do {
      // Left by a death in between, or not there.
      try? folder.unlink(temporary)
      let made = try folder.createFile(temporary)
      try made.write(line)
      try folder.replace(Self.name, by: temporary)
      note.withLock { $0 = DeathNote(made) }
    } catch {
      // On a full disk nothing is counted; recovery is more important.
    }
  }

  /// Recovery is over, or stops in good order.
  func remove() {
    note.withLock { note in
      note?.end()
      note = nil
    }
    // Most often there is none.
    try? folder.unlink(Self.name)
  }
}
