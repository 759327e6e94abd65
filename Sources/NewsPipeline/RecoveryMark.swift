import NewsInbox
import NewsLinux
import NewsModel

/// `<spool>/recovering`: is there while a run works on what an earlier one left in claim/, and so
/// tells the next run that this one died over it. Two lines: the number of deaths, and the file, its
/// path below claim/; no file while several are read at once.
///
/// Not synced: a power cut, which alone could lose it, is no death by a file.
struct RecoveryMark: Sendable {
  struct Deaths: Sendable, Equatable {
    var count: Int
    var file: FileName?
  }
  private static let name = Array("recovering".utf8)
  private let folder: Folder

  init(_ spool: Spool) throws { folder = try Folder.open(spool.path) }

  /// Nil when the last run did not die during its recovery.
  func read() -> Deaths? {
    // What cannot be read says nothing; the worst of it is one more careful recovery.
    guard let file = try? folder.openForReading(Self.name),
      let bytes = try? file.contents(limitBytes: 64 << 10)
    else { return nil }
    let lines = bytes.split(separator: 0x0A, maxSplits: 1)
    let count = lines.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    return Deaths(
      count: count, file: lines.count > 1 ? FileName(bytes: Array(lines[1])) : nil)
  }

  /// Notes what is read now. Parameter before: the last run's mark.
  func write(_ file: FileName?, after before: Deaths?) {
    let count = file != nil && before?.file == file ? (before?.count ?? 0) + 1 : 1
    let line = Array("\(count)\n".utf8) + (file?.bytes ?? [])
    let temporary = Self.name + Array("~".utf8)
    do {
      // Left by a death in between, or not there.
      try? folder.unlink(temporary)
      let made = try folder.createFile(temporary)
      try made.write(line)
      try folder.replace(Self.name, by: temporary)
    } catch {
      // On a full disk nothing is counted; recovery is more important.
    }
  }

  /// Recovery is over, or stops in good order.
  func remove() {
    // Most often there is none.
    try? folder.unlink(Self.name)
  }
}
